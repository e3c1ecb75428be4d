"""Two shares beside each other, beside statsmodels' and scipy's own."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from tellback.inference.comparison import compare
from tellback.inference.outcome import Outcome
from tellback.inference.sample import Sample, counted, published, rest


def sample(draw: st.DrawFn) -> Sample:
    base = draw(st.integers(10, 600))
    return counted("some", draw(st.integers(0, base)), base)


samples = st.composite(sample)()


@given(samples, samples)
def test_the_interval_is_newcombes(one: Sample, other: Sample) -> None:
    (made,) = compare([(one, other)], between="groups")
    low, high = confint_proportions_2indep(
        one.least, one.base, other.least, other.base, method="newcomb", compare="diff"
    )
    assert (made.low, made.high) == pytest.approx((low, high), abs=1e-9)


@given(samples, samples)
def test_the_chance_is_that_of_the_score_test_or_of_fishers(one: Sample, other: Sample) -> None:
    assume(one.share != other.share)
    (made,) = compare([(one, other)], between="groups")
    held = [one.least, other.least]
    missed = [(one.base or 0) - one.least, (other.base or 0) - other.least]
    sizes = [one.base or 0, other.base or 0]
    pooled = sum(held) / sum(sizes)
    if min(pooled, 1 - pooled) * min(sizes) < 5:
        expected = fisher_exact([held, missed]).pvalue
    else:
        expected = proportions_ztest(held, sizes)[1]
    assert made.chance == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(st.lists(st.tuples(samples, samples), min_size=1, max_size=12))
def test_many_are_adjusted_as_benjamini_and_hochberg_say(
    pairs: list[tuple[Sample, Sample]],
) -> None:
    made = compare(pairs, between="groups")
    expected = multipletests([one.chance for one in made], method="fdr_bh")[1]
    assert [one.adjusted for one in made] == pytest.approx(list(expected))
    for one in made:
        real = one.adjusted <= 0.05 and one.difference != 0
        assert (one.outcome in {Outcome.HIGHER, Outcome.LOWER}) == real


def test_no_real_change_is_said_in_words() -> None:
    (made,) = compare([(counted("2009", 52, 113), counted("2008", 47, 112))], between="years")
    assert made.sentence == "No real change: 46% against 42% could be chance."
    assert (made.word, made.shape) == ("no real change", "bar")


def test_higher_lower_and_groups() -> None:
    girls, boys = counted("girls", 127, 303), counted("boys", 73, 269)
    up, down = compare([(girls, boys), (boys, girls)], between="groups")
    assert up.sentence == "Higher than boys: 42% against 27% is more than chance."
    assert down.sentence == "Lower than girls: 27% against 42% is more than chance."
    assert (up.shape, down.shape) == ("triangle up", "triangle down")
    assert up.difference == -down.difference > 0
    (same,) = compare([(boys, boys)], between="groups")
    assert same.word == "no real difference"


def test_shares_that_round_alike_are_told_apart_by_a_decimal() -> None:
    (made,) = compare(
        [(counted("2009", 46_400, 100_000), counted("2008", 45_600, 100_000))], between="years"
    )
    assert made.sentence == "Higher than 2008: 46.4% against 45.6% is more than chance."


def test_too_few_say_nothing() -> None:
    (made,) = compare(
        [(counted("this school", 5, 6), counted("the rest", 90, 566))], between="groups"
    )
    assert made.sentence == "Too few to say: this school has 6 pupils, and 10 are needed."
    assert isnan(made.adjusted)
    (other,) = compare([(counted("here", 20, 30), counted("there", 0, 0))], between="groups")
    assert other.sentence == "Too few to say: there has 0 pupils, and 10 are needed."


def test_a_year_without_a_base_cannot_be_tested() -> None:
    year, group = published("2008", 42, None), published("girls", 42, None)
    now = counted("2009", 263, 572)
    made = compare([(now, year), (now, group)], between="years")
    assert made[0].sentence == (
        "46% against 42% cannot be tested: the number of pupils asked in 2008 was not published."
    )
    assert "asked for girls was" in made[1].sentence
    assert made[0].outcome is Outcome.NOT_TESTED


@given(st.integers(10, 500), st.data(), samples)
def test_a_published_per_cent_is_as_cautious_as_each_count_it_may_stand_for(
    base: int, data: st.DataObject, other: Sample
) -> None:
    count = data.draw(st.integers(0, base))
    percent = int(count * 100 / base + 0.5)
    rounded = published("2008", percent, base)
    assert rounded.least <= count <= rounded.most
    (made,) = compare([(other, rounded)], between="years")
    (exact,) = compare([(other, counted("2008", count, base))], between="years")
    assert made.low <= exact.low + 1e-12
    assert made.high >= exact.high - 1e-12
    if rounded.least <= other.share * base <= rounded.most:
        assert made.chance == 1
    else:
        assert made.chance >= exact.chance - 1e-9


def test_schools_make_a_change_less_sure() -> None:
    pupils = [(counted("2009", 300, 572), counted("2008", 330, 760))]
    schools = [
        (
            counted("2009", 300, 572, design_effect=3.0, freedom=14),
            counted("2008", 330, 760, design_effect=3.0, freedom=18),
        )
    ]
    (alone,), (together,) = (compare(pair, between="years") for pair in (pupils, schools))
    assert alone.outcome is Outcome.HIGHER
    assert together.outcome is Outcome.CHANCE
    assert together.high - together.low > (alone.high - alone.low) * 1.7


def test_a_school_is_compared_with_the_others_and_not_with_itself() -> None:
    borough, school = counted("the borough", 263, 572), counted("this school", 40, 60)
    others = rest(borough, school)
    assert (others.least, others.base) == (223, 512)
    assert others.name == "the rest of the borough"
    with pytest.raises(ValueError, match="counts are needed"):
        rest(published("2008", 42, None), school)
    with pytest.raises(ValueError, match="counts are needed"):
        rest(published("2008", 42, 500), school)


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="2009: 7 of 6"):
        counted("2009", 7, 6)
    with pytest.raises(ValueError, match="no per cent"):
        published("2008", 101, None)
    with pytest.raises(ValueError, match="no number of pupils out of 30 makes 2%"):
        published("2008", 2, 30)
    assert published("2008", 3.3, 30, decimals=1).least == 1


def test_nothing_to_compare_is_nothing() -> None:
    assert compare([], between="years") == ()


def test_false_alarms_among_many_are_few() -> None:
    rng = np.random.default_rng(4)
    pairs = [
        (counted("s", int(a), 48), counted("r", int(b), 524))
        for a, b in zip(rng.binomial(48, 0.4, 1800), rng.binomial(524, 0.4, 1800), strict=True)
    ]
    made = compare(pairs, between="groups")
    assert sum(one.chance <= 0.05 for one in made) > 40
    assert sum(one.outcome is not Outcome.CHANCE for one in made) <= 2
