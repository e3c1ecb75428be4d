"""Parts of a whole: those too small to be shown, those that no file shows, and what is no leak."""

from __future__ import annotations

from pathlib import Path

from tellback.disclosure.attack import attack
from tests.library.disclosure.attack.four_schools import (
    BOROUGH,
    PLACES,
    SCHOOLS,
    SURVEY,
    everybody,
    rows_for,
    sex,
    those,
)
from tests.library.disclosure.attack.releases import (
    Group,
    Pupil,
    Row,
    hide,
    hide_tables,
    rows_of,
    write,
)


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
