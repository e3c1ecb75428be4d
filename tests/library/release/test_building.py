"""`tellback release`: from a snapshot to a folder that an attack found nothing in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellback.command import main
from tellback.disclosure import Known, SafeTable
from tellback.disclosure.attack import AttackFault, AttackReport, Found
from tellback.release import Area, PlaceCodes, ReleaseFault, TidyRow, read_release
from tellback.release.build import STEPS, build_release
from tellback.release.tidy import from_csv
from tellback.response import accept
from tellback.snapshot import PupilRow
from tests.library.small import asking, single, written

RULE = """id: made-up
from: 2026-09-01
source: a test
least_base: 10
least_cell: {borough: 3, locality: 3, group: 5, school: 5}
splits: [[sex], [locality], [school]]
"""
ASKED = asking(
    {
        "id": "q01",
        "kind": "single",
        "text": "I am:",
        "choices": [{"id": "boy", "text": "A boy"}, {"id": "girl", "text": "A girl"}],
    },
    single("q02", choices=[{"id": "often", "text": "Often"}, {"id": "rarely", "text": "Rarely"}]),
    {"id": "sport", "kind": "number", "text": "How often?", "least": 0, "most": 1},
    splits={"sex": "q01"},
)
NAMES = (
    "level,area,name,locality,group\r\nborough,borough,Overwater,,\r\nschool,9001,Alder Lane,,\r\n"
)


def pupils() -> list[PupilRow]:
    """Three schools of many pupils in two localities, and two of few that are counted together."""
    made = []
    for school, locality, size in (
        ("9001", "North", 40),
        ("9002", "North", 36),
        ("9003", "South", 32),
        ("9004", "South", 6),
        ("9005", "South", 8),
    ):
        for at in range(size):
            answers = {
                "q01": ("girl", "boy", "")[at % 3],
                "q02": ("often", "rarely", "")[(at + at // 3) % 3],
                "sport": ("0", "1", "")[at % 3],
            }
            made.append(PupilRow(school, locality, "5", "online", accept(ASKED, answers)))
    return made


@pytest.fixture(scope="session")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wave") / "snapshot"
    written(folder, ASKED, pupils())
    return folder


@pytest.fixture(scope="session")
def built(wave: Path) -> Path:
    """A release that no test changes."""
    build_release(wave.parent / "built", wave=wave, rule_text=RULE)
    return wave.parent / "built"


@pytest.fixture(autouse=True)
def only_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web floor's commands need Django, which these tests run without."""
    monkeypatch.setattr(main, "entry_points", lambda group: [])


