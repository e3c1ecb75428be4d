"""A leak of each kind, planted in a release that is safe without it, is found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tellback.disclosure.attack import Found, attack
from tests.library.disclosure.attack.four_schools import (
    BOROUGH,
    NORTH_AND_SOUTH,
    PLACES,
    SCHOOLS,
    SURVEY,
    cells,
    everybody,
    rows_for,
    sex,
    those,
)
from tests.library.disclosure.attack.releases import (
    Cell,
    Group,
    cell_of,
    hide,
    hide_tables,
    rows_of,
    write,
)
from tests.library.disclosure.attack.surveys import WHERE

A_AND_B = (("q1", "a"), ("q1", "b"))


@dataclass(frozen=True)
class Leak:
    """Counts that are hidden, and what else must be hidden for them to be safe."""

    groups: tuple[Group, ...]
    tables: tuple[str, ...]
    hidden: set[Cell]
    also: set[Cell]


ONE = SCHOOLS[0]
LEAKS = {
    "schools add up to the borough": Leak(
        (BOROUGH, *SCHOOLS), ("q1",), cells(ONE, *A_AND_B), cells(SCHOOLS[1], *A_AND_B)
    ),
    "schools add up to their locality": Leak(
        (NORTH_AND_SOUTH[0], *SCHOOLS[:2]),
        ("q1",),
        cells(ONE, *A_AND_B),
        cells(SCHOOLS[1], *A_AND_B),
    ),
    "localities add up to the borough": Leak(
        (BOROUGH, *NORTH_AND_SOUTH),
        ("q1",),
        cells(NORTH_AND_SOUTH[0], *A_AND_B),
        cells(NORTH_AND_SOUTH[1], *A_AND_B),
    ),
    "a split adds up to the whole": Leak(
        (BOROUGH, sex(BOROUGH, "f"), sex(BOROUGH, "m")),
        ("sex", "q1"),
        cells(sex(BOROUGH, "f"), *A_AND_B),
        cells(sex(BOROUGH, "m"), *A_AND_B),
    ),
    "a crossing adds up to its margins": Leak(
        (sex(BOROUGH, "m"), *(sex(one, "m") for one in SCHOOLS)),
        ("q1",),
        cells(sex(ONE, "m"), *A_AND_B),
        cells(sex(SCHOOLS[1], "m"), *A_AND_B),
    ),
    "a route tells the count that leads to it": Leak(
        (BOROUGH,), ("q1", "q2"), cells(BOROUGH, *A_AND_B), cells(BOROUGH, ("q2", ""))
    ),
    "a measure is the sum of its choices": Leak(
        (BOROUGH,),
        ("q1", "good"),
        cells(BOROUGH, ("q1", "a"), ("q1", "c")),
        cells(BOROUGH, ("good", "held")),
    ),
    "counts add up to the base": Leak(
        (BOROUGH,), ("q1",), cells(BOROUGH, ("q1", "a")), cells(BOROUGH, ("q1", "b"))
    ),
    "not answered is a part of the base": Leak(
        (BOROUGH,), ("q1",), cells(BOROUGH, ("q1", "-9")), cells(BOROUGH, ("q1", "b"))
    ),
    "prefer not to say is a part of the base": Leak(
        (BOROUGH,), ("q1",), cells(BOROUGH, ("q1", "-7")), cells(BOROUGH, ("q1", "-9"))
    ),
}


def released(folder: Path, leak: Leak, hidden: set[Cell]) -> Path:
    """The release of a leak with some counts hidden; of a count "", the whole table."""
    rows = rows_for(leak.groups, leak.tables, everybody())
    rows = hide_tables(rows, lambda row: (*cell_of(row)[:5], "") in hidden, "linked")
    rows = hide(rows, lambda row: row["count"] != "" and cell_of(row) in hidden)
    return write(folder, SURVEY, rows, areas=PLACES)


def key(one: Found) -> Cell:
    """Which count was found."""
    return one.level, one.area, one.split, one.group, one.variable, one.choice


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_planted_leak_is_found_and_is_gone_when_more_is_hidden(
    leak: Leak, tmp_path: Path
) -> None:
    report = attack(released(tmp_path / "open", leak, leak.hidden))
    true = {cell_of(row): row["count"] for row in rows_for(leak.groups, leak.tables, everybody())}
    assert {key(one): one.lo for one in report.exact} == {one: true[one] for one in leak.hidden}
    assert all(one.lo == one.hi for one in report.exact)
    assert not report.too_narrow
    closed = attack(released(tmp_path / "closed", leak, leak.hidden | leak.also))
    assert closed.safe
    assert closed.hidden > report.hidden == len(leak.hidden)


@pytest.mark.parametrize("shown", sorted(cells(ONE, *A_AND_B) | cells(SCHOOLS[1], *A_AND_B)))
def test_showing_one_more_count_of_a_safe_release_is_found(shown: Cell, tmp_path: Path) -> None:
    leak = LEAKS["schools add up to the borough"]
    hidden = leak.hidden | leak.also
    assert attack(released(tmp_path / "safe", leak, hidden)).safe
    report = attack(released(tmp_path / "open", leak, hidden - {shown}))
    assert {key(one) for one in report.exact} == hidden - {shown}


def test_a_route_tells_a_count_of_a_table_that_is_hidden_whole(
    tmp_path: Path,
) -> None:
    rows = rows_for([BOROUGH], ["q1", "q2"], everybody())
    rows = hide_tables(rows, lambda row: row["variable"] == "q1", "linked")
    report = attack(write(tmp_path / "release", SURVEY, rows, areas=PLACES))
    assert [key(one)[4:] for one in report.exact] == [("q1", "a")]


def test_a_table_of_few_pupils_is_had_by_subtraction(tmp_path: Path) -> None:
    pupils = [*everybody(), *those("5", 3, q1="a"), *those("5", 1, q1="b")]
    few = Group("school", "5")
    rows = rows_for([BOROUGH, *SCHOOLS, few], ["q1"], pupils)
    rows = hide_tables(rows, lambda row: row["area"] == "5")
    release = write(tmp_path / "r", SURVEY, rows, areas=[*PLACES, ("school", "5", "", "")])
    assert {(one.choice, one.lo) for one in attack(release).exact} == {
        ("a", 3),
        ("b", 1),
        ("c", 0),
        ("-9", 0),
        ("-7", 0),
    }


def test_few_asked_says_that_fewer_than_the_least_base_were_asked(tmp_path: Path) -> None:
    rows = rows_for([BOROUGH], ["q1", "q2"], those("1", 30, q1="b") + those("1", 8, q1="a"))
    rows = hide_tables(rows, lambda row: row["variable"] == "q2")
    rows = hide(rows, lambda row: row["variable"] == "q1" and row["choice"] in "abc")
    release = write(tmp_path / "r", SURVEY, rows)
    ranges = {key(one)[4:]: (one.lo, one.hi) for one in attack(release, intervals=True).intervals}
    assert ranges["q1", "a"] == (0, 9)
    assert ranges["q1", "b"] == (0, 38)
    assert ranges["q2", "x"] == (0, 9)


def test_a_table_of_two_pupils_need_not_leave_more_open_than_two(tmp_path: Path) -> None:
    rows = rows_for([BOROUGH], ["q1", "q2"], those("1", 30, q1="b") + those("1", 2, q1="a"))
    rows = hide_tables(rows, lambda row: row["variable"] == "q2")
    assert attack(write(tmp_path / "r", SURVEY, rows)).safe
    rows = hide(rows, lambda row: row["variable"] == "q1" and row["choice"] in "ab")
    assert attack(write(tmp_path / "r", SURVEY, rows)).safe


def test_nobody_can_be_hidden_in_a_table_that_nobody_was_asked(tmp_path: Path) -> None:
    rows = rows_for([BOROUGH], ["q1", "q2"], those("1", 30, q1="b"))
    rows = hide_tables(rows, lambda row: row["variable"] == "q2")
    report = attack(write(tmp_path / "r", SURVEY, rows))
    assert (report.hidden, report.safe) == (3, True)


def test_whoever_answered_ticked_something(tmp_path: Path) -> None:
    rows = rows_for([BOROUGH], ["t"], those("1", 20, t="z") + those("1", 15, t="-9"))
    rows = hide(rows, lambda row: row["choice"] == "z")
    (found,) = attack(write(tmp_path / "r", SURVEY, rows)).exact
    assert (found.choice, found.lo) == ("z", 20)


def test_a_measure_of_ticks_is_no_more_than_their_sum(tmp_path: Path) -> None:
    pupils = those("1", 20, t="x z") + those("1", 15, t="z")
    rows = rows_for([BOROUGH], ["t", "any"], pupils)
    rows = hide(rows, lambda row: row["choice"] == "x")
    (found,) = attack(write(tmp_path / "r", SURVEY, rows)).exact
    assert (found.choice, found.lo) == ("x", 20)


def test_a_measure_is_no_more_than_its_base(tmp_path: Path) -> None:
    answers = [("a", "b")] * 8 + [("b", "a")] * 4 + [("b", "b")] * 6
    pupils = [{"school": "1", "q1": one, "q2": other} for one, other in answers]
    rows = hide(rows_of(WHERE, [BOROUGH], pupils), lambda row: row["variable"] == "m")
    (found,) = attack(write(tmp_path / "r", WHERE, rows), intervals=True).intervals
    assert (found.lo, found.hi) == (0, 4)


def test_a_per_cent_betrays_a_count(tmp_path: Path) -> None:
    rows = rows_for([BOROUGH], ["q1"], those("1", 22, q1="a") + those("1", 18, q1="b"))
    kept = {str(row["choice"]): row["percent"] for row in rows}
    rows = hide(rows, lambda row: row["choice"] in "ab", code="")
    rows = [row | {"percent": kept[str(row["choice"])]} for row in rows]
    report = attack(write(tmp_path / "r", SURVEY, rows))
    assert {(one.choice, one.lo) for one in report.exact} == {("a", 22), ("b", 18)}


def test_a_per_cent_of_a_large_base_leaves_two_counts_open(tmp_path: Path) -> None:
    pupils = [*those("1", 31, q1="a"), *those("1", 100, q1="b"), *those("1", 69)]
    rows = rows_for([BOROUGH], ["q1"], pupils)
    kept = {str(row["choice"]): row["percent"] for row in rows}
    rows = hide(rows, lambda row: row["choice"] in "abc", code="")
    rows = [row | {"percent": kept[str(row["choice"])]} for row in rows]
    report = attack(write(tmp_path / "r", SURVEY, rows))
    assert not report.exact
    assert {(one.choice, one.lo, one.hi) for one in report.too_narrow} == {
        ("a", 31, 32),
        ("b", 99, 100),
        ("c", 69, 70),
    }


def test_counts_that_are_not_exact_may_still_be_too_narrow(tmp_path: Path) -> None:
    pupils = those("1", 30, q1="a") + those("1", 1, q1="b") + those("1", 1, q1="c")
    rows = rows_for([BOROUGH], ["q1"], pupils)
    rows = hide(rows, lambda row: row["choice"] in "bc")
    report = attack(write(tmp_path / "r", SURVEY, rows))
    assert not report.exact
    assert {(one.choice, one.lo, one.hi) for one in report.too_narrow} == {
        ("b", 0, 2),
        ("c", 0, 2),
    }
