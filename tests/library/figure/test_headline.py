"""Sentences from numbers: that they are true, agree with how many they are of, and tell no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import assume, example, given, settings, strategies as st

from tellback.disclosure import Hidden, SafeTable, protect
from tellback.disclosure.table import KEY, whole_percent
from tellback.figure.beside import Mark
from tellback.figure.headline import Before, Reading, headline, headline_by
from tellback.figure.headline_words import for_one
from tellback.figure.said import LooseNumber, Number, Said, Source, numbers_of, plain
from tellback.inference import Sample, Trend, compare, counted, published
from tellback.questionnaire.comparability import Changed, Verdict
from tests.library.disclosure.tables import raw_table, rule

RULE = rule(10, 3)
OPEN = rule(1, 1)
THEN = Source("Printed report", "")
CLAUSE = "said that they like bread"
REASON = "is hidden to protect a small number of pupils"


def table(counts: Sequence[int], *, no_answer: int = 0, base_words: str = "") -> SafeTable:
    raw = raw_table(counts, no_answer)
    return protect([replace(raw, base_words=base_words or raw.base_words)], OPEN)[0]


def reading(count: int, base: int, *, base_words: str = "") -> Reading:
    if not base:
        return Reading(forged(table([1]), base=0, hidden=None, cells=()), ("c0",), "r")
    return Reading(table([count, base - count], base_words=base_words), ("c0",), "2009, release 1")


def forged(safe: SafeTable, **other: Any) -> SafeTable:
    """A table that no rule of today would make."""
    return replace(safe, key=KEY, **other)


def told(count: int, base: int, clause: str = CLAUSE, **how: object) -> str:
    return plain(headline(reading(count, base), clause, **how))  # type: ignore[arg-type]


def year(
    name: str,
    now: tuple[int, int],
    then: Sample | None,
    text: str,
    *changed: Changed,
) -> Before:
    """An earlier year beside `now`, tested as a report tests it."""
    verdict = Verdict("q", name, "q", changed)
    made = None
    if then and verdict.trend:
        (made,) = compare([(counted("now", *now), then)], between="years")
    return Before(name, text if verdict.trend else "", THEN, Trend(verdict, made))


def of_all(name: str, now: tuple[int, int], percent: int, base: int | None = 600) -> Before:
    """A year of which a per cent was published."""
    return year(name, now, published(name, percent, base), f"{percent}%")


def beside(now: tuple[int, int], *before: Before, as_count: bool = False) -> str:
    return plain(headline(reading(*now), CLAUSE, before=before, as_count=as_count))


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


# By what pupils are.


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


# What is hidden.


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
    shown = [("boys", Reading(HIDING, ("c1",), "r"), mark("higher"))]
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


# How they read.


def well_formed(sentence: str) -> None:
    """A capital or number first, one full stop and at the end, no double spaces, no nesting."""
    assert re.match(r"[A-Z0-9‘]", sentence), sentence
    assert sentence.endswith("."), sentence
    assert not re.search(r"\.(?!\d)", sentence[:-1]), sentence
    assert not re.search(r"\s\s|\s[,.;:)]|\(\s", sentence), sentence
    assert not re.search(r"\([^)]*\(", sentence), sentence
    assert sentence.count("(") == sentence.count(")"), sentence


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
