"""A leak of each kind, planted in a release that is safe without it, is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tellback.disclosure.attack import Found, attack
from tests.library.disclosure.attack.releases import (
    Cell,
    Counted,
    Group,
    Pupil,
    Row,
    Survey,
    cell_of,
    hide,
    hide_tables,
    rows_of,
    write,
)
from tests.library.disclosure.attack.surveys import WHERE, measured, single, yaml_of

PLACES = (
    ("borough", "borough", "", ""),
    ("locality", "north", "", ""),
    ("locality", "south", "", ""),
    ("school", "1", "north", ""),
    ("school", "2", "north", ""),
    ("school", "3", "south", ""),
    ("school", "4", "south", ""),
)
NORTH = {"1", "2"}
SURVEY = Survey(
    yaml_of(
        single("sex", "f", "m")
        + single("q1", "a", "b", "c", more=", may_refuse: true")
        + single("q2", "x", "y", more=", show_if: \"${q1} = 'a'\"")
        + single("t", "x", "y", "z").replace("single", "multi"),
        measured("good", "q1", "a, b") + measured("any", "t", "x, y"),
        "sex: sex",
    ),
    {
        "sex": Counted(("f", "m", "-9")),
        "q1": Counted(("a", "b", "c", "-9", "-7")),
        "q2": Counted(("x", "y", "-9"), asked=lambda one: one["q1"] == "a"),
        "t": Counted(("x", "y", "z", "-9")),
        "good": Counted(("held",), held=lambda one, _: one["q1"] in "ab"),
        "any": Counted(("held",), held=lambda one, _: bool(set("xy") & set(one["t"]))),
    },
    (),
)


def those(school: str, number: int, **answers: str) -> list[Pupil]:
    """Pupils of a school who answered alike."""
    usual = {"sex": "f", "q1": "c", "q2": "x", "t": "z"}
    return [{"school": school, **usual, **answers}] * number


def everybody() -> list[Pupil]:
    """Four schools in which nothing is small."""
    return [
        pupil
        for at, school in enumerate("1234")
        for sex in ("f", "m")
        for pupil in (
            *those(school, 8 + at, sex=sex, q1="a", q2="x", t="x"),
            *those(school, 7 + at, sex=sex, q1="a", q2="y", t="x y"),
            *those(school, 9 + at, sex=sex, q1="b", t="z y"),
            *those(school, 6 + at, sex=sex, t="-9"),
            *those(school, 10 + at, sex=sex, q1="-9"),
            *those(school, 11 + at, sex=sex, q1="-7"),
        )
    ]


BOROUGH = Group("borough", "borough")
SCHOOLS = tuple(Group("school", one) for one in "1234")
NORTH_AND_SOUTH = tuple(Group("locality", one) for one in ("north", "south"))


def sex(group: Group, value: str) -> Group:
    """Those of a group who are of one sex."""
    return replace(group, split="sex", value=value)


def cells(group: Group, *of: tuple[str, str]) -> set[Cell]:
    """Some counts of one group."""
    return {(group.level, group.area, group.split, group.value, *one) for one in of}


A_AND_B = (("q1", "a"), ("q1", "b"))


@dataclass(frozen=True)
class Leak:
    """Counts that are hidden, and what else must be hidden for them to be safe."""

    groups: tuple[Group, ...]
    tables: tuple[str, ...]
    hidden: set[Cell]
    also: set[Cell]


def rows_for(groups: Iterable[Group], tables: Iterable[str], pupils: list[Pupil]) -> list[Row]:
    """The rows of some tables of some groups; localities are put together from schools."""
    inside = {"north": NORTH, "south": {"3", "4"}}
    found: list[Row] = []
    for group in groups:
        of = pupils
        if group.level == "locality":
            of = [one for one in pupils if one["school"] in inside[group.area]]
        whom = replace(group, level="borough") if group.level == "locality" else group
        found += [row | {"level": group.level} for row in rows_of(SURVEY, [whom], of)]
    return [row for row in found if row["variable"] in set(tables)]


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


def test_a_route_is_also_asked_of_by_the_number_of_those_who_did_not_come_along_it(
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


def test_what_nobody_in_the_whole_answered_is_not_hidden_in_its_parts(tmp_path: Path) -> None:
    pupils = [*those("1", 30, q1="a"), *those("5", 8, q1="a"), *those("6", 7, q1="b")]
    few = [Group("school", "5"), Group("school", "6")]
    areas = [("school", one, "", "") for one in "156"]
    rows = rows_for([BOROUGH, SCHOOLS[0], *few], ["q1"], pupils)
    rows = hide_tables(rows, lambda row: row["area"] in {"5", "6"}, "linked")
    report = attack(write(tmp_path / "r", SURVEY, rows, areas=areas), intervals=True)
    assert report.safe
    assert {(one.choice, one.lo, one.hi) for one in report.intervals} == {("a", 0, 8), ("b", 0, 7)}


def test_a_zero_is_a_finding_only_of_pupils_so_few_that_nothing_of_them_is_shown(
    tmp_path: Path,
) -> None:
    for number, found in ((9, [("b", 0)]), (10, [])):
        rows = rows_for(
            [BOROUGH, SCHOOLS[0], SCHOOLS[1]],
            ["q1"],
            [*those("1", number), *those("2", 30, q1="b")],
        )
        rows = hide(rows, lambda row: (row["area"], row["choice"]) == ("1", "b"))
        exact = attack(write(tmp_path / "r", SURVEY, rows, areas=PLACES)).exact
        assert [(one.choice, one.lo) for one in exact] == found


def test_a_published_whole_bounds_its_parts_by_right(tmp_path: Path) -> None:
    """Four pupils of the borough, where counts from 3 are shown, are in some school."""
    pupils = [*those("1", 30), *those("1", 3, q1="a"), *those("2", 30), *those("2", 1, q1="a")]
    rows = rows_for([BOROUGH, *SCHOOLS[:2]], ["q1"], pupils)
    rows = hide(rows, lambda row: row["level"] == "school" and row["choice"] in "ac")
    areas = [("school", one, "", "") for one in "12"]
    release = write(tmp_path / "r", SURVEY, rows, areas=areas)
    assert attack(release).safe
    ranges = attack(release, intervals=True).intervals
    assert {(one.lo, one.hi) for one in ranges if one.choice == "a"} == {(0, 4)}


def test_a_published_whole_does_not_excuse_a_part_that_no_file_shows(tmp_path: Path) -> None:
    """All four are pupils of one school who did not say their sex."""
    pupils = [
        *those("1", 30),
        *those("1", 30, sex="m"),
        *those("1", 4, sex="-9", q1="a"),
        *those("1", 9, sex="-9", q1="b"),
    ]
    groups = [BOROUGH, SCHOOLS[0], sex(SCHOOLS[0], "f"), sex(SCHOOLS[0], "m")]
    rows = rows_for(groups, ["sex", "q1"], pupils)
    rows = hide(rows, lambda row: (row["area"], row["split"], row["choice"]) == ("1", "all", "a"))
    rows = hide(rows, lambda row: (row["area"], row["split"], row["choice"]) == ("1", "all", "c"))
    release = write(tmp_path / "r", SURVEY, rows, areas=[("school", "1", "", "")])
    found = {(one.split, one.group, one.choice): one.lo for one in attack(release).exact}
    assert found["sex", "-9", "a"] == 4


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


def grouped(pupils: list[Pupil], *shown: str) -> list[Row]:
    """Rows of a group of schools 5 and 6, beside the borough and other schools."""
    together = [{**one, "school": "5 and 6"} for one in pupils if one["school"] in {"5", "6"}]
    of_group = rows_of(SURVEY, [Group("school", "5 and 6")], together)
    return [
        *rows_for([BOROUGH, *SCHOOLS, *(Group("school", one) for one in shown)], ["q1"], pupils),
        *(row | {"level": "group"} for row in of_group if row["variable"] == "q1"),
    ]


SMALL = (
    *PLACES,
    ("group", "5 and 6", "", ""),
    ("school", "5", "", "5 and 6"),
    ("school", "6", "", "5 and 6"),
)


def test_small_schools_together_are_what_the_others_leave(tmp_path: Path) -> None:
    pupils = [*everybody(), *those("5", 7, q1="a"), *those("6", 8, q1="b"), *those("6", 6)]
    rows = hide(
        grouped(pupils), lambda row: row["level"] == "group" and row["choice"] in ("a", "b", "c")
    )
    report = attack(write(tmp_path / "r", SURVEY, rows, areas=SMALL))
    assert {(one.area, one.choice, one.lo) for one in report.exact} == {
        ("5 and 6", "a", 7),
        ("5 and 6", "b", 8),
        ("5 and 6", "c", 6),
    }


def test_small_schools_together_hide_each_other(tmp_path: Path) -> None:
    pupils = [*everybody(), *those("5", 7, q1="a"), *those("6", 8, q1="b"), *those("6", 6)]
    assert attack(write(tmp_path / "r", SURVEY, grouped(pupils), areas=SMALL)).safe


def test_showing_one_of_two_small_schools_shows_the_other(tmp_path: Path) -> None:
    pupils = [*everybody(), *those("5", 7, q1="a"), *those("6", 8, q1="b"), *those("6", 6)]
    report = attack(write(tmp_path / "r", SURVEY, grouped(pupils, "6"), areas=SMALL))
    said = {(one.area, one.choice, one.lo) for one in report.exact if one.choice in "abc"}
    assert said == {("5", "a", 7), ("5", "b", 0), ("5", "c", 0)}


def test_pupils_who_did_not_say_their_sex_are_a_group_too(tmp_path: Path) -> None:
    pupils = [*everybody(), *those("1", 2, sex="-9", q1="a"), *those("1", 20, sex="-9", q1="b")]
    groups = [BOROUGH, sex(BOROUGH, "f"), sex(BOROUGH, "m")]
    rows = rows_for(groups, ["sex", "q1"], pupils)
    (found,) = attack(write(tmp_path / "r", SURVEY, rows)).exact
    assert (found.group, found.variable, found.choice, found.lo) == ("-9", "q1", "a", 2)


def test_a_school_that_no_file_has_is_what_the_others_leave(tmp_path: Path) -> None:
    pupils = [*everybody(), *those("9", 3, q1="a"), *those("9", 1, q1="b")]
    rows = rows_for([BOROUGH, *SCHOOLS], ["q1"], pupils)
    report = attack(write(tmp_path / "r", SURVEY, rows, areas=PLACES))
    assert {(one.area, one.choice, one.lo) for one in report.exact if one.lo} == {
        ("not shown in borough", "a", 3),
        ("not shown in borough", "b", 1),
    }


def test_a_school_of_girls_is_told_by_the_girls_of_the_borough(tmp_path: Path) -> None:
    """No table crosses schools with sex, but the schools' own tables of sex do."""
    pupils = [
        *those("1", 20, sex="f", q1="a"),
        *those("1", 10, sex="f", q1="b"),
        *those("2", 15, sex="m", q1="a"),
        *those("2", 25, sex="m", q1="b"),
    ]
    groups = [BOROUGH, *SCHOOLS[:2], sex(BOROUGH, "f"), sex(BOROUGH, "m")]
    rows = rows_for(groups, ["sex", "q1"], pupils)
    rows = hide(
        rows,
        lambda row: row["level"] == "school" and row["variable"] == "q1" and row["choice"] in "ab",
    )
    areas = [("school", "1", "", ""), ("school", "2", "", "")]
    release = write(tmp_path / "r", SURVEY, rows, areas=areas)
    assert attack(release).safe
    found = {(one.area, one.choice): one.lo for one in attack(release, crossings=True).exact}
    assert found == {("1", "a"): 20, ("1", "b"): 10, ("2", "a"): 15, ("2", "b"): 25}
