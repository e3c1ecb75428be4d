"""Pupils in schools: the variance beside its definition, and beside another program's figures."""

from __future__ import annotations

from math import isnan, sqrt

import pytest
from hypothesis import given, strategies as st

from tellback.inference.clusters import (
    Borough,
    SchoolCount,
    clustered,
    design_effect,
    pooled_design_effect,
    standard_error,
)
from tellback.inference.interval import effective, wilson

SIX = [
    SchoolCount(count, base)
    for count, base in [(9, 20), (12, 31), (4, 18), (22, 40), (15, 25), (7, 28)]
]


def one_school(draw: st.DrawFn) -> SchoolCount:
    base = draw(st.integers(1, 40))
    return SchoolCount(draw(st.integers(0, base)), base, base + draw(st.integers(0, 10)))


schools = st.lists(st.composite(one_school)(), min_size=2, max_size=12)


def slow_error(answered: list[SchoolCount], borough: Borough) -> float:
    """Cochran's 11.24 for a ratio, school by school and pupil by pupil."""
    base = sum(one.base for one in answered)
    share = sum(one.count for one in answered) / base
    taken = len(answered)
    drawn = taken / borough.schools
    totals = [one.count - share * one.base for one in answered]
    mean = sum(totals) / taken
    between = sum((total - mean) ** 2 for total in totals) / (taken - 1)
    variance = (1 - drawn) * taken * between / base**2
    for one in answered:
        said = [1] * one.count + [0] * (one.base - one.count)
        middle = sum(said) / one.base
        spread = sum((each - middle) ** 2 for each in said) / max(one.base - 1, 1)
        missed = 1 - one.base / (one.roll or one.base)
        variance += drawn * one.base * missed * spread / base**2
    return sqrt(variance)


def test_the_error_is_that_of_samplics() -> None:
    # samplics 0.6.0, TaylorEstimator(PopParam.mean), psu = school, fpc = 1 - 6/50 and 1.
    assert standard_error(SIX, Borough(50, 2996)) == pytest.approx(0.05777634913347688, abs=1e-15)
    endless = Borough(10**9, 10**12)
    assert standard_error(SIX, endless) == pytest.approx(0.061589795118345614, abs=1e-9)


@given(schools)
def test_the_error_is_the_slow_one(answered: list[SchoolCount]) -> None:
    borough = Borough(50, 5000)
    assert standard_error(answered, borough) == pytest.approx(slow_error(answered, borough))


def test_a_roll_widens_and_all_schools_leave_only_it() -> None:
    rolled = [SchoolCount(one.count, one.base, one.base + 9) for one in SIX]
    borough = Borough(50, 2996)
    assert standard_error(rolled, borough) > standard_error(SIX, borough)
    assert standard_error(SIX, Borough(6, 162)) == 0
    assert clustered(SIX, Borough(6, 162)).low == pytest.approx(69 / 162)


def test_schools_that_differ_have_a_design_effect() -> None:
    borough = Borough(50, 2996)
    alike = [SchoolCount(10, 20)] * 6
    apart = [SchoolCount(1, 20), SchoolCount(19, 20)] * 3
    assert design_effect(alike, borough) == pytest.approx(0, abs=1e-12)
    assert design_effect(apart, borough) > 10
    assert isnan(design_effect([SchoolCount(0, 20)] * 6, borough))
    assert isnan(design_effect(SIX, Borough(6, 162)))


@given(schools)
def test_an_interval_from_schools_holds_the_share_and_is_never_narrower_than_pupils_give(
    answered: list[SchoolCount],
) -> None:
    borough = Borough(50, 10_000)
    interval = clustered(answered, borough)
    base, count = sum(one.base for one in answered), sum(one.count for one in answered)
    assert interval.low <= count / base + 1e-9
    assert interval.high >= count / base - 1e-9
    alone = wilson(count, base)
    shrunk = sqrt(base / effective(base, population=10_000))
    assert interval.high - interval.low >= (alone.high - alone.low) * shrunk * 0.99


def test_one_number_for_a_wave() -> None:
    borough = Borough(50, 2996)
    measures = [SIX, [SchoolCount(10, 20)] * 6, [SchoolCount(1, 20), SchoolCount(19, 20)] * 3]
    pooled = pooled_design_effect(measures, borough)
    assert pooled == round(design_effect(SIX, borough), 1)
    assert pooled_design_effect([[SchoolCount(0, 20)] * 2], borough) == 1.0
    assert pooled_design_effect([[SchoolCount(10, 20)] * 6], borough) == 1.0


def test_one_schools_answers_do_not_move_it() -> None:
    borough = Borough(50, 2996)
    many = [SIX] * 20
    moved = [*SIX[:-1], SchoolCount(28, 28)]
    assert pooled_design_effect([*many, moved], borough) == pooled_design_effect(many, borough)


def test_schools_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="takes two or more"):
        standard_error([SchoolCount(1, 2), SchoolCount(0, 0)], Borough(50, 2996))
    with pytest.raises(ValueError, match="said to have 5 with 2996"):
        clustered(SIX, Borough(5, 2996))
    with pytest.raises(ValueError, match="said to have 50 with 100"):
        design_effect(SIX, Borough(50, 100))
