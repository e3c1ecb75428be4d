"""A figure in every year there is: joined only where years may be compared."""

from __future__ import annotations

from hypothesis import given, strategies as st

from tellback.figure import YearPoint, svg_years
from tellback.inference import Sample, Trend, counted, wilson
from tellback.questionnaire.comparability import BREAKS, Changed, Verdict
from tellback.report.years import Earlier, Then, YearsOfTable, year_points

NOW = counted("2009", 40, 100)


def then(year: str, percent: int | None, *changed: Changed) -> tuple[Then, Trend]:
    """One answer of 2009 beside an earlier year, in which the question perhaps was another."""
    found = Verdict("q1", year, "q1", changed, (), figures_only=True)
    sample: Sample | None = None if percent is None else counted(year, percent, 100)
    source = Earlier(year, lambda _key: found, lambda _key, _was, _choice: sample)
    return Then(source, found, "yes", "Yes", NOW, wilson(40, 100), sample), Trend(found, None)


def points(*rows: tuple[Then, Trend]) -> list[tuple[str, float, str]]:
    made: YearsOfTable = list(rows)
    return [(one.year, one.share, one.changed) for one in year_points(made, "2009")]


def test_years_come_in_their_order_and_this_one_has_its_interval() -> None:
    rows = [then("2008", 30), then("2007", 20), then("2006", None)]
    assert points(*rows) == [("2007", 0.2, ""), ("2008", 0.3, ""), ("2009", 0.4, "")]
    assert year_points(rows, "2009")[-1].interval == wilson(40, 100)
    assert year_points([], "2009") == ()


def test_a_year_that_may_not_be_compared_is_joined_to_none() -> None:
    told = points(then("2008", 30), then("2007", 20, Changed.CHOICES), then("2006", 10))
    assert [one[2] != "" for one in told] == [False, True, True, False]
    assert told[1][2] == told[2][2]
    assert "answers" in told[1][2]


def test_where_the_last_year_was_another_question_this_one_begins_anew() -> None:
    told = points(then("2008", 30, Changed.BASE), then("2007", 20))
    assert [one[2] != "" for one in told] == [False, True, True]
    drawn = svg_years("q", "Q", [YearPoint(year, share, None, why) for year, share, why in told])
    assert "<polyline" not in drawn
    assert told[2][2] in drawn


@given(st.lists(st.booleans(), max_size=6), st.sampled_from(sorted(BREAKS)))
def test_two_years_are_joined_where_both_may_be_compared_with_this_one(
    same: list[bool], how: Changed
) -> None:
    rows = [then(str(2008 - at), 30, *(() if one else (how,))) for at, one in enumerate(same)]
    told = points(*rows)
    fit = [*reversed(same), True]
    if not rows:
        assert told == []
        return
    for at in range(1, len(told)):
        assert (told[at][2] == "") == (fit[at] and fit[at - 1])
    assert told[0][2] == ""