def typed(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main.make_app(), ["release", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "rule.yaml").write_text(RULE)
    (tmp_path / "areas.csv").write_text(NAMES, newline="")
    return tmp_path


def building(files: Path, wave: Path, *more: str | Path) -> tuple[int, str, str]:
    options = ("--wave", wave, "--rule", files / "rule.yaml", "--out", files / "out")
    return typed("build", *options, *more)


def test_a_release_is_built_and_verified(files: Path, wave: Path) -> None:
    code, said, _ = building(files, wave, "--areas", files / "areas.csv")
    assert code == 0
    assert "out is written" in said
    assert "the attack could work out none" in said
    hashed = said.split()[-1].rstrip(".")
    code, said, _ = typed("verify", files / "out", "--manifest", hashed)
    assert code == 0
    assert "the release of the wave 2009 by the rule made-up, made on 2009-07-20" in said
    assert "files are as they were written" in said
    assert "found 0 of " in said
    assert typed("verify", files / "out", "--manifest", "0" * 64)[0] == 1


def test_what_is_built_holds_what_was_counted(files: Path, wave: Path) -> None:
    said: list[str] = []
    build_release(
        files / "out",
        wave=wave,
        rule_text=RULE,
        made_on=date(2010, 1, 2),
        names=(Area("school", "9001", "Alder Lane"), Area("school", "1", "Elsewhere")),
        codes=PlaceCodes(la_code := "E92000001"),
        say=said.append,
    )
    assert said == list(STEPS)
    release = read_release(files / "out")
    assert release.manifest.made_on == date(2010, 1, 2)
    assert la_code in (files / "out/downloads/borough-statistics.csv").read_text("utf-8")
    girls = {
        (row.level, row.area): row.count
        for row in release.rows
        if (row.variable, row.choice, row.split) == ("q01", "girl", "all")
    }
    assert girls[("borough", "borough")] == 14 + 12 + 11 + 2 + 3
    assert girls[("school", "9001")] == 14
    assert girls[("locality", "North")] == 26
    assert girls[("school", "9004")] is None
    named = {(area.level, area.area): area for area in release.areas}
    assert named["school", "9001"].name == "Alder Lane"
    assert named["school", "9002"] == Area("school", "9002", "9002", "North")
    (group,) = (area for area in release.areas if area.level == "group")
    assert named["school", "9004"].group == named["school", "9005"].group == group.area
    assert ("school", "1") not in named
    assert {table.group.area for table in release.area("group", group.area)} == {group.area}


def those_of(row: TidyRow, together: frozenset[str]) -> list[PupilRow]:
    """The pupils of a row's area and group, one by one."""
    found = []
    for one in pupils():
        here = {
            "borough": True,
            "locality": one.locality == row.area,
            "group": one.school in together,
            "school": one.school == row.area,
        }[row.level]
        said = one.response.answers.get("q01") or "-9"
        if here and (row.split == "all" or said == row.group):
            found.append(one)
    return found


def test_every_number_that_is_shown_is_what_counting_pupils_one_by_one_gives(built: Path) -> None:
    release = read_release(built)
    together = frozenset(area.area for area in release.areas if area.group)
    shown = [row for row in release.rows if not row.hidden]
    for row in shown:
        asked = those_of(row, together)
        given = [one.response.answers.get(row.variable) or "-9" for one in asked]
        count = given.count(row.choice)
        assert (row.count, row.base) == (count, len(asked))
        assert row.percent == int(Fraction(100 * count, len(asked)) + Fraction(1, 2))
    assert {row.level for row in shown} == {"borough", "locality", "group", "school"}
    assert {row.group for row in shown} >= {"all", "boy", "girl", "-9"}


def test_no_number_of_a_school_of_few_is_in_any_file(built: Path) -> None:
    rows = from_csv((built / "tables.csv").read_bytes().decode())
    few = [row for row in rows if row.area in {"9004", "9005"}]
    assert few
    assert all(row.count is row.percent is row.base is None for row in few)
    assert {row.hidden for row in few} == {"few_asked"}


def found_something(*_: Path) -> AttackReport:
    leak = Found("2009", "school", "9001", "all", "all", "q02", "never", 2, 2)
    return AttackReport(5, exact=(leak,))


def cannot_attack(*_: Path) -> AttackReport:
    msg = "The release x cannot be attacked: its tables.csv has no rows."
    raise AttackFault(msg)


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (found_something, "the attack finds 1 hidden counts, first: How many pupils of school"),
        (cannot_attack, "it could not be attacked. The release x cannot"),
    ],
)
def test_nothing_is_left_where_the_attack_finds_anything(
    files: Path, wave: Path, monkeypatch: pytest.MonkeyPatch, attack: object, said: str
) -> None:
    monkeypatch.setattr("tellback.release.build.attack", attack)
    before = sorted(files.iterdir())
    code, _, error = building(files, wave)
    assert code == 1
    assert said in error
    assert error.count("\n") == 1
    assert sorted(files.iterdir()) == before


