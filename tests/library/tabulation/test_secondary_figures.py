"""The short secondary questionnaire can print every figure on alcohol that was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellback.questionnaire.read import read_file
from tellback.tabulation.tabulate import tabulate_measure
from tests.library.small import in_memory

PUPILS = 1000
"""In each year group: a tenth of a per cent is one pupil."""
DRINKS_NOT = "never"
PUBLISHED = (
    ("y7_never_or_once", "y7", "once", (69, 54, 79)),
    ("y10_never", "y10", "never", (30, 22, 24)),
    ("y7_weekly", "y7", "weekly", (6, 6, 5.3)),
    ("y10_weekly", "y10", "weekly", (30, 27, 26.4)),
    ("y7_daily", "y7", "daily", (1, 1, 1.7)),
    ("y10_daily", "y10", "daily", (3, 3.6)),
)
"""(measure, year group, what those pupils said, per cents as published)."""


@pytest.mark.parametrize(
    ("measure", "year", "said", "percent"),
    [(name, year, said, one) for name, year, said, each in PUBLISHED for one in each],
)
def test_a_published_share_is_printed_from_pupils_who_said_so(
    measure: str, year: str, said: str, percent: float, root: Path
) -> None:
    asked = read_file(root / "content/questionnaires/lifestyle-secondary-2009.yaml")
    those = round(PUPILS * percent / 100)
    others = "monthly" if said in {"never", "once"} else "few_a_year"
    of_year = [{"s01": year, "s13": said}] * those
    of_year += [{"s01": year, "s13": others}] * (PUPILS - those)
    other_year = [{"s01": "y10" if year == "y7" else "y7", "s13": said}] * 77
    table = tabulate_measure(in_memory(asked, of_year + other_year), measure)
    assert (table.cells[0].count, table.base) == (those, PUPILS)


def test_boys_who_drink_nothing_are_in_the_base_of_those_who_drink_most(root: Path) -> None:
    asked = read_file(root / "content/questionnaires/lifestyle-secondary-2009.yaml")
    boys = [{"s01": "y10", "s02": "male", "s13": "weekly", "s14": "units_over_20"}] * 151
    boys += [{"s01": "y10", "s02": "male", "s13": DRINKS_NOT}] * 849
    girls = [{"s01": "y10", "s02": "female", "s13": "weekly", "s14": "units_over_20"}] * 9
    table = tabulate_measure(in_memory(asked, boys + girls), "y10_boys_over_20_units")
    assert (table.cells[0].count, table.base) == (151, 1000)


@pytest.mark.parametrize("count", [20, 78])
def test_those_who_need_help_are_counted_over_both_year_groups(count: int, root: Path) -> None:
    asked = read_file(root / "content/questionnaires/lifestyle-secondary-2009.yaml")
    need = [{"s01": "y7", "s13": "weekly", "s17": "yes"}] * (count // 2)
    need += [{"s01": "y10", "s13": "daily", "s17": "yes"}] * (count - count // 2)
    rest = [{"s01": "y10", "s13": "daily", "s17": "had_help"}, {"s01": "y7", "s13": DRINKS_NOT}]
    table = tabulate_measure(in_memory(asked, need + rest * 50), "need_help_to_stop")
    assert table.cells[0].count == count
