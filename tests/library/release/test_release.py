"""A release: written whole, read back the same, and refused when anything of it was changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from tellback.disclosure import RuleFault
from tellback.release import Area, NotARelease, ReleaseFault, read_release
from tests.library.release.made import ABOUT, AREAS, QUESTIONNAIRE, all_tables, written


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("kept") / "autumn"
    return folder, written(folder)


@pytest.fixture
def release(kept: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of its own, to break."""
    return Path(shutil.copytree(kept[0], tmp_path / "autumn"))


def test_what_is_written_is_read_back(kept: tuple[Path, str]) -> None:
    release = read_release(*kept)
    tables = all_tables()
    assert release.area("borough") == tables[:8]
    assert release.area("locality", "North & Fold") == tables[8:9]
    assert release.area("school", "9001") == tables[10:]
    assert release.tables() == tables
    assert release.areas == AREAS
    assert release.questionnaire == QUESTIONNAIRE
    assert release.wave == "2009"
    assert "made-up" in release.rule_text
    assert release.manifest.attack.hidden == json.loads(release.attack_json)["hidden"] == 3
    assert not release.manifest.attack.found_anything
    assert len(release.rows) == sum(len(table.cells) for table in tables)


def test_each_area_has_a_file_of_its_own_that_holds_no_other(kept: tuple[Path, str]) -> None:
    names = {path.name for path in (kept[0] / "areas").iterdir()}
    assert names == {
        "borough.json",
        "locality-North%20%26%20Fold.json",
        "group-Small%20schools.json",
        "school-9001.json",
    }
    assert "9001" not in (kept[0] / "areas" / "borough.json").read_text("utf-8")
    with pytest.raises(KeyError):
        read_release(kept[0]).area("school", "9002")


def test_the_same_release_is_the_same_bytes(kept: tuple[Path, str], tmp_path: Path) -> None:
    assert written(tmp_path / "again") == kept[1]
    assert everything(tmp_path / "again") == everything(kept[0])


def test_the_manifest_names_every_file_with_its_hash(kept: tuple[Path, str]) -> None:
    manifest = json.loads((kept[0] / "manifest.json").read_text("utf-8"))
    assert set(manifest["files"]) == set(everything(kept[0])) - {"manifest.json"}
    assert list(manifest) == [
        "tellback_release",
        "wave",
        "rule",
        "rule_sha256",
        "snapshot_sha256",
        "made_on",
        "made_with",
        "files",
        "attack",
    ]
    assert (manifest["wave"], manifest["rule"], manifest["made_on"]) == (
        "2009",
        "made-up",
        "2009-09-01",
    )


def test_nothing_is_left_where_writing_fails(tmp_path: Path) -> None:
    with pytest.raises(ReleaseFault):
        written(tmp_path / "out", areas=AREAS[:1])
    assert not list(tmp_path.iterdir())


def test_a_release_that_is_there_is_never_written_over(release: Path) -> None:
    before = everything(release)
    with pytest.raises(FileExistsError, match="never changed"):
        written(release)
    assert everything(release) == before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"areas": AREAS[:-2]}, "school 9001 is not among its areas"),
        ({"about": replace(ABOUT, wave="2010")}, "is of wave 2009"),
        ({"attack_json": "{}"}, "no attacker's report"),
        ({"attack_json": "nothing"}, "no attacker's report"),
        ({"questionnaire_text": "tellback: 1"}, "The release was not made: questionnaire.yaml"),
    ],
)
def test_parts_that_do_not_go_together_are_refused(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    with pytest.raises(ReleaseFault, match=words) as refused:
        written(tmp_path / "out", **change)
    assert "\n" not in str(refused.value)


def test_a_rule_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleFault):
        written(tmp_path / "out", rule_text="id: x")


