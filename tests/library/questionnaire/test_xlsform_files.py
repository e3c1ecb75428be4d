"""XLSForm workbooks: damaged, locked, too large, full of traps, or without what is needed."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import read_any
from tellback.questionnaire.xlsform import Import, read_xlsx
from tests.library.questionnaire.odk.forms import FORMS
from tests.library.questionnaire.odk.sheets import YES_NO, rows_of, save, xlsform

COLUMNS = ["type", "name", "label", "relevant", "appearance", "required", "calculation"]


def codes(found: Import) -> list[str]:
    return [problem.code for problem in found.lost]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A form that can be read, to be spoilt."""
    return xlsform(tmp_path / "good.xlsx", FORMS["required"].survey)


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"surveys": [["type", "name"], ["text", "a"]]}, "Rename the sheet “surveys” to survey."),
        ({"other": [["type", "name"]]}, "There is no sheet named survey."),
        ({"survey": [["type", "name"], ["geopoint", "a"]]}, "No row of the survey sheet"),
        ({"survey": [["types", "name"], ["text", "a"]]}, "no column type. Did you mean `types`"),
        ({"survey": [["type", "label"], ["text", "a"]]}, "There is no column name."),
        ({"survey": []}, "There is no column type."),
    ],
)
def test_a_workbook_without_questions_is_said_so(
    sheets: dict[str, list[list[str]]], said: str, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable, match=said):
        read_xlsx(save(tmp_path / "form.xlsx", sheets))


def test_a_sheet_is_found_whatever_the_case_of_its_name(tmp_path: Path) -> None:
    sheets = {"Survey ": [["Type", "NAME", "Label"], ["text", "a", "A"]]}
    assert read_xlsx(save(tmp_path / "form.xlsx", sheets)).questionnaire.variables == ("a",)


def test_sheets_and_columns_of_no_use_are_said(tmp_path: Path) -> None:
    sheets = {
        "survey": [["type", "name", "label", "label"], ["text", "a", "A", "B"]],
        "entities": [["list_name"], ["x"]],
    }
    found = read_xlsx(save(tmp_path / "form.xlsx", sheets))
    assert codes(found) == ["lost-sheet", "lost-columns"]
    assert str(found.questionnaire.questions[0].text) == "A"


def test_numbers_and_truths_in_cells_are_read_as_written(tmp_path: Path) -> None:
    sheets = {
        "survey": [["type", "name", "label", "required"], ["select_one n", "a", 2010, True]],
        "choices": [["list_name", "name", "label"], ["n", 1, 1.5], ["n", 2.0, "Two"]],
    }
    (question,) = read_xlsx(save(tmp_path / "form.xlsx", sheets)).questionnaire.questions
    assert (str(question.text), question.required) == ("2010", True)
    assert [(one.id, str(one.text)) for one in question.choices] == [("1", "1.5"), ("2", "Two")]


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


