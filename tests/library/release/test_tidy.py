"""tables.csv and areas.csv: the layout that others audit, written and read back."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given, strategies as st

from tellback.release import Area, ReleaseFault, TidyRow, areas_from_csv
from tellback.release.about import LEVELS, areas_to_csv
from tellback.release.tidy import from_csv, rows_of, to_csv
from tests.library.release.made import AREAS, all_tables, safe, tables

HEADER = "wave,level,area,split,group,variable,choice,count,percent,base,hidden\r\n"
ROW = "2009,borough,borough,all,all,q01,boy,30,52,58,\r\n"

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
numbers = st.integers(0, 10**7)


@st.composite
def rows(draw: st.DrawFn) -> TidyRow:
    about = [draw(words) for _ in range(7)]
    hidden = draw(st.sampled_from(["", "small", "linked"]))
    count, percent = (None, None) if hidden else (draw(numbers), draw(st.integers(0, 100)))
    return TidyRow(*about, count, percent, draw(numbers), hidden)


@given(st.lists(rows(), max_size=5))
def test_rows_come_back_as_they_were_written(made: list[TidyRow]) -> None:
    assert from_csv(to_csv(made)) == tuple(made)


def test_the_file_is_as_the_reference_says() -> None:
    made = tables(
        safe("q01", {"boy": 30, "girl": 28, "-9": 0}, 58),
        safe("q02", {"often": None, "-7": None, "-9": 56}, 58, where=("school", "9001")),
        safe("q02", {"often": None}, None, split={"sex": "boy", "ethnicity": "-9"}),
    )
    assert to_csv(rows_of(made)) == (
        HEADER
        + "2009,borough,borough,all,all,q01,boy,30,52,58,\r\n"
        + "2009,borough,borough,all,all,q01,girl,28,48,58,\r\n"
        + "2009,borough,borough,all,all,q01,-9,0,0,58,\r\n"
        + "2009,school,9001,all,all,q02,often,,,58,small\r\n"
        + "2009,school,9001,all,all,q02,-7,,,58,small\r\n"
        + "2009,school,9001,all,all,q02,-9,56,97,58,\r\n"
        + "2009,borough,borough,sex*ethnicity,boy*-9,q02,often,,,,few_asked\r\n"
    )


def test_a_hidden_cell_has_neither_count_nor_per_cent() -> None:
    found = list(csv.DictReader(StringIO(to_csv(rows_of(all_tables())), newline="")))
    for row in found:
        assert bool(row["hidden"]) == (not row["count"]) == (not row["percent"])
    assert {row["hidden"] for row in found} == {"", "small", "few_asked"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the header"),
        ("wave,level\r\n", "line 1: the header"),
        (HEADER + "2009,borough\r\n", "line 2: 2 values, and there should be 11"),
        (HEADER + ROW + ROW.replace("30", "-30"), "line 3, count: `-30` is no whole number"),
        (HEADER + ROW.replace("30", "٣"), "line 2, count"),
        (HEADER + ROW.replace("58,", "58,small"), "line 2: it is neither hidden nor"),
        (HEADER + ROW.replace("30", ""), "line 2: it is neither hidden nor"),
        (HEADER + ROW.replace("52", ""), "line 2: it is neither hidden nor"),
        (HEADER + '2009,"borough', "line 2: it is no line of a CSV file"),
    ],
)
def test_a_file_that_is_no_tables_csv_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ReleaseFault) as refused:
        from_csv(text, name="copy.csv")
    assert str(refused.value).startswith(f"copy.csv, {said}")
    assert "\n" not in str(refused.value)


def test_a_mark_at_the_start_of_a_file_is_no_part_of_it() -> None:
    assert len(from_csv("\ufeff" + HEADER + ROW)) == 1
    assert areas_from_csv("\ufeff" + areas_to_csv(AREAS)) == AREAS


areas = st.builds(
    Area,
    st.sampled_from([level for level in LEVELS if level != "borough"]),
    words.filter(lambda word: word != "borough"),
    words,
    st.one_of(st.just(""), words),
    st.one_of(st.just(""), words),
)


@given(st.lists(areas, max_size=5, unique_by=lambda area: (area.level, area.area)))
def test_areas_come_back_as_they_were_written(made: list[Area]) -> None:
    held = (Area("borough", "", "Overwater"), *made)
    assert areas_from_csv(areas_to_csv(held)) == held


def test_areas_csv_is_as_the_reference_says() -> None:
    assert areas_to_csv(AREAS) == (
        "level,area,name,locality,group\r\n"
        "borough,borough,Overwater,,\r\n"
        "locality,North & Fold,North & Fold,,\r\n"
        "group,Small schools,Small schools together,,\r\n"
        "school,9001,Alder Lane Primary,North & Fold,\r\n"
        "school,9002,Thimble Primary,North & Fold,Small schools\r\n"
    )


TOP = "level,area,name,locality,group\r\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "areas.csv, line 1: the header"),
        ("number,name\r\n", "areas.csv, line 1: the header"),
        (TOP + "school,9001\r\n", "areas.csv, line 2: 2 values"),
        (TOP + "class,5A,Five,,\r\n", "areas.csv, line 2: `class` is no level"),
        (TOP + "borough,Overwater,Overwater,,\r\n", "areas.csv, line 2: borough `Overwater` has"),
        (TOP + "school,,Alder Lane,,\r\n", "areas.csv, line 2: school `` has no area or name"),
        (TOP + "school,9001,,,\r\n", "areas.csv, line 2: school `9001` has no area or name"),
        (TOP + "school,1,A,,\r\nschool,1,B,,\r\n", "areas.csv names an area of one level twice"),
        (TOP + 'school,1,"A', "areas.csv, line 2: it is no line of a CSV file"),
    ],
)
def test_areas_that_cannot_be_read_are_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ReleaseFault) as refused:
        areas_from_csv(text)
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)