def test_an_attack_that_lists_its_cells_is_counted(tmp_path: Path) -> None:
    written(tmp_path / "out", attack_json='{"hidden": 3, "exact": ["a"], "too_narrow": []}')
    attack = read_release(tmp_path / "out").manifest.attack
    assert (attack.exact, attack.too_narrow) == (1, 0)
    assert attack.found_anything


BROKEN: list[tuple[str, Callable[[Path], object]]] = [
    ("tables.csv is not as it was written", lambda at: (at / "tables.csv").write_text("wave\r\n")),
    ("rule.yaml is missing", lambda at: (at / "rule.yaml").unlink()),
    ("areas/borough.json is not as", lambda at: (at / "areas/borough.json").write_text("{}")),
    ("downloads/more.csv was not written", lambda at: (at / "downloads/more.csv").touch()),
    ("no manifest.json", lambda at: (at / "manifest.json").unlink()),
    ("is no JSON", lambda at: (at / "manifest.json").write_text("not {")),
    ("breaks at its start", lambda at: (at / "manifest.json").write_text("[]")),
    ("breaks at wave", lambda at: (at / "manifest.json").write_text("{}")),
    (
        "layout 2.*later version",
        lambda at: (at / "manifest.json").write_text('{"tellback_release": 2, "new": 1}'),
    ),
]


@pytest.mark.parametrize(("words", "harm"), BROKEN, ids=[words for words, _ in BROKEN])
def test_a_release_that_was_changed_is_refused_in_one_sentence_or_two(
    release: Path, words: str, harm: Callable[[Path], object]
) -> None:
    harm(release)
    with pytest.raises(ReleaseFault, match=words) as refused:
        read_release(release)
    assert "autumn" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_byte_of_every_file_counts(release: Path) -> None:
    for path in sorted(release.rglob("*")):
        if not path.is_file() or path.name == "manifest.json":
            continue
        whole = path.read_bytes()
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        with pytest.raises(ReleaseFault, match=path.name):
            read_release(release)
        path.write_bytes(whole)
    read_release(release)


def test_a_release_rewritten_as_a_whole_is_told_by_its_hash(tmp_path: Path) -> None:
    first = written(tmp_path / "one")
    written(tmp_path / "two", all_tables()[:1])
    assert read_release(tmp_path / "one", first).wave == "2009"
    with pytest.raises(ReleaseFault, match=r"manifest.json is not as it was written"):
        read_release(tmp_path / "two", first)


def test_a_file_may_be_checked_only_when_it_is_read(release: Path) -> None:
    (release / "areas/school-9001.json").write_text("{}")
    opened = read_release(release, every_file=False)
    assert opened.area("borough")
    with pytest.raises(ReleaseFault, match="school-9001"):
        opened.area("school", "9001")


def test_a_manifest_cannot_name_a_file_outside_its_folder(release: Path) -> None:
    manifest = json.loads((release / "manifest.json").read_text("utf-8"))
    manifest["files"]["../outside"] = "0" * 64
    (release / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(NotARelease, match="breaks at files"):
        read_release(release)


def rehashed(folder: Path, name: str, data: bytes) -> None:
    """The file rewritten, and the manifest with it: as somebody might who knows the layout."""
    (folder / name).write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["files"][name] = sha256(data).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_files_that_hold_nonsense_under_a_right_hash_are_refused_when_they_are_read(
    release: Path,
) -> None:
    rehashed(release, "areas/borough.json", b"{}")
    rehashed(release, "questionnaire.yaml", b"tellback: 1")
    opened = read_release(release)
    with pytest.raises(ReleaseFault, match=r"areas/borough.json: This is no file"):
        opened.area("borough")
    with pytest.raises(ReleaseFault, match="its questionnaire cannot be read"):
        _ = opened.questionnaire


def test_areas_whose_files_would_be_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tellback.release.write.area_file", lambda level, area: "areas/one.json")
    with pytest.raises(ReleaseFault, match=r"share the file areas/one.json"):
        written(tmp_path / "out")
    assert Area("borough", "", "x") != AREAS[0]