def test_the_attack_reads_what_will_be_published(
    files: Path, wave: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: dict[str, bytes] = {}

    def watching(folder: Path) -> AttackReport:
        read.update({path.name: path.read_bytes() for path in folder.iterdir()})
        return AttackReport(7)

    monkeypatch.setattr("tellback.release.build.attack", watching)
    build_release(files / "out", wave=wave, rule_text=RULE)
    assert set(read) == {"tables.csv", "areas.csv", "rule.yaml", "questionnaire.yaml"}
    assert all((files / "out" / name).read_bytes() == data for name, data in read.items())
    assert json.loads((files / "out/attack.json").read_text()) == {
        "hidden": 7,
        "exact": [],
        "too_narrow": [],
    }


def test_a_revision_is_protected_and_attacked_beside_what_was_published(
    files: Path, wave: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attacked: list[tuple[Path, ...]] = []
    known: list[Known] = []

    def watching(*folders: Path) -> AttackReport:
        attacked.append(folders)
        return AttackReport(7)

    def protecting(raw: object, rule: object, held: Known) -> tuple[SafeTable, ...]:
        known.append(held)
        return read_release(built).tables()

    monkeypatch.setattr("tellback.release.build.attack", watching)
    monkeypatch.setattr("tellback.release.build.protect", protecting)
    assert building(files, wave, "--earlier", built)[0] == 0
    assert attacked[0][:-1] == (built,)
    assert known[0].earlier == read_release(built).tables()
    assert known[0].splits == {"sex": "q01"}


def test_a_revision_by_a_few_pupils_is_refused(tmp_path: Path, built: Path) -> None:
    written(tmp_path / "wave", ASKED, pupils()[1:])
    with pytest.raises(ReleaseFault, match="Fewer than 10 pupils came to the wave"):
        build_release(tmp_path / "out", wave=tmp_path / "wave", rule_text=RULE, earlier=(built,))
    assert not (tmp_path / "out").exists()


def test_an_earlier_release_that_cannot_be_used_is_refused(
    files: Path, wave: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, error = building(files, wave, "--earlier", files / "none")
    assert (code, "none is no release" in error) == (2, True)
    monkeypatch.setattr("tellback.release.read.Release.wave", "2008")
    code, _, error = building(files, wave, "--earlier", built)
    assert (code, "built is of the wave 2008, not of 2009" in error) == (1, True)


def test_a_rule_serves_waves_that_lack_one_of_its_splits(files: Path, wave: Path) -> None:
    (files / "rule.yaml").write_text(RULE.replace("[sex]", "[shoe_size]"))
    code, _, _ = building(files, wave)
    assert code == 0
    splits = {row.split for row in read_release(files / "out").rows}
    assert splits == {"all"}


def test_a_school_in_two_localities_is_refused(tmp_path: Path) -> None:
    moved = [replace(pupils()[0], locality="West"), *pupils()]
    written(tmp_path / "wave", ASKED, moved)
    with pytest.raises(ReleaseFault, match="school 9001 lies in 2 localities, North and West"):
        build_release(tmp_path / "out", wave=tmp_path / "wave", rule_text=RULE)


def test_a_snapshot_without_a_day_needs_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tellback.snapshot import Snapshot, read_snapshot  # noqa: PLC0415

    def undated(folder: Path) -> Snapshot:
        whole = read_snapshot(folder)
        return replace(whole, manifest=whole.manifest.model_copy(update={"made_on": None}))

    written(tmp_path / "wave", ASKED, pupils())
    monkeypatch.setattr("tellback.release.build.read_snapshot", undated)
    with pytest.raises(ReleaseFault, match="has no day"):
        build_release(tmp_path / "out", wave=tmp_path / "wave", rule_text=RULE)


UNREADABLE: list[tuple[str, Sequence[str], str]] = [
    ("rule.yaml", ["rule.yaml"], "rule.yaml cannot be read (No such file"),
    ("rule.yaml", [], "The rule file cannot be used"),
    ("areas.csv", ["areas.csv"], "areas.csv cannot be read (No such file"),
    ("areas.csv", [], "areas.csv, line 1: the header"),
]


@pytest.mark.parametrize(("name", "gone", "said"), UNREADABLE)
def test_a_file_that_cannot_be_read_is_a_sentence(
    files: Path, wave: Path, name: str, gone: Sequence[str], said: str
) -> None:
    (files / name).write_text("nothing: known\n")
    for one in gone:
        (files / one).unlink()
    code, _, error = building(files, wave, "--areas", files / "areas.csv")
    assert code == 2
    assert said in error
    assert error.count("\n") == 1
    assert not (files / "out").exists()


def test_files_in_another_encoding_are_refused(files: Path, wave: Path) -> None:
    (files / "areas.csv").write_bytes(NAMES.replace("Alder", "Älder").encode("latin-1"))
    code, _, error = building(files, wave, "--areas", files / "areas.csv")
    assert (code, "is not in UTF-8" in error) == (2, True)


def test_a_snapshot_that_was_changed_is_refused(files: Path, tmp_path: Path) -> None:
    written(tmp_path / "wave", ASKED, pupils())
    (tmp_path / "wave/questionnaire.yaml").write_text("tellback: 1\n")
    code, _, error = building(files, tmp_path / "wave")
    assert code == 2
    assert "questionnaire.yaml is not as it was written" in error


def test_a_folder_that_is_there_or_cannot_be_made_is_refused(
    files: Path, wave: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "out").mkdir()
    code, _, error = building(files, wave)
    assert (code, "a release is never changed" in error) == (2, True)
    assert not list((files / "out").iterdir())
    (files / "out").rmdir()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tellback.release.write._put", full)
    code, _, error = building(files, wave)
    assert code == 2
    assert "out cannot be written (No space left on device)" in error
    assert not (files / "out").exists()


def test_the_day_may_be_given(files: Path, wave: Path) -> None:
    assert building(files, wave, "--made-on", "2010-02-03")[0] == 0
    assert read_release(files / "out").manifest.made_on == date(2010, 2, 3)
    assert building(files, wave, "--made-on", "yesterday")[0] == 2


@pytest.mark.parametrize(
    ("harm", "code", "said"),
    [
        ("tables.csv", 1, "the file tables.csv is not as it was written"),
        ("manifest.json", 2, "manifest.json that is no JSON"),
    ],
)
def test_verifying_says_which_file_was_changed(
    files: Path, built: Path, harm: str, code: int, said: str
) -> None:
    shutil.copytree(built, files / "out")
    (files / "out" / harm).write_text("else")
    found, _, error = typed("verify", files / "out")
    assert (found, said in error, error.count("\n")) == (code, True, 1)


def test_verifying_what_is_no_release_is_a_sentence(tmp_path: Path) -> None:
    code, _, error = typed("verify", tmp_path)
    assert (code, "is no release" in error) == (2, True)
    assert typed("verify", tmp_path / "none")[0] == 2
