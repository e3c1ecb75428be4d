"""A headline by what pupils are: who is named first, and what is said of the difference."""

from __future__ import annotations

import pytest

from tellback.figure.beside import Mark
from tellback.figure.headline import headline_by
from tellback.figure.said import plain
from tests.library.figure.headlines import (
    CLAUSE,
    reading,
)


def mark(word: str) -> Mark:
    shapes = {"higher": "triangle up", "lower": "triangle down"}
    return Mark(word, shapes.get(word, "bar"), "")


def by(*groups: tuple[str, int, int, str], as_count: bool = False, of: str = "") -> str:
    readings = [
        (people, reading(count, base), mark(word) if word else None)
        for people, count, base, word in groups
    ]
    return plain(headline_by(readings, CLAUSE, as_count=as_count, of=of))


GIRLS, BOYS = ("girls", 37, 100, "lower"), ("boys", 48, 100, "")
ALIKE = "; there is no real difference between girls and boys."


def test_two_groups_the_higher_first_where_the_difference_is_real() -> None:
    said = "48% of boys and 37% of girls said that they like bread, a real difference."
    assert by(GIRLS, BOYS) == said
    assert by(BOYS, ("girls", 37, 100, "lower")) == said


def test_two_groups_in_their_own_order_where_it_is_not() -> None:
    same = by(("girls", 37, 100, "no real difference"), BOYS)
    assert same == f"37% of girls and 48% of boys said that they like bread{ALIKE}"
    few = by(("girls", 3, 9, "too few to say"), BOYS)
    assert few.endswith("bread; they are too few to tell a difference.")
    assert by(("girls", 37, 100, ""), BOYS).endswith("said that they like bread.")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((7, 2), "7 girls and 2 boys"),
        ((1, 1), "1 of the girls and 1 of the boys"),
        ((0, 100), "None of the girls and all of the boys"),
        ((1200, 2), "1,200 girls and 2 boys"),
    ],
)
def test_groups_as_counts(counts: tuple[int, int], said: str) -> None:
    girls = ("girls", counts[0], max(counts[0] + 1, 100), "no real difference")
    boys = ("boys", counts[1], 100, "")
    assert by(girls, boys, as_count=True) == f"{said} {CLAUSE}{ALIKE}"


def test_a_real_difference_of_counts_is_one_of_shares() -> None:
    assert by(GIRLS, BOYS, as_count=True).endswith(
        "bread, a real difference as a share of those asked."
    )


def test_a_base_that_is_not_all_pupils_is_named_once() -> None:
    assert by(GIRLS, BOYS, of="pupils who look after someone").startswith(
        "Of the pupils who look after someone, 48% of boys and 37% of girls said"
    )


def test_more_groups_are_each_beside_everyone_else() -> None:
    one, two, three = (("a", 50, 100, "higher"), ("b", 10, 100, "lower"), ("c", 30, 100, "chance"))
    end = " each differ from everyone else by more than chance."
    assert by(one, three, two) == (
        f"50% of a, 30% of c and 10% of b said that they like bread; a and b{end}"
    )
    assert by(three, one, ("d", 31, 100, "chance")).endswith(
        "; a differ from everyone else by more than chance."
    )
    assert by(three, ("d", 31, 100, "chance"), ("e", 29, 100, "chance")) == (
        "30% of c, 31% of d and 29% of e said that they like bread; "
        "there is no real difference between them."
    )


def test_groups_of_which_nobody_was_asked_are_left_out() -> None:
    assert by(GIRLS, ("boys", 0, 0, "")) == "37% of girls said that they like bread."
    assert by(("girls", 0, 0, ""), ("boys", 0, 0, "")) == ""
    assert by(("girls", 1, 50, ""), ("boys", 0, 0, ""), as_count=True).startswith("1 of the girls")
