"""What several releases of one wave tell together, which none of them tells alone."""

from __future__ import annotations

from pathlib import Path

from tellback.disclosure.attack import AttackReport, attack
from tests.library.disclosure.attack.releases import (
    Counted,
    Group,
    Pupil,
    Row,
    Survey,
    hide,
    hide_tables,
    rows_of,
    write,
)
from tests.library.disclosure.attack.surveys import single, yaml_of

SURVEY = Survey(yaml_of(single("q1", "a", "b", "c")), {"q1": Counted(("a", "b", "c", "-9"))}, ())
CAME = "borough (came between two releases)"


def those(school: str, **numbers: int) -> list[Pupil]:
    """So many pupils of a school for each answer; `none` did not answer."""
    return [
        {"school": school, "q1": answer.replace("none", "-9")}
        for answer, number in numbers.items()
        for _ in range(number)
    ]


EARLY = [*those("1", a=20, b=30, c=10), *those("2", a=15, b=25, c=12)]


def rows(pupils: list[Pupil], *schools: str) -> list[Row]:
    """The borough and some schools."""
    groups = [Group("borough", "borough"), *(Group("school", one) for one in schools)]
    return list(rows_of(SURVEY, groups, pupils))


def together(folder: Path, *releases: list[Row]) -> AttackReport:
    """The releases attacked side by side; alone each of them is safe."""
    areas = [("school", one, "", "") for one in "123"]
    written = [write(folder / str(at), SURVEY, one, areas=areas) for at, one in enumerate(releases)]
    for one in written:
        assert attack(one).safe
    return attack(*written)


def test_the_answers_of_a_late_school_of_few_pupils_come_out(tmp_path: Path) -> None:
    late = [*EARLY, *those("3", a=2, none=1)]
    report = together(tmp_path, rows(EARLY), rows(late))
    assert {(one.area, one.choice, one.lo) for one in report.exact if one.lo} == {
        (CAME, "a", 2),
        (CAME, "-9", 1),
    }


def test_small_answers_of_a_late_school_of_many_come_out(tmp_path: Path) -> None:
    late = [*EARLY, *those("3", a=2, b=40)]
    report = together(tmp_path, rows(EARLY), rows(late))
    assert {(one.area, one.choice, one.lo) for one in report.exact} == {(CAME, "a", 2)}


def test_a_late_school_with_no_small_answers_may_come(tmp_path: Path) -> None:
    late = [*EARLY, *those("3", a=20, b=40)]
    assert together(tmp_path, rows(EARLY, "1", "2"), rows(late, "1", "2", "3")).safe


def test_pupils_who_were_taken_out_come_out(tmp_path: Path) -> None:
    late = [*EARLY, *those("3", a=2, b=40)]
    report = together(tmp_path, rows(late), rows(EARLY))
    assert {(one.area, one.choice, one.lo) for one in report.exact} == {(CAME, "a", 2)}


def test_the_few_pupils_who_came_excuse_nothing_of_the_others(tmp_path: Path) -> None:
    """In school 1, 4 pupils gave one of two hidden answers: that is known too well."""
    pupils = [*those("1", a=3, b=1, c=30), *those("2", a=20, b=30, c=10)]
    late = [*pupils, *those("3", c=1)]
    areas = [("school", one, "", "") for one in "123"]
    written = [
        write(
            tmp_path / str(at),
            SURVEY,
            hide(rows(one, "1"), lambda row: row["level"] == "school" and row["choice"] in "ab"),
            areas=areas,
        )
        for at, one in enumerate((pupils, late))
    ]
    found = attack(*written).too_narrow
    assert {(one.area, one.choice, one.lo, one.hi) for one in found} == {
        ("1", "a", 0, 4),
        ("1", "b", 0, 4),
    }


def test_what_one_release_hides_another_may_show(tmp_path: Path) -> None:
    def hidden(*choices: str) -> list[Row]:
        return hide(
            rows(EARLY, "1", "2"), lambda row: row["level"] == "school" and row["choice"] in choices
        )

    report = together(tmp_path, hidden("a", "b"), hidden("b", "c"))
    assert {(one.area, one.choice, one.lo) for one in report.exact} == {
        ("1", "b", 30),
        ("2", "b", 25),
    }
    assert report.hidden == 2


def test_corrected_answers_tell_nothing_of_who_came(tmp_path: Path) -> None:
    corrected = [*EARLY[1:], *those("1", b=1)]
    assert together(tmp_path, rows(EARLY), rows(corrected)).safe


def test_corrected_answers_and_pupils_who_came_are_not_told_apart(tmp_path: Path) -> None:
    changed = [*EARLY[1:], *those("1", b=3)]
    assert together(tmp_path, rows(EARLY), rows(changed)).safe


def test_without_numbers_of_pupils_nobody_can_tell_who_came(tmp_path: Path) -> None:
    def baseless(pupils: list[Pupil]) -> list[Row]:
        """The counts of one answer, and nothing of how many were asked."""
        return [row | {"base": ""} for row in rows(pupils) if row["choice"] == "a"]

    late = [*EARLY, *those("3", a=2, none=1)]
    assert together(tmp_path, baseless(EARLY), baseless(late)).safe


def test_a_group_without_numbers_is_the_same_where_the_whole_is(tmp_path: Path) -> None:
    pupils = [*EARLY, *those("1", none=9), *those("2", none=8), *those("3", a=1, b=2, c=1, none=1)]
    first, second = (
        hide_tables(
            rows(pupils, "1", "2", "3"), lambda row, hidden=hidden: row["area"] in hidden, "linked"
        )
        for hidden in ({"1", "3"}, {"2", "3"})
    )
    report = together(tmp_path, first, second)
    assert {(one.area, one.choice, one.lo) for one in report.exact} == {
        ("3", "a", 1),
        ("3", "b", 2),
        ("3", "c", 1),
        ("3", "-9", 1),
    }


def test_another_wave_is_about_other_pupils(tmp_path: Path) -> None:
    late = [row | {"wave": "2027"} for row in rows([*EARLY, *those("3", a=2, none=1)])]
    assert together(tmp_path, rows(EARLY), late).safe


def test_one_file_may_hold_several_waves(tmp_path: Path) -> None:
    first = hide(rows(EARLY), lambda row: row["choice"] in "ab")
    second = hide([row | {"wave": "2027"} for row in rows(EARLY)], lambda row: row["choice"] == "a")
    report = attack(write(tmp_path / "r", SURVEY, [*first, *second]))
    assert report.hidden == 3
    assert [(one.wave, one.choice, one.lo) for one in report.exact] == [("2027", "a", 35)]
