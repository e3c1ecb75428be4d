"""Files of printed figures, and the command that checks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellback.command.main import make_app
from tellback.quality.printed.reading import figures_of
from tellback.questionnaire.problem import Unreadable

GALLERY = "tests/gallery/figures/lifestyle-2009.csv"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty"),
        ('measure,answer\n"a', "The file cannot be read as CSV"),
        ("measure,answer,year,value\n", "There is no column `unit`."),
        ("measure,answer,year,value,unit,grop\n", "Did you mean `group`?"),
        ("measure,answer,year,value,unit,zzz\n", "Rename it, or take it out."),
        ("measure,answer,year,value,unit,unit\n", "`unit` is there twice."),
        ("measure,answer,year,value,unit\na,b,2009,1\n", "4 cells, and there are 5 columns"),
        ("measure,answer,year,value,unit\n,b,2009,1,count\n", "line 2: `measure` is empty."),
        ("measure,answer,year,value,unit\na,b,2009,1,points\n", "`points` is no unit."),
        ("measure,answer,year,value,unit\na,b,2009,many,count\n", "`many` is not a number"),
        ("measure,answer,year,value,unit\na,b,2009,1.5,count\n", "a count is whole"),
        ("measure,answer,year,value,unit\na,b,2009,101,%\n", "101% is more than a whole."),
        ("measure,answer,year,value,unit,base_count\na,b,2009,1,%,few\n", "no number of pupils"),
        ("measure,answer,year,value,unit,base_count\na,b,2009,1,%,0\n", "no number of pupils"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        figures_of(text, name="a.csv")
    assert said in str(raised.value)


def test_blank_lines_commas_and_other_names_of_columns_are_read() -> None:
    (one,) = figures_of(
        "statement_id,measure,category,breakdown,year,value,unit,base,section\n"
        ',,,,,,,,\nx1,"pupils, in all",all,all,2009,"2,996",Count,,General\n',
        name="a.csv",
    )
    assert (one.name, one.value, one.line, one.who) == ("x1", "2996", 3, "")


def test_the_command_prints_findings_and_ends_with_1(root: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(make_app(), ["figures", "check", str(root / GALLERY)])
    assert run.exit_code == 1
    assert "lifestyle-2009.csv: 39 figures, 4 findings, 3 remarks." in run.output
    assert "Cannot be true" in run.output
    told = CliRunner().invoke(make_app(), ["figures", "check", str(root / GALLERY), "--json"])
    assert told.exit_code == 1
    assert len(json.loads(told.output)["findings"]) == 4
    right = tmp_path / "right.csv"
    right.write_text("measure,answer,year,value,unit\na,b,2009,1,count\n")
    silent = CliRunner().invoke(make_app(), ["figures", "check", str(right)])
    assert (silent.exit_code, silent.output) == (0, "right.csv: 1 figure, 0 findings, 0 remarks.\n")


def test_the_command_ends_with_2_where_it_cannot_read(tmp_path: Path) -> None:
    run = CliRunner().invoke(make_app(), ["figures", "check", str(tmp_path / "none.csv")])
    assert run.exit_code == 2
    assert "There is no such file." in run.output
