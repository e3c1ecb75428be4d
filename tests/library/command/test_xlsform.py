"""`tellback questionnaire xlsform` writes a workbook, all of it or none."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from tellback.command.main import make_app
from tellback.questionnaire.read import read_any, read_file


def test_a_questionnaire_is_written_as_an_xlsform(root: Path, tmp_path: Path) -> None:
    source = root / "content/questionnaires/lifestyle-secondary-2009.yaml"
    out = tmp_path / "out.xlsx"
    done = CliRunner().invoke(
        make_app(), ["questionnaire", "xlsform", str(source), "--out", str(out)]
    )
    assert done.exit_code == 0, done.output
    assert read_any(out) == (read_file(source), ())
    assert [one.name for one in tmp_path.iterdir()] == ["out.xlsx"]


def test_where_it_cannot_be_written_a_sentence_says_so(root: Path, tmp_path: Path) -> None:
    source = root / "content/questionnaires/lifestyle-secondary-2009.yaml"
    out = tmp_path / "no" / "out.xlsx"
    done = CliRunner().invoke(
        make_app(), ["questionnaire", "xlsform", str(source), "--out", str(out)]
    )
    assert done.exit_code == 2
    assert "cannot be written" in done.output
