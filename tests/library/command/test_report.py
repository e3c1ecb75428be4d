"""`tellback report` as somebody types it, on the demo's release and on broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellback.command import main
from tellback.report import many
from tests.library.report.demo import CONTENT, demo_material, demo_release, facts

FACTS = facts().model_dump_json()


class _Installed:
    """An entry point of another floor."""

    name = "web"

    def __init__(self, found: object) -> None:
        self.found = found

    def load(self) -> object:
        if isinstance(self.found, ModuleNotFoundError):
            raise self.found
        return self.found


@pytest.fixture(autouse=True)
def only_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "entry_points", lambda group: [])
    monkeypatch.setattr("tellback.command.reporting.entry_points", lambda group: [])


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    """The release and its facts, as options."""
    (tmp_path / "facts.json").write_text(FACTS, "utf-8")
    return ["--release", str(demo_release().directory), "--facts", str(tmp_path / "facts.json")]


def typed(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main.make_app(), ["report", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_one_document_is_made_once(tmp_path: Path, given: list[str]) -> None:
    out = tmp_path / "out"
    assert typed("newsletter", *given, "--out", out) == (0, f"1 document in {out}.\n", "")
    made = (out / "newsletter.pdf").read_bytes()
    assert made.startswith(b"%PDF-")
    again = typed("newsletter", *given, "--out", out)
    assert again == (0, f"0 documents in {out}; 1 was there already.\n", "")
    assert (out / "newsletter.pdf").read_bytes() == made


def test_every_school_gets_a_letter_and_one_alone_can_be_asked_for(
    tmp_path: Path, given: list[str]
) -> None:
    out = tmp_path / "out"
    assert typed("letter", "--school", "9004", *given, "--out", out, "--format", "html")[0] == 0
    assert {one.name for one in out.glob("*.html")} == {"letter-9004.html"}
    code, said, _ = typed("letter", *given, "--out", out, "--format", "html")
    assert (code, said) == (0, f"14 documents in {out}; 1 was there already.\n")
    assert len(list(out.glob("letter-*.html"))) == 15


def test_what_was_stopped_goes_on_and_misses_none(
    tmp_path: Path, given: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, begun = tmp_path / "out", []

    def stop_after_two(done: int, _every: int) -> None:
        begun.append(done)
        if done == 2:
            raise KeyboardInterrupt

    make_many = many.make_many
    monkeypatch.setattr(
        "tellback.report.documents.make_many",
        lambda *args, **more: make_many(*args, **more | {"progress": stop_after_two}),
    )
    arguments = ["letter", *given, "--out", str(out), "--format", "html"]
    assert CliRunner().invoke(main.make_app(), ["report", *arguments]).exit_code == 130
    assert begun == [1, 2]
    monkeypatch.setattr("tellback.report.documents.make_many", make_many)
    code, said, _ = typed(*arguments)
    assert (code, said) == (0, f"13 documents in {out}; 2 were there already.\n")


def test_a_folder_has_several_kinds_of_one_release_and_nothing_of_another(
    tmp_path: Path, given: list[str]
) -> None:
    out = tmp_path / "out"
    typed("newsletter", *given, "--out", out, "--format", "html")
    assert typed("summary", *given, "--out", out, "--format", "html")[0] == 0
    other = facts().model_copy(update={"release": "2009, release 2"}).model_dump_json()
    (tmp_path / "facts.json").write_text(other, "utf-8")
    code, said, told = typed("newsletter", *given, "--out", out, "--format", "html")
    assert (code, said) == (2, "")
    assert "2009, release 1" in told
    assert "Give another folder" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["borough"], "Give either --wave, or --release with --facts."),
        (["borough", "--school", "9004", "--wave", "2009"], "Leave it out for borough."),
        (["borough", "--wave", "2009"], "--wave needs the web floor, which is not installed."),
        (["borough", "--release", "nowhere"], "--release needs --facts"),
    ],
)
def test_a_command_that_cannot_be_meant_gets_a_sentence(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    code, said, fault = typed(*arguments, "--out", tmp_path / "out")
    assert (code, said) == (2, "")
    assert told in fault
    assert not (tmp_path / "out").exists()


def test_a_school_without_a_report_is_named_with_some_that_have_one(
    tmp_path: Path, given: list[str]
) -> None:
    code, _, told = typed("school", "--school", "9999", *given, "--out", tmp_path / "out")
    assert code == 2
    assert "There is no report of a school 9999. There are: 9001" in told
    assert told.endswith("and 7 more.\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "its start"), ("[]", "its start"), (FACTS.replace("opened_on", "begun"), "opened_on")],
)
def test_facts_that_are_wrong_are_told_where(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "facts.json").write_text(text, "utf-8")
    release = str(demo_release().directory)
    options = ["--release", release, "--facts", tmp_path / "facts.json"]
    code, _, fault = typed("newsletter", *options, "--out", tmp_path / "out")
    assert code == 2
    assert fault.startswith("facts.json")
    assert told in fault


def test_a_document_that_no_font_can_print_is_told_and_not_there(
    tmp_path: Path, given: list[str]
) -> None:
    named = facts().council.model_copy(update={"name": "Council of \u1780\u17d2"})
    other = facts().model_copy(update={"council": named}).model_dump_json()
    (tmp_path / "facts.json").write_text(other, "utf-8")
    code, said, told = typed("newsletter", *given, "--out", tmp_path / "out")
    assert (code, said) == (1, f"0 documents in {tmp_path / 'out'}.\n")
    assert told.startswith("newsletter.pdf could not be made: No font of ours has")
    assert not (tmp_path / "out" / "newsletter.pdf").exists()


def test_a_folder_that_is_no_release_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(FACTS, "utf-8")
    options = ["--release", tmp_path, "--facts", tmp_path / "facts.json"]
    code, _, fault = typed("newsletter", *options, "--out", tmp_path / "out")
    assert code == 2
    assert "is no release" in fault


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path, given: list[str]) -> None:
    (tmp_path / "out").write_text("a file")
    code, _, fault = typed("newsletter", *given, "--out", tmp_path / "out")
    assert code == 2
    assert "cannot be written" in fault
    assert "Name another folder." in fault


def test_the_web_floor_finds_a_wave_or_says_why_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def published(wave: str, data: Path) -> object:
        if wave != "2009":
            msg = f"No results of a wave {wave} are published."
            raise LookupError(msg)
        assert data == Path("var")
        return demo_material()

    there = [_Installed(ModuleNotFoundError("django")), _Installed(published)]
    monkeypatch.setattr("tellback.command.reporting.entry_points", lambda group: there)
    options = ["--out", tmp_path / "out", "--format", "html"]
    assert typed("newsletter", "--wave", "2009", *options)[0] == 0
    assert typed("newsletter", "--wave", "2010", *options)[1:] == (
        "",
        "No results of a wave 2010 are published.\n",
    )


def test_content_of_the_councils_own_is_taken(tmp_path: Path, given: list[str]) -> None:
    options = ["--content", CONTENT, "--format", "html", "--out", tmp_path / "out"]
    assert typed("newsletter", *given, *options)[0] == 0
