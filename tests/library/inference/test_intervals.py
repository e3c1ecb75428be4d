"""Intervals of a share, beside slow and obvious ones, and beside other people's programs."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import binomtest

from tellback.inference.interval import (
    effective,
    percent_words,
    wilson,
    wilson_bounds,
    wilson_of_population,
)
from tellback.inference.statement import (
    NOT_AT_RANDOM,
    About,
    of_the_borough,
    of_those_who_took_part,
)

bases = st.integers(1, 3000)
shares = bases.flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


def by_the_formula(share: float, size: float, z: float) -> tuple[float, float]:
    """Wilson's interval as he wrote it."""
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * sqrt(share * (1 - share) / size + z**2 / (4 * size**2))
    return middle - half, middle + half


@given(shares)
def test_wilson_is_the_interval_of_scipy(given_share: tuple[int, int]) -> None:
    count, base = given_share
    ours, theirs = wilson(count, base), binomtest(count, base).proportion_ci(method="wilson")
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


@given(st.floats(0, 1), st.floats(1, 1e5), st.integers(1, 60))
def test_a_quantile_of_student_gives_wilsons_formula(
    share: float, size: float, freedom: int
) -> None:
    from scipy.stats import t  # noqa: PLC0415 - the oracle's own

    low, high = wilson_bounds(share, size, freedom=freedom)
    expected = by_the_formula(share, size, t.ppf(0.975, freedom))
    assert (float(low), float(high)) == pytest.approx(expected, abs=1e-9)


def test_a_survey_of_572_of_715_pupils() -> None:
    # By hand: n* = 572 × 714 / 143 = 2856, and Wilson's formula with it.
    assert effective(572, population=715) == pytest.approx(2856)
    interval = wilson_of_population(263, 572, 715)
    assert (interval.low, interval.high) == pytest.approx(
        by_the_formula(263 / 572, 2856, 1.959964), abs=1e-6
    )
    assert interval.percents == "44% to 48%"
    assert effective(572, design_effect=2) == 286


@given(shares, st.integers(0, 3000))
def test_the_interval_of_a_population_lies_where_whole_pupils_can(
    given_share: tuple[int, int], others: int
) -> None:
    count, base = given_share
    interval = wilson_of_population(count, base, base + others)
    assert count / (base + others) <= interval.low + 1e-12
    assert interval.low <= count / base + 1e-9 <= interval.high + 2e-9
    assert interval.high <= (count + others) / (base + others) + 1e-12
    alone = wilson(count, base)
    assert interval.high - interval.low <= alone.high - alone.low + 1e-9


def test_where_all_were_asked_there_is_nothing_to_estimate() -> None:
    interval = wilson_of_population(3, 9, 9)
    assert interval.low == interval.high == pytest.approx(1 / 3)
    estimate = of_those_who_took_part(3, 9, 9)
    assert estimate.sentence == ("33% of pupils of the schools that took part, who were all asked.")


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(5, 4)
    with pytest.raises(ValueError, match="no share"):
        wilson(0, 0)
    with pytest.raises(ValueError, match="cannot be of 10"):
        wilson_of_population(5, 20, 10)
    with pytest.raises(ValueError, match="One school"):
        of_the_borough(5, 20, 100, design_effect=1, schools=1)


def test_a_statement_says_whom_it_is_about() -> None:
    took_part = of_those_who_took_part(263, 572, 715)
    assert took_part.about is About.TOOK_PART
    assert took_part.caution == ""
    assert took_part.sentence == (
        "46% of the 572 pupils who were asked; of all 715 pupils of the schools that took part, "
        "44% to 48% (19 times in 20)."
    )
    borough = of_the_borough(263, 572, 2996, design_effect=2.1, schools=15)
    assert borough.caution == NOT_AT_RANDOM
    assert borough.sentence == (
        "46% of the 572 pupils who were asked; of the 2,996 pupils of the whole borough, "
        "40% to 52% (19 times in 20)."
    )


@given(shares, st.integers(1, 3000), st.floats(1, 5), st.integers(2, 40))
def test_the_borough_is_less_sure_than_those_who_took_part(
    given_share: tuple[int, int], others: int, effect: float, schools: int
) -> None:
    count, base = given_share
    borough = of_the_borough(
        count, base, base + others, design_effect=effect, schools=schools
    ).interval
    near = of_those_who_took_part(count, base, base + others // 2).interval
    assert borough.high - borough.low >= near.high - near.low - 1e-9


def test_a_share_is_said_in_whole_per_cents_halves_up() -> None:
    said = [percent_words(share) for share in (0.445, 0.455, 0.005, 0.0049, 1.0)]
    assert said == ["45%", "46%", "1%", "0%", "100%"]


def test_bounds_take_arrays() -> None:
    low, high = wilson_bounds(np.array([0.1, 0.5]), np.array([50, np.inf]))
    assert low[1] == high[1] == 0.5
    assert low[0] < 0.1 < high[0]
