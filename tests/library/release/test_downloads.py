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
from tellback.release.published import Published
from tellback.release.tidy import rows_of, to_csv
from tests.library.release.csvw_validator import invalid
from tests.library.release.made import (
    ABOUT,
    QUESTIONNAIRE,
    all_tables,
    published,
)

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
