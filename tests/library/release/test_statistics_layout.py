"""The statistics platform: what its screener would say, and what stands for hidden numbers."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest

from tellback.release.downloads import downloads
from tellback.release.lines import lines_of
from tellback.release.published import Published
from tellback.release.statistics_layout import Layout, time_period
from tellback.release.tidy import rows_of
from tests.library.release.made import (
    ABOUT,
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
