"""How a headline stands beside earlier years: moves only where a test found one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from tellback.figure.headline import Before
from tellback.inference import counted, published
from tellback.questionnaire.comparability import Changed
from tests.library.figure.headlines import (
    THEN,
    beside,
    of_all,
    well_formed,
    year,
)

NOW = (400, 572)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ([of_all("2008", NOW, 69)], " (69% in 2008; no real change)."),
        ([of_all("2008", NOW, 55)], ", up from 55% in 2008."),
        ([of_all("2008", NOW, 85)], ", down from 85% in 2008."),
        ([of_all("2008", NOW, 55, None)], " (55% in 2008)."),
        (
            [year("2008", NOW, counted("2008", 4, 6), "67%")],
            " (67% in 2008; too few pupils to tell a change).",
        ),
        ([year("2008", NOW, None, "71 pupils")], " (71 pupils in 2008)."),
        ([Before("2008", "69%", THEN)], " (69% in 2008)."),
        (
            [of_all("2008", NOW, 63), of_all("2007", NOW, 56)],
            ", a steady rise since 2007 (56% in 2007 and 63% in 2008).",
        ),
        (
            [of_all("2008", NOW, 77), of_all("2007", NOW, 85)],
            ", a steady fall since 2007 (85% in 2007 and 77% in 2008).",
        ),
        (
            [of_all("2008", NOW, 55), of_all("2007", NOW, 60)],
            ", up from 55% in 2008 and 60% in 2007.",
        ),
        (
            [of_all("2008", NOW, 55), of_all("2007", NOW, 69)],
            ", up from 55% in 2008 (69% in 2007; no real change since then).",
        ),
        (
            [of_all("2008", NOW, 70), of_all("2007", NOW, 69)],
            " (70% in 2008 and 69% in 2007; no real change since either).",
        ),
        (
            [of_all("2008", NOW, 70), of_all("2007", NOW, 69), of_all("2006", NOW, 71)],
            " (70% in 2008, 69% in 2007 and 71% in 2006; no real change since any of them).",
        ),
        (
            [of_all("2008", NOW, 70), of_all("2007", NOW, 50)],
            " (70% in 2008, no real change; 50% in 2007, a real rise since then).",
        ),
        (
            [of_all("2008", NOW, 63, None), of_all("2007", NOW, 56, None)],
            " (63% in 2008 and 56% in 2007).",
        ),
        # A step that cannot be tested is still a step; what is tested is the whole.
        (
            [of_all("2008", NOW, 63, None), of_all("2007", NOW, 56)],
            ", a steady rise since 2007 (56% in 2007 and 63% in 2008).",
        ),
        (
            [of_all("2008", NOW, 69), of_all("2007", NOW, 69)],
            " (69% in 2008 and 69% in 2007; no real change since either).",
        ),
        (
            [year("2008", NOW, published("2008", 69, 600), "69%", Changed.WORDING)],
            " (69% in 2008, when the question was worded otherwise; no real change).",
        ),
        (
            [year("2008", NOW, None, "", Changed.CHOICES)],
            " (not compared with 2008, when the answers offered were others).",
        ),
        (
            [year("2008", NOW, None, "", Changed.BASE), year("2007", NOW, None, "", Changed.BASE)],
            " (not compared with 2008 and 2007, when other pupils were asked).",
        ),
        (
            [of_all("2008", NOW, 69), year("2007", NOW, None, "", Changed.NEW)],
            " (69% in 2008; no real change; not asked in 2007).",
        ),
        ([year("2008", NOW, None, "", Changed.UNPUBLISHED)], "."),
    ],
)
def test_earlier_years(before: list[Before], said: str) -> None:
    assert beside(NOW, *before) == f"70% of pupils said that they like bread{said}"


def test_a_change_that_whole_per_cents_do_not_show_is_told_with_a_decimal() -> None:
    now = (16_900, 100_000)
    before = year("2008", now, counted("2008", 17_400, 100_000), "17%")
    assert (
        beside(now, before) == "16.9% of pupils said that they like bread, down from 17.4% in 2008."
    )
    now = (1_690_000, 10_000_000)
    before = year("2008", now, counted("2008", 1_694_000, 10_000_000), "17%")
    assert (
        beside(now, before)
        == "16.9% of pupils said that they like bread (16.9% in 2008; a real fall)."
    )


def test_counts_move_only_where_share_and_count_do() -> None:
    now = (9, 500)
    same = year("2008", now, counted("2008", 8, 500), "8")
    assert beside(now, same, as_count=True).endswith("bread (8 in 2008; no real change).")
    more = year("2008", now, counted("2008", 60, 500), "60")
    assert beside(now, more, as_count=True).endswith("bread, down from 60 in 2008.")
    # Nine of five hundred is a smaller share than eight of forty, and yet more pupils.
    fewer = year("2008", now, counted("2008", 8, 40), "8")
    assert beside(now, fewer, as_count=True).endswith(
        "bread (8 in 2008; a real fall as a share of those asked)."
    )
    share = of_all("2008", now, 20)
    assert beside(now, share, as_count=True).endswith(
        "bread (20% in 2008; a real fall as a share of those asked)."
    )


@settings(max_examples=120, deadline=None)
@given(
    now=st.tuples(st.integers(0, 600), st.just(600)),
    then=st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=4),
)
def test_words_of_change_are_what_the_tests_say(
    now: tuple[int, int], then: list[tuple[int, bool]]
) -> None:
    """Up, down, rise and fall only where a test found them, and each year is told once."""
    before = [
        of_all(str(2008 - at), now, percent, 600 if based else None)
        for at, (percent, based) in enumerate(then)
    ]
    said = beside(now, *before)
    outcomes = [one.outcome.value for one in before]
    assert ("up from" in said or "rise" in said) <= ("higher" in outcomes)
    assert ("down from" in said or "fall" in said) <= ("lower" in outcomes)
    assert ("no real change" in said) <= ("chance" in outcomes)
    if "steady rise" in said:
        shares = [now[0] / now[1], *(percent / 100 for percent, _ in then)]
        assert all(one > other for one, other in pairwise(shares))
        assert outcomes[-1] == "higher"
    for one in before:
        assert f"{one.text} in {one.year}" in said
    well_formed(said)
