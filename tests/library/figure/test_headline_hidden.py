"""What is hidden is said to be, and no sentence narrows what a table leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from hypothesis import assume, example, given, settings, strategies as st

from tellback.disclosure import Hidden, SafeTable, protect
from tellback.disclosure.table import whole_percent
from tellback.figure.beside import Mark
from tellback.figure.headline import Before, Reading, headline, headline_by
from tellback.figure.said import Said, plain
from tests.library.disclosure.tables import raw_table
from tests.library.figure.headlines import (
    CLAUSE,
    REASON,
    RULE,
    THEN,
    forged,
)


def small(counts: Sequence[int], no_answer: int = 0) -> SafeTable:
    return protect([raw_table(counts, no_answer)], RULE)[0]


HIDING = small([2, 40, 20, 9])


def test_a_hidden_number_says_so_and_why() -> None:
    assert plain(headline(Reading(HIDING, ("c0",), "r"), CLAUSE)) == (
        f"How many pupils said that they like bread {REASON}."
    )
    assert plain(headline(Reading(HIDING, ("c0", "c1"), "r"), "like bread, or butter")) == (
        f"How many pupils like bread, or butter, {REASON}."
    )
    whole = headline(Reading(small([2, 3]), ("c0",), "r"), CLAUSE, of="pupils who eat")
    assert plain(whole) == (
        "How many pupils who eat said that they like bread "
        "is hidden: fewer than 10 pupils were asked."
    )


def test_earlier_years_are_not_told_beside_what_is_hidden() -> None:
    before = [Before("2008", "3%", THEN)]
    assert "2008" not in plain(headline(Reading(HIDING, ("c0",), "r"), CLAUSE, before=before))


def test_hidden_groups_are_named_with_their_reason() -> None:
    groups = [("girls", Reading(HIDING, ("c0",), "r"), None)]
    shown = [("boys", Reading(HIDING, ("c1",), "r"), Mark("higher", "triangle up", ""))]
    assert plain(headline_by([*groups, *shown], CLAUSE)) == (
        f"56% of boys said that they like bread; the number for girls {REASON}."
    )
    few = [("others", Reading(small([2, 3]), ("c0",), "r"), None)]
    assert plain(headline_by([*groups, *few], CLAUSE, of="pupils who eat")) == (
        "Of the pupils who eat, how many girls and others said that they like bread "
        f"{REASON} and hidden: fewer than 10 pupils were asked."
    )
    others = ("x", groups[0][1], None)
    assert plain(headline_by([*shown, *groups, others], CLAUSE)).endswith(
        "bread; boys differ from everyone else by more than chance; "
        "the numbers for girls and x are hidden to protect a small number of pupils."
    )


def test_a_reason_of_another_kind_still_makes_a_sentence() -> None:
    (cell, *_) = HIDING.cells
    odd = forged(HIDING, hidden=Hidden("Withheld by the school."))
    assert plain(headline(Reading(odd, (cell.id,), "r"), CLAUSE)) == (
        "How many pupils said that they like bread is hidden: withheld by the school."
    )


def every_sentence(safe: SafeTable) -> Iterator[tuple[tuple[str, ...], Said]]:
    """All that can be said of one table: each answer, and all that can be added up."""
    ids = [one.id for one in safe.cells]
    for size in range(1, len(ids) + 1):
        for choices in combinations(ids, size):
            one = Reading(safe, choices, "r")
            for as_count in (False, True):
                yield choices, headline(one, CLAUSE, as_count=as_count)


def possible(safe: SafeTable) -> Iterator[dict[str, int]]:
    """Every table that a reader of the published one must hold for possible."""
    assert isinstance(safe.base, int)
    hidden = [one.id for one in safe.cells if isinstance(one.count, Hidden)]
    known = {one.id: one.count for one in safe.cells if isinstance(one.count, int)}
    left = safe.base - sum(known.values())
    for counts in product(range(left + 1), repeat=len(hidden)):
        if sum(counts) == left:
            yield {**known, **dict(zip(hidden, counts, strict=True))}


def holds(said: str, count: int, base: int) -> bool:
    """Whether a sentence is true of a count: read by what it says, not by how it was made."""
    if " is hidden" in said:
        return True
    if said.startswith("All "):
        return count == base
    if said.startswith("No pupils"):
        return count == 0
    if said.startswith("Less than 1%"):
        return count > 0 and whole_percent(count, base) == 0
    if said.startswith("More than 99%"):
        return count < base and whole_percent(count, base) == 100
    number, unit = re.match(r"(\d+)(%| pupil)", said).groups()  # type: ignore[union-attr]
    return int(number) == (whole_percent(count, base) if unit == "%" else count)


@settings(max_examples=60, deadline=None)
@given(counts=st.lists(st.integers(0, 14), min_size=2, max_size=4), no_answer=st.integers(0, 4))
@example(counts=[2, 40, 20, 9], no_answer=0)
@example(counts=[1, 0, 12, 2], no_answer=1)
def test_sentences_narrow_nothing_that_the_table_leaves_open(
    counts: list[int], no_answer: int
) -> None:
    """Every table that the published one allows makes every sentence of it true."""
    safe = small(counts, no_answer)
    assume(not safe.hidden)
    told = [(choices, plain(said)) for choices, said in every_sentence(safe)]
    for one in possible(safe):
        for choices, said in told:
            assert holds(said, sum(one[choice] for choice in choices), sum(one.values())), said


@settings(max_examples=60, deadline=None)
@given(
    counts=st.lists(st.integers(0, 30), min_size=3, max_size=5),
    moved=st.lists(st.integers(0, 6), min_size=5, max_size=5),
)
@example(counts=[2, 1, 40, 20], moved=[1, 2, 0, 0, 0])
def test_sentences_are_the_same_for_all_that_is_hidden(counts: list[int], moved: list[int]) -> None:
    """Two waves of which the same is shown and the same is hidden read alike, byte for byte."""
    safe = small(counts)
    hidden = [
        at for at, one in enumerate(safe.cells[: len(counts)]) if isinstance(one.count, Hidden)
    ]
    other = list(counts)
    total = sum(other[at] for at in hidden)
    for at, value in zip(hidden, moved, strict=False):
        other[at] = value
    if hidden:
        other[hidden[-1]] += total - sum(other[at] for at in hidden)
    assume(all(one >= 0 for one in other))
    twin = small(other)
    assume(shape(twin) == shape(safe))
    assert list(every_sentence(twin)) == list(every_sentence(safe))
    groups = [
        [(str(at), Reading(one, (f"c{at}",), "r"), None) for at in range(3)] for one in (safe, twin)
    ]
    assert headline_by(groups[0], CLAUSE) == headline_by(groups[1], CLAUSE)


def shape(safe: SafeTable) -> list[object]:
    """What is published of a table."""
    cells = [None if isinstance(one.count, Hidden) else one.count for one in safe.cells]
    return [safe.hidden, None if isinstance(safe.base, Hidden) else safe.base, cells]
