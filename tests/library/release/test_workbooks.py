"""Workbooks: the same cells in both formats, tables that are marked, nothing that runs."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from odfdo import Document

from tellback.release.downloads import downloads
from tellback.release.lines import lines_of
from tellback.release.ods import to_ods
from tellback.release.published import Published
from tellback.release.sheets import Sheet, sheets_of
from tellback.release.xlsx import to_xlsx
from tests.library.release.made import (
    ABOUT,
    AREAS,
    QUESTIONNAIRE,
    published,
    safe,
    tables,
)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(downloads(published()))


def expected_sheets() -> tuple[Sheet, ...]:
    public = published().without_schools()
    return sheets_of(public, lines_of(public))


def test_the_workbook_has_a_cover_notes_and_a_sheet_a_section(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(files["borough.xlsx"]))
    assert book.sheetnames == ["Cover", "Notes", "One", "Headlines"]
    for sheet, expected in zip(book, expected_sheets(), strict=True):
        assert not sheet.merged_cells.ranges
        assert [sheet.cell(at, 1).value for at in range(1, expected.header_row)] == list(
            expected.sentences
        )
        (table,) = sheet.tables.values()
        header, *body = sheet[table.ref]
        assert tuple(cell.value for cell in header) == expected.header
        assert [column.name for column in table.tableColumns] == list(expected.header)
        assert [tuple(cell.value for cell in row) for row in body] == list(expected.rows)
        assert all(cell.value not in {None, ""} for row in body for cell in row)
        assert all(cell.data_type != "f" for row in body for cell in row)
        assert sheet.freeze_panes == f"A{header[0].row + 1}"
    assert (book.properties.title, book.properties.language) == (
        "What we think, Overwater, 2009",
        "en-GB",
    )
    assert book.properties.modified.date() == date(2009, 9, 1)


def test_the_opendocument_has_the_same_cells(files: dict[str, bytes]) -> None:
    book = Document(BytesIO(files["borough.ods"]))
    sheets = book.body.get_tables()
    assert [sheet.name for sheet in sheets] == ["Cover", "Notes", "One", "Headlines"]
    for sheet, expected in zip(sheets, expected_sheets(), strict=True):
        found = [[value for value in row if value is not None] for row in sheet.get_values()]
        assert found == [[one] for one in expected.sentences] + [
            list(expected.header),
            *map(list, expected.rows),
        ]
    ranges = book.body.get_elements("//table:database-range")
    assert [one.get_attribute("table:target-range-address") for one in ranges][:1] == [
        "'Cover'.A5:'Cover'.B8"
    ]
    assert all(one.get_attribute("table:contains-header") for one in ranges)
    assert len(ranges) == len(sheets)
    assert book.meta.title == "What we think, Overwater, 2009"


def test_a_hidden_number_is_a_sign_with_its_reason_never_nought() -> None:
    one = expected_sheets()[2]
    places = {name: at for at, name in enumerate(one.header)}
    hidden = [row for row in one.rows if row[places["Number of pupils"]] == "[c]"]
    assert len(hidden) == 7
    assert all(str(row[places["Shown or hidden"]]).startswith("Hidden") for row in hidden)
    assert all(row[places["Per cent"]] == "[c]" for row in hidden)
    assert expected_sheets()[1].rows[0][0] == "[c]"


def test_words_that_begin_like_a_formula_are_words() -> None:
    one = expected_sheets()[2]
    assert {row[4] for row in one.rows if "weets" in str(row[4])} == {"Sweets"}
    made = tables(safe("q", {"a": 5, "b": 53}, 58, title="=cmd|' /C calc'!A0", base_words=""))
    (row, _) = sheets_of(published(made), lines_of(published(made)))[2].rows
    assert row[3] == " =cmd|' /C calc'!A0"
    assert row[8] == "-"
    sheets = sheets_of(published(made), lines_of(published(made)))
    book = openpyxl.load_workbook(BytesIO(to_xlsx(sheets, "T", date(2009, 9, 1))))
    assert {cell.data_type for cell in book["One"]["D"]} == {"s", "n"}
    assert book["One"]["D4"].value == row[3]
    opened = Document(BytesIO(to_ods(sheets, "T", date(2009, 9, 1))))
    assert opened.body.get_table(name="One").get_value("D4") == row[3]


def test_names_of_sheets_are_short_and_each_there_once() -> None:
    titles = ["Notes", "x" * 40, "x" * 39 + "y", "Food: [more]/*?", "***"]
    sections = [
        {
            "id": f"s{at}",
            "title": title,
            "questions": [{"id": f"n{at}", "kind": "text", "text": "?"}],
        }
        for at, title in enumerate(titles)
    ]
    asked = type(QUESTIONNAIRE).model_validate(
        {"id": "q", "title": "T", "version": "1", "sections": sections}
    )
    made = tables(*(safe(f"n{at}", {"answered": 58}, 58, section=f"s{at}") for at in range(5)))
    of = Published(made, ABOUT, AREAS, asked)
    names = [sheet.name for sheet in sheets_of(of, lines_of(of))]
    assert names == ["Cover", "Notes", "Notes 2", "x" * 31, "x" * 29 + " 2", "Food more", "Section"]


def test_a_section_with_more_rows_than_a_sheet_holds_goes_on_in_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = expected_sheets()[2].rows
    monkeypatch.setattr("tellback.release.sheets.MOST_ROWS", 20)
    cover, _, first, second, *_ = expected_sheets()
    assert (first.name, second.name) == ("One", "One 2")
    assert first.rows + second.rows == whole
    assert ("One 2", "One") in cover.rows