def test_an_entity_bomb_is_refused(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
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


def test_a_million_empty_rows_are_not_waited_for(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                rows = b"".join(b'<row r="%d"/>' % row for row in range(100, 1_000_100))
                data = data.replace(b"</sheetData>", rows + b"</sheetData>")
                assert b'ref="A1:E5"' in data
                data = data.replace(b'ref="A1:E5"', b'ref="A1:XFD1048576"')
            out.writestr(name, data)
    found = read_xlsx(path)
    assert len(found.questionnaire.variables) == 4
    assert codes(found) == ["lost-rows"]


def test_a_row_far_below_is_not_waited_for(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    _changed(good, path, b"</sheetData>", b'<row r="1048576"/></sheetData>')
    found = read_xlsx(path)
    assert (len(found.questionnaire.variables), codes(found)) == (4, ["lost-rows"])


def test_more_rows_than_a_questionnaire_can_have_are_refused(tmp_path: Path) -> None:
    rows = [["text", f"q{n}", "Q"] for n in range(5_000)]
    path = save(tmp_path / "form.xlsx", {"survey": [["type", "name", "label"], *rows]})
    with pytest.raises(Unreadable, match="The sheet has more than 5,000 rows"):
        read_xlsx(path)


def test_links_to_other_workbooks_are_not_followed(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "linked.xlsx"
    row = (
        b'<row r="6"><c r="A6" t="str"><v>text</v></c><c r="B6" t="str"><v>z</v></c>'
        b'<c r="C6" t="str"><f>[1]Elsewhere!A1</f><v>As last stored</v></c></row>'
    )
    _changed(good, path, b"</sheetData>", row + b"</sheetData>")
    assert str(read_xlsx(path).questionnaire.question_of["z"].text) == "As last stored"


def test_a_workbook_that_claims_a_huge_part_is_refused(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "part.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, data.ljust(51_000_000) if "styles" in name else data)
    with pytest.raises(Unreadable, match="Unpacked, the file is 51 MB"):
        read_xlsx(path)


def test_a_workbook_with_macros_is_read_for_its_cells(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "macros.xlsm"
    plain = b"spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                assert plain in data
                kind = b"application/vnd.openxmlformats-officedocument." + plain
                data = data.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            out.writestr(name, data)
        out.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not looked at")
    found = read_xlsx(path)
    assert found.questionnaire == read_xlsx(good).questionnaire
    assert codes(found) == ["lost-macros"]


@given(part=st.integers(0, 20), at=st.floats(0, 1), dirt=st.binary(min_size=1, max_size=12))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_dirt_in_a_workbook_is_worse_than_unreadable(
    good: Path, tmp_path: Path, part: int, at: float, dirt: bytes
) -> None:
    path = tmp_path / "dirty.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as out:
        names = source.namelist()
        for place, name in enumerate(names):
            data = source.read(name)
            if place == part % len(names):
                start = int(at * len(data))
                data = data[:start] + dirt + data[start + len(dirt) :]
            out.writestr(name, data)
    with suppress(Unreadable):
        assert read_xlsx(path).questionnaire.sections


def _changed(good: Path, path: Path, old: bytes, new: bytes) -> None:
    """The workbook again with something else in its survey sheet."""
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in data
                data = data.replace(old, new)
            out.writestr(name, data)


CELLS = st.sampled_from(
    ["", "text", "select_one yn", "begin group", "end group", "note", "a", "b", "${a} = 'yes'",
     "label", "list-nolabel", "table-list", "true()", "begin repeat", "end repeat", "calculate",
     "é", "1", "=1+1", "${c}", "c", "select_multiple yn or_other", "rank yn", "${", "\t", "a" * 70]
)  # fmt: skip


@given(rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=8))
@settings(max_examples=100)
def test_no_sheet_is_worse_than_unreadable(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "made_up.xlsx"
    save(path, {"survey": [COLUMNS, *rows], "choices": rows_of(YES_NO)})
    with suppress(Unreadable):
        assert read_xlsx(path).questionnaire.sections


def test_a_formula_is_said_with_its_cell_and_never_computed(tmp_path: Path) -> None:
    path = save(
        tmp_path / "form.xlsx",
        {
            "survey": [
                ["type", "name", "label"],
                ["text", "a", '=CONCAT("A", 1)'],
                ["text", "b", "B"],
            ]
        },
    )
    found = read_xlsx(path)
    (said,) = [problem for problem in found.lost if problem.code == "lost-formula"]
    assert said.place == "sheet survey, cell C2"
    assert "CONCAT" not in str(found.questionnaire)


def test_many_formulas_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    rows = [["text", f"a{at}", f"=A{at}"] for at in range(50)]
    found = read_xlsx(save(tmp_path / "form.xlsx", {"survey": [["type", "name", "label"], *rows]}))
    said = [problem for problem in found.lost if problem.code == "lost-formula"]
    assert len(said) == 21
    assert "30 more cells" in said[-1].fault


def test_a_workbook_of_the_old_kind_is_read(root: Path) -> None:
    found, _ = read_any(root / "tests" / "gallery" / "xlsforms" / "yes_or_no_question.xls")
    assert found.variables


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0", b"\xd0\xcf\x11\xe0" + b"x" * 4000])
def test_a_damaged_workbook_of_the_old_kind_is_said_so(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "form.xls"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="workbook"):
        read_any(path)


GALLERY = Path(__file__).parents[2] / "gallery" / "xlsforms"


@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.xls*")), ids=lambda path: Path(path).name)
def test_a_public_form_converts_or_says_why_not_row_by_row(path: Path) -> None:
    said: tuple[Problem, ...] = ()
    sections = 0
    try:
        questionnaire, said = read_any(path)
        sections = len(questionnaire.sections)
    except Unreadable as fault:
        said = tuple(fault.problems)
    assert sections or said
    assert all(problem.place and problem.fault and problem.remedy for problem in said)
