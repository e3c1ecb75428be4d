"""XLSForms: what is carried, what is lost row by row, and files that cannot be read."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.model import Kind
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.read import read, read_any
from tellback.questionnaire.write import to_yaml
from tellback.questionnaire.xlsform import Import, read_xlsx
from tests.library.questionnaire.xlsform_gallery import COLUMNS, FORMS, write_form, write_sheets

CHOICES = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]


def brought(folder: Path, *rows: str, columns: tuple[str, ...] = COLUMNS) -> Import:
    """The import of survey rows written as `type | name | label | …`."""
    survey = [list(columns), *([cell.strip() for cell in row.split("|")] for row in rows)]
    return read_xlsx(write_sheets(folder / "form.xlsx", {"survey": survey, "choices": CHOICES}))


def codes(found: Import) -> list[str]:
    return [problem.code for problem in found.lost]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_gallery_is_carried_whole(form: str, tmp_path: Path) -> None:
    found = read_xlsx(write_form(form, tmp_path))
    assert found.lost == ()
    assert read(to_yaml(found.questionnaire), name="again") == found.questionnaire


def test_both_kinds_of_grid_become_one_question_with_their_own_variables(tmp_path: Path) -> None:
    for form in ("table list", "label and list-nolabel"):
        questionnaire = read_xlsx(write_form(form, tmp_path)).questionnaire
        (grid,) = (one for one in questionnaire.questions if one.kind is Kind.GRID)
        assert grid.variables[:2] == ("fruit", "fish")
        assert [choice.id for choice in grid.choices] == ["never", "weekly", "daily"]


def test_a_group_is_a_section_with_its_rule(tmp_path: Path) -> None:
    questionnaire = read_xlsx(write_form("nested groups", tmp_path)).questionnaire
    assert [section.id for section in questionnaire.sections] == ["part_1", "g", "part_3"]
    assert questionnaire.sections[1].show_if == "${a} = 'yes'"
    assert questionnaire.rules_of("d") == ("${a} = 'yes'", "(${b} = 'yes') and (${c} != '')")


def test_languages_hints_required_and_bounds_are_carried(tmp_path: Path) -> None:
    columns = ("type", "name", "label::English (en)", "label::Cymraeg (cy)", "hint::English (en)",
               "required", "constraint")  # fmt: skip
    row = "integer | age | How old? | Faint yw dy oed? | In years | yes | . >= 5 and . <= 18"
    found = brought(tmp_path, row, columns=columns)
    (question,) = found.questionnaire.questions
    assert found.questionnaire.languages == ("en", "cy")
    assert question.text.say("cy") == "Faint yw dy oed?"
    assert question.help is not None
    assert (question.required, question.least, question.most) == (True, 5, 18)
    assert found.lost == ()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (["text | a | A", "geopoint | where | Where"], "lost-type"),
        (["text | a | A", "start | begun |"], "lost-device"),
        (["text | a | A", "begin repeat | r | R", "text | b | B", "end repeat"], "lost-repeat"),
        (["text | a | A", "end group"], "lost-group-end"),
        (["begin group | g | G", "text | a | A"], "lost-group-end"),
        (["text | a | A", "text | a | Again"], "lost-route-duplicate"),
        (["text | a | A", "text | 1b | B"], "lost-route-name"),
        (["text | a | A", "text | b | B | ${nobody} = 1"], "lost-route-variable"),
        (["text | a | A", "text | b | B | ${a} === 1"], "lost-route-rule"),
        (["text | a | A", "text | b | B | pulldata('x', 'y')"], "lost-route-rule"),
        (["calculate | c | | | | | ${c} + 1", "text | b | B | ${c} = 1"], "lost-route-rule"),
        (["select_one nowhere | a | A"], "lost-route-list"),
        (["select_one yn or_other | a | A"], "lost-other"),
    ],
)
def test_what_is_lost_is_said_with_its_row(rows: list[str], code: str, tmp_path: Path) -> None:
    found = brought(tmp_path, *rows)
    assert code in codes(found)
    assert all(problem.place.startswith("survey row ") for problem in found.lost)
    assert all(problem.fault and problem.remedy for problem in found.lost)


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("choice_filter", "lost-route-choices"),
        ("default", "lost-default"),
        ("constraint", "lost-constraint"),
        ("media::image", "lost-media"),
    ],
)
def test_columns_that_are_not_carried_are_said(column: str, code: str, tmp_path: Path) -> None:
    columns = ("type", "name", "label", column)
    found = brought(tmp_path, "select_one yn | a | A | something", columns=columns)
    assert codes(found) == [code]


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"surveys": [["type", "name"], ["text", "a"]]}, "Rename the sheet “surveys” to survey."),
        ({"other": [["type", "name"]]}, "There is no sheet named survey."),
        ({"survey": [["type", "name"], ["geopoint", "a"]]}, "No row of the survey sheet"),
        ({"survey": []}, "No row of the survey sheet"),
    ],
)
def test_a_workbook_without_questions_is_said_so(
    sheets: dict[str, list[list[str]]], said: str, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable, match=said):
        read_xlsx(write_sheets(tmp_path / "form.xlsx", sheets))


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 and then nothing"])
def test_a_damaged_file_is_said_so(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="or it is damaged"):
        read_any(path)


def test_a_zip_that_is_no_workbook_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(Unreadable, match="The workbook is damaged"):
        read_xlsx(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(201):
            part.write(b"\0" * 1_000_000)
    with pytest.raises(Unreadable, match="Unpacked, the file is 201 MB"):
        read_xlsx(path)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    good, path = write_form("cascades", tmp_path), tmp_path / "bomb.xlsx"
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as archive:
        for name in source.namelist():
            data = source.read(name).decode("utf-8", "replace")
            if name == "xl/workbook.xml":
                start = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "ha">{entities}]>'
                data = start + data.partition("?>")[2].replace("<sheets>", "<!-- &e8; --><sheets>")
            archive.writestr(name, data)
    with pytest.raises(Unreadable, match="The workbook is damaged"):
        read_xlsx(path)


def test_a_million_empty_rows_are_not_waited_for(tmp_path: Path) -> None:
    good, path = write_form("cascades", tmp_path), tmp_path / "long.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = b"".join(b'<row r="%d"/>' % row for row in range(100, 1_000_100))
                data = data.replace(b"</sheetData>", rows + b"</sheetData>")
                data = data.replace(b'ref="A1:G5"', b'ref="A1:XFD1048576"')
            out.writestr(name, data)
    assert len(read_xlsx(path).questionnaire.variables) == 4


CELLS = st.sampled_from(
    ["", "text", "select_one yn", "begin group", "end group", "note", "a", "b", "${a} = 'yes'",
     "label", "list-nolabel", "table-list", "true()", "begin repeat", "calculate", "é", "1"]
)  # fmt: skip


@given(rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=8))
@settings(max_examples=100)
def test_no_sheet_is_worse_than_unreadable(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "made_up.xlsx"
    write_sheets(path, {"survey": [list(COLUMNS), *rows], "choices": CHOICES})
    with suppress(Unreadable):
        assert read_xlsx(path).questionnaire.sections
