"""A file for a spreadsheet: no cell of it is computed, and nothing of it is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, strategies as st

from tellback_web.survey.csv_file import cell, csv_bytes

DANGEROUS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 1709", "-2", "@SUM(A1)", " =1", "\t=1", "\tx", "\r\n=1", "\u00a0=1", "\uff1d1"],
)
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "North", "5A", "a=b", "O'Hara", "ß – é", "1,5"])
def test_what_it_would_not_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


def test_numbers_stay_numbers_and_nothing_is_an_empty_cell() -> None:
    assert [cell(12), cell(-3), cell(0), cell(None)] == ["12", "-3", "0", ""]


TEXT = st.text(st.characters(codec="utf-8"), max_size=12) | st.from_regex(r"[=+\-@\t ]{1,3}x?")


@given(st.lists(st.lists(TEXT | st.integers() | st.none(), min_size=3, max_size=3), max_size=5))
def test_any_table_comes_back_as_it_was_and_no_text_begins_a_formula(
    rows: list[list[str | int | None]],
) -> None:
    written = csv_bytes(("a", "b", "c"), rows)
    assert written.startswith(b"\xef\xbb\xbf")
    header, *back = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert header == ["a", "b", "c"]
    assert len(back) == len(rows)
    for row, line in zip(rows, back, strict=True):
        for value, found in zip(row, line, strict=True):
            if isinstance(value, str):
                assert not found.startswith(tuple(DANGEROUS))
                assert found.removeprefix("'") == value.replace("\0", "").removeprefix("'")
            else:
                assert found == ("" if value is None else str(value))
