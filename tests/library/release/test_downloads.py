"""The files made for people: each holds what the release holds, and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from defusedxml.ElementTree import fromstring
from odfdo import Document

from tellback.disclosure import SafeTable
from tellback.questionnaire.ddi import NAMESPACE
from tellback.release import csvw, readable
from tellback.release.downloads import downloads
from tellback.release.lines import lines_of
from tellback.release.ods import to_ods
from tellback.release.published import Published
from tellback.release.sheets import Sheet, sheets_of
from tellback.release.statistics_layout import Layout, time_period
from tellback.release.tidy import rows_of, to_csv
from tellback.release.xlsx import to_xlsx
from tests.library.release.csvw_validator import invalid
from tests.library.release.made import (
    ABOUT,
    AREAS,
    QUESTIONNAIRE,
    all_tables,
    published,
    safe,
    tables,
)
from tests.library.release.screener import screened

Row = dict[str, str]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(downloads(published()))


def rows(data: bytes) -> list[Row]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_files_of_a_release_are_these(files: dict[str, bytes]) -> None:
    both = {".csv", ".csv-metadata.json", ".parquet", ".xlsx", ".ods"}
    assert set(files) == {
        *(name + end for name in ("borough", "all-areas") for end in both),
        "borough-statistics.csv",
        "borough-statistics.meta.csv",
        "borough-codebook.xml",
        "tables.csv-metadata.json",
    }


def cells_of_workbook(data: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row)


def text_of_ods(data: bytes) -> str:
    return str(Document(BytesIO(data)).get_formatted_text())


READERS: dict[str, Callable[[bytes], str]] = {
    ".xlsx": cells_of_workbook,
    ".ods": text_of_ods,
    ".parquet": lambda data: str(pq.read_table(pa.BufferReader(data)).to_pylist()),
}


def test_no_file_for_everyone_tells_of_a_single_school(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        end = name[name.rindex(".") :]
        text = READERS.get(end, lambda data: data.decode("utf-8"))(data)
        told = "9001" in text or "Alder Lane" in text
        assert told == (name.startswith("all-areas") and not name.endswith(".json")), name


def test_what_is_for_everyone_is_made_without_schools() -> None:
    assert {area.level for area in published().without_schools().areas} == {
        "borough",
        "locality",
        "group",
    }


def test_the_readable_file_is_tables_csv_with_words(files: dict[str, bytes]) -> None:
    assert files["borough.csv"].startswith("\ufeffwave,".encode())
    found = rows(files["all-areas.csv"])
    plain = rows(to_csv(rows_of(all_tables())).encode())
    assert [{name: row[name] for name in plain[0]} for row in found] == plain
    assert list(found[0]) == list(readable.COLUMNS)
    names = ("split", "group", "variable", "choice")
    by = {tuple(row[name] for name in names): row for row in found if row["level"] == "borough"}
    whole = by["all", "all", "q02", "rarely"]
    assert whole["reason"] == "Hidden to protect a small number of pupils"
    assert (whole["pupils"], whole["split_name"]) == ("All pupils", "Not split")
    assert by["sex", "-9", "q02", "often"]["pupils"] == "Sex: Did not say"
    assert by["sex", "-9", "q02", "often"]["base"] == ""
    crossed = by["sex*ethnicity", "boy*often", "q02", "often"]
    assert crossed["pupils"] == "Sex: A boy; Ethnicity: Often"
    assert crossed["split_name"] == "Sex and Ethnicity"
    assert by["all", "all", "food", "fruit"]["question"] == "What do you eat?"
    assert by["all", "all", "food", "fruit"]["asked"] == "pupils who are a girl"
    assert by["all", "all", "m_rare", "held"]["section"] == "Headlines"
    assert {row["area_name"] for row in found} == {
        "Overwater",
        "North & Fold",
        "Small schools together",
        "Alder Lane Primary",
    }


def test_parquet_has_the_same_rows_with_types(files: dict[str, bytes]) -> None:
    table = pq.read_table(pa.BufferReader(files["all-areas.parquet"]))
    assert table.schema.field("count").type == pa.int32()
    assert not table.schema.field("variable").nullable
    assert table.schema.field("base").metadata[b"description"].startswith(b"How many")
    said = [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in table.to_pylist()
    ]
    assert said == rows(files["all-areas.csv"])


@pytest.mark.parametrize("name", ["borough.csv", "all-areas.csv"])
def test_each_csv_file_is_valid_by_its_metadata(files: dict[str, bytes], name: str) -> None:
    assert list(invalid(files[f"{name}-metadata.json"], files[name])) == []


def test_tables_csv_is_valid_by_its_metadata(files: dict[str, bytes]) -> None:
    data = to_csv(rows_of(all_tables())).encode()
    assert list(invalid(files["tables.csv-metadata.json"], data)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"borough,borough,all,all,q01,boy,30,", b"borough,borough,all,all,q01,boy,-30,"),
        (b",q01,boy,30,52,58,", b",q01,boy,30,152,58,"),
        (b",q01,girl,28,", b",q01,boy,28,"),
        (b",58,small\r\n", b",58,shy\r\n"),
        (b"2009,school,", b"2009,class,"),
        (b",q01,boy,", b",,boy,"),
        (b",q01,boy,", b",q01,boy,more,"),
        (b"wave,level", b"level,wave"),
    ],
)
def test_the_validator_finds_what_is_not_valid(
    files: dict[str, bytes], old: bytes, new: bytes
) -> None:
    data = to_csv(rows_of(all_tables())).encode()
    assert old in data
    assert list(invalid(files["tables.csv-metadata.json"], data.replace(old, new)))


def test_every_column_of_tables_csv_is_described() -> None:
    assert set(csvw.TIDY.words) == set(to_csv(()).strip().split(","))
    assert csvw.HIDDEN_CODES == ("small", "few_asked", "few_schools", "sensitive", "linked")


def pair(of: Published) -> tuple[str, str, bytes, bytes]:
    layout = Layout.of(of, lines_of(of))
    return "borough-statistics.csv", "borough-statistics.meta.csv", layout.data(), layout.meta()


def test_the_departments_screener_would_pass_the_statistics_file(files: dict[str, bytes]) -> None:
    names = ("borough-statistics.csv", "borough-statistics.meta.csv")
    assert screened(*names, *(files[name] for name in names)) == []


def test_a_release_of_the_borough_alone_has_no_filter_of_one_item() -> None:
    few = published(tables(safe("q01", {"boy": 30, "girl": 28, "-9": 0}, 58)))
    name, meta_name, data, meta = pair(few)
    faults = screened(name, meta_name, data, meta)
    assert faults == []
    assert b"area" not in meta


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2009,Calendar year", b"200910,Calendar year"),
        (b"Local authority", b"Locality"),
        (b",Total,Total,Total,", b",All,All,All,"),
        (b",c,", b",,"),
        (b",c,", b",*,"),
        (b"time_period", b"Time period"),
        (b",Overwater,", b",,"),
        (b"pupil_count", b"girls_female"),
        (b"How about q01?", b" How about q01?"),
        (b"North & Fold", b"NA"),
    ],
)
def test_the_screener_finds_what_is_wrong(old: bytes, new: bytes) -> None:
    name, meta_name, data, meta = pair(published())
    assert old in data
    assert screened(name, meta_name, data.replace(old, new), meta)


def test_the_screener_reads_names_and_metadata_too() -> None:
    name, meta_name, data, meta = pair(published())
    assert screened("Borough file.csv", meta_name, data, meta)
    assert screened(name, "meta.csv", data, meta)
    assert screened(name, meta_name, data, meta.replace(b"Indicator", b"Measure"))
    assert screened(name, meta_name, data, meta.replace(b",%,", b",percent,"))
    assert screened(name, meta_name, data, meta.replace(b"ethnicity_major", b"ethnicity"))


def test_the_statistics_file_says_how_many_pupils_a_group_is_or_that_it_is_hidden() -> None:
    _, _, data, _ = pair(published())
    totals = {
        (row["area"], row["sex"], row["ethnicity_major"]): row["pupil_count"]
        for row in rows(data)
        if row["question"] == "Total"
    }
    assert totals == {
        ("Total", "Total", "Total"): "58",
        ("Total", "A girl", "Total"): "28",
        ("Total", "Did not say", "Total"): "c",
        ("Total", "A boy", "Often"): "11",
        ("North & Fold", "Total", "Total"): "40",
        ("Small schools together", "Total", "Total"): "c",
    }


def test_the_statistics_file_holds_the_counts_of_tables_csv_and_c_where_they_are_hidden() -> None:
    _, _, data, _ = pair(published())
    said = [
        (row["pupil_count"], row["pupil_percent"], row["asked_count"])
        for row in rows(data)
        if row["question"] != "Total"
    ]
    public = published().without_schools().tables
    expected = [
        tuple("c" if one is None else str(one) for one in (row.count, row.percent, row.base))
        for row in rows_of(public)
    ]
    assert said == expected
    assert ("c", "c", "58") in said
    assert ("c", "c", "c") in said


def test_a_group_of_which_no_table_asks_everyone_has_no_number_of_pupils() -> None:
    routed = safe("food", {"fruit": 28, "-9": 0}, 28, base_words="pupils who are a girl")
    _, _, data, _ = pair(published(tables(routed)))
    assert rows(data)[0]["pupil_count"] == rows(data)[0]["pupil_percent"] == "x"


def test_questions_and_answers_of_the_same_words_are_told_apart() -> None:
    same = {"title": "The same?"}
    made = tables(
        safe("a", {"x": 30, "y": 28}, 58, **same), safe("b", {"x": 58, "y": 0}, 58, **same)
    )
    _, _, data, _ = pair(published(made))
    assert {row["question"] for row in rows(data)} == {"Total", "The same? (a)", "The same? (b)"}


@pytest.mark.parametrize(
    ("wave", "period"),
    [
        ("2009", ("2009", "Calendar year")),
        ("Autumn 2009, Year 5", ("2009", "Calendar year")),
        ("2008/09", ("200809", "Academic year")),
        ("2008-2009 pupils", ("200809", "Academic year")),
        ("1999/00", ("199900", "Academic year")),
        ("2009-12", ("2009", "Calendar year")),
        ("pilot", ("2009", "Calendar year")),
        ("20091 and 123456", ("2009", "Calendar year")),
    ],
)
def test_the_period_is_what_the_waves_name_says(wave: str, period: tuple[str, str]) -> None:
    assert time_period(replace(ABOUT, wave=wave)) == period


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


def test_a_release_without_tables_still_makes_its_files() -> None:
    empty = Published((), ABOUT, (), QUESTIONNAIRE)
    made = dict(downloads(empty))
    assert len(made) == 14
    assert openpyxl.load_workbook(BytesIO(made["borough.xlsx"])).sheetnames == ["Cover", "Notes"]


def frequencies(data: bytes) -> dict[tuple[str, str], str]:
    space = {"d": NAMESPACE}
    return {
        (variable.get("name", ""), category.findtext("d:catValu", "", space)): category.findtext(
            "d:catStat[@type='freq']", "", space
        )
        for variable in fromstring(data).iterfind(".//d:var", space)
        for category in variable.iterfind("d:catgry", space)
    }


def test_the_codebook_has_the_frequencies_that_are_shown_and_no_others(
    files: dict[str, bytes],
) -> None:
    found = frequencies(files["borough-codebook.xml"])
    assert {place: many for place, many in found.items() if many} == {
        ("q01", "1"): "30",
        ("q01", "2"): "28",
        ("q01", "-9"): "0",
        ("q02", "1"): "40",
        ("q02", "-9"): "10",
        ("q02", "-7"): "4",
        ("food.fruit", "1"): "25",
        ("food.sweets", "1"): "7",
        ("food.fruit", "-9"): "3",
        ("food.sweets", "-9"): "3",
        ("sport", "-9"): "0",
    }
    assert found["q02", "2"] == ""


def test_the_same_release_makes_the_same_bytes(
    files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    monkeypatch.setattr("time.localtime", lambda *_: (2001, 2, 3, 4, 5, 6, 5, 34, 0))
    assert dict(downloads(published())) == files


def test_a_day_before_zip_files_could_name_one_is_their_first_year() -> None:
    old = Published((), replace(ABOUT, made_on=date(1975, 1, 2)), (), QUESTIONNAIRE)
    assert dict(downloads(old))["borough.xlsx"][:2] == b"PK"


def test_every_table_has_a_group_and_a_wave() -> None:
    made: tuple[SafeTable, ...] = all_tables()
    assert {table.wave for table in made} == {"2009"}
