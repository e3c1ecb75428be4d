"""Sentences from numbers: that they are true, and agree with how many they are of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st

from tellback.disclosure import protect
from tellback.figure.headline import Before, Reading, headline
from tellback.figure.headline_words import for_one
from tellback.figure.said import LooseNumber, Number, numbers_of, plain
from tests.library.disclosure.tables import raw_table
from tests.library.figure.headlines import (
    CLAUSE,
    OPEN,
    THEN,
    reading,
    table,
    told,
    well_formed,
)


@pytest.mark.parametrize(
    ("count", "base", "said"),
    [
        (485, 572, "85% of pupils said that they like bread."),
        (1, 572, "Less than 1% of pupils said that they like bread."),
        (571, 572, "More than 99% of pupils said that they like bread."),
        (0, 572, "No pupils said that they like bread."),
        (572, 572, "All 572 pupils said that they like bread."),
        (1, 1, "The 1 pupil said that they like bread."),
        (1200, 4800, "25% of pupils said that they like bread."),
    ],
)
def test_a_share_is_said_as_a_whole_per_cent(count: int, base: int, said: str) -> None:
    assert told(count, base) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No pupils eat bread."),
        (1, "1 pupil eats bread."),
        (3, "3 pupils eat bread."),
        (1234, "1,234 pupils eat bread."),
        (2000, "All 2,000 pupils eat bread."),
    ],
)
def test_a_count_agrees_with_its_verb(count: int, said: str) -> None:
    assert told(count, 2000, "eat bread", as_count=True) == said


def test_a_count_may_be_told_with_its_per_cent() -> None:
    assert told(20, 572, as_count=True, with_percent=True).startswith("20 pupils (3%) said")
    assert told(0, 572, as_count=True, with_percent=True).startswith("No pupils said")


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("said that they are well", "said that they are well"),
        ("have been bullied", "has been bullied"),
        ("never feel safe", "never feels safe"),
        ("are happy", "is happy"),
        ("were happy", "was happy"),
        ("watch TV", "watches TV"),
        ("try their best", "tries their best"),
        ("play games", "plays games"),
        ("go out", "goes out"),
        ("do not know", "does not know"),
        ("could talk", "could talk"),
        ("smoked", "smoked"),
        ("eat", "eats"),
    ],
)
def test_what_one_pupil_says(many: str, one: str) -> None:
    assert for_one(many) == one


@pytest.mark.parametrize(
    ("count", "as_count", "said"),
    [
        (133, False, "41% of the 324 pupils who look after someone"),
        (9, True, "9 of the 324 pupils who look after someone"),
        (1, False, "Less than 1% of the 324 pupils who look after someone"),
        (0, False, "None of the 324 pupils who look after someone"),
        (324, True, "All 324 pupils who look after someone"),
    ],
)
def test_the_base_is_named_when_it_is_not_all_pupils(count: int, as_count: bool, said: str) -> None:
    one = reading(count, 324, base_words="pupils who answered ‘5 or more’ to ‘I look after’")
    better = headline(one, CLAUSE, as_count=as_count, of="pupils who look after someone")
    assert plain(better) == f"{said} {CLAUSE}."
    own = plain(headline(one, CLAUSE, as_count=as_count))
    assert own == f"{said} {CLAUSE}.".replace(
        "pupils who look after someone", "pupils who answered ‘5 or more’ to ‘I look after’"
    )


def test_nobody_was_asked() -> None:
    assert (
        told(0, 0) == "How many pupils said that they like bread cannot be told: nobody was asked."
    )


def test_answers_are_added_up_where_each_pupil_gave_one() -> None:
    both = Reading(table([241, 243, 88]), ("c0", "c1"), "r")
    assert plain(headline(both, CLAUSE)).startswith("85% of pupils")
    ticked = protect([raw_table([30, 40], answered=50)], OPEN)[0]
    with pytest.raises(ValueError, match="cannot be added up"):
        Reading(ticked, ("c0", "c1"), "r")
    assert plain(headline(Reading(ticked, ("c1",), "r"), CLAUSE)).startswith("80% of pupils")


def test_who_did_not_answer_can_be_told() -> None:
    unsaid = Reading(table([50, 41], no_answer=9), ("-9",), "r")
    assert plain(headline(unsaid, "did not answer")) == "9% of pupils did not answer."


def test_every_number_knows_its_cell() -> None:
    sentence = headline(reading(133, 324, base_words="pupils who eat"), CLAUSE)
    assert [one.text for one in numbers_of(sentence)] == ["41%", "324 pupils"]
    assert {one.source.key for one in numbers_of(sentence)} == {"borough////q/c0"}
    assert {one.source.words for one in numbers_of(sentence)} == {"Q. Base: 324 pupils who eat"}


@pytest.mark.parametrize(
    "clause", ["are 85% of all", "and 3 pupils more like it", "make 12 per cent", "are 3 % more"]
)
def test_words_that_tell_a_number_are_refused(clause: str) -> None:
    with pytest.raises(LooseNumber):
        told(1, 2, clause)


def test_digits_that_count_no_pupils_are_facts() -> None:
    assert told(1, 2, "ate 5 a day, or  7.") == "50% of pupils ate 5 a day, or 7."


@settings(max_examples=100, deadline=None)
@given(
    count=st.integers(0, 700),
    more=st.integers(0, 700),
    as_count=st.booleans(),
    with_percent=st.booleans(),
    only=st.sampled_from(["", "pupils who ate 5 a day"]),
)
def test_any_number_makes_a_sentence(
    count: int, more: int, as_count: bool, with_percent: bool, only: str
) -> None:
    sentence = headline(
        reading(count, count + more),
        CLAUSE,
        as_count=as_count,
        with_percent=with_percent,
        of=only,
        before=[Before("2008", "8%", THEN)],
    )
    well_formed(plain(sentence))
    assert not any(isinstance(one, str) and re.search(r"\d", one) for one in sentence)
    assert all(isinstance(one, Number) for one in numbers_of(sentence))
