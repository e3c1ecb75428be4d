"""`tellback questionnaire print`: what it writes, what it says, and with which exit code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from tellback.command import main

ROOT = Path(__file__).parents[3]
TRY_IT = ROOT / "content" / "questionnaires" / "try-it.yaml"
FAULTY = ROOT / "tests" / "gallery" / "questionnaires" / "faulty"


@pytest.fixture(autouse=True)
def only_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web floor's commands need Django, which these tests run without."""
    monkeypatch.setattr(main, "entry_points", lambda group: [])


def printing(*arguments: str | Path) -> tuple[int, str, str]:
    given = ["questionnaire", "print", *(str(one) for one in arguments)]
    result = CliRunner().invoke(main.make_app(), given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def drawings(path: Path) -> int:
    return sum(len([*page.get_objects(max_depth=1)]) for page in pypdfium2.PdfDocument(path))


def test_a_booklet_is_written_in_the_language_and_variant_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    code, said, _ = printing(TRY_IT, "--out", out, "--variant", "large", "--language", "pl")
    assert code == 0
    assert said == f"{out}: large booklet of try-it, version 2026.\n"
    assert "Wypróbuj" in pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()


def test_pictures_are_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    text = TRY_IT.read_text("utf-8").replace('"symbol:cat"', '"our cat.png"')
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    without, with_it = tmp_path / "without.pdf", tmp_path / "with.pdf"
    assert printing(file, "--out", without, "--variant", "symbols")[0] == 0
    shutil.copy(ROOT / "docs/images/code.png", tmp_path / "our cat.png")
    assert printing(file, "--out", with_it, "--variant", "symbols")[0] == 0
    assert drawings(with_it) == drawings(without) + 1


def test_a_language_that_the_file_has_not_is_refused(tmp_path: Path) -> None:
    code, _, said = printing(TRY_IT, "--out", tmp_path / "x.pdf", "--language", "fr")
    assert (code, said) == (2, "try-it.yaml is not written in fr. It has: en, cy, pl, ur.\n")


def test_a_questionnaire_with_faults_or_none_at_all_is_not_printed(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    file = tmp_path / "wrong.yaml"
    file.write_text(TRY_IT.read_text("utf-8").replace("${t02} = 'yes'", "${t02} = 'maybe'"))
    code, _, said = printing(file, "--out", out)
    assert code == 1
    assert "1 problem, so a booklet would lead pupils astray" in said
    assert printing(tmp_path / "none.yaml", "--out", out)[0] == 2
    assert not out.exists()


def test_a_sign_without_a_font_and_a_place_that_cannot_be_written_are_sentences(
    tmp_path: Path,
) -> None:
    file = tmp_path / "sign.yaml"
    file.write_text(TRY_IT.read_text("utf-8").replace("Do you have a pet?", "Do you have a 猫?"))
    code, _, said = printing(file, "--out", tmp_path / "x.pdf")
    assert code == 1
    assert "U+732B" in said
    code, _, said = printing(TRY_IT, "--out", tmp_path / "no" / "x.pdf")
    assert code == 2
    assert "could not be written" in said
