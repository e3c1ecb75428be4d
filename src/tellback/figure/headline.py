"""Headlines: what a number says, in a sentence of plain English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.beside import Mark
from tellback.figure.headline_words import (
    PUPILS,
    capital,
    clause_pieces,
    facts_in,
    for_one,
    joined,
    subject,
    subject_of_group,
    whom,
    why_hidden,
)
from tellback.figure.headline_years import Before, beside_years
from tellback.figure.said import Number, Piece, Said, Source, said, source_of
from tellback.figure.side import percent_said
from tellback.inference import Outcome

__all__ = ["Before", "Reading", "headline", "headline_by"]

PAIR = 2


@dataclass(frozen=True)
class Reading:
    """One cell of a table, or several that together are one headline.

    Raises ValueError for several of a table where a pupil may be in more than one.
    """

    table: SafeTable
    choices: tuple[str, ...]
    release: str

    def __post_init__(self) -> None:
        """Refuse what cannot be added up."""
        if len(self.choices) > 1 and not self.table.exclusive:
            msg = (
                f"{self.table.id}: a pupil may have given several of its answers, so they cannot "
                "be added up. Take one of them."
            )
            raise ValueError(msg)

    @property
    def count(self) -> int | Hidden:
        """How many pupils, where every one of the cells is shown."""
        cells = [one for one in self.table.cells if one.id in self.choices]
        if self.table.hidden:
            return self.table.hidden
        total = 0
        for one in cells:
            if isinstance(one.count, Hidden):
                return one.count
            total += one.count
        return total

    @property
    def source(self) -> Source:
        """Where its number is from."""
        return source_of(self.table, self.release, "+".join(self.choices))

    @property
    def shown(self) -> tuple[int, int] | Hidden:
        """Its count and base, or why one of them is hidden."""
        count, base = self.count, self.table.base
        if isinstance(count, Hidden):
            return count
        return base if isinstance(base, Hidden) else (count, base)


def headline(
    reading: Reading,
    clause: str,
    *,
    before: Sequence[Before] = (),
    as_count: bool = False,
    with_percent: bool = False,
    of: str = "",
) -> Said:
    """`85% of pupils said … (84% in 2008; no real change).`, the newest earlier year first.

    `clause` follows the pupils: `said that their health was very good or good`; its digits count
    no pupils. `of` are better words for a base than the table's: `pupils who look after someone`.
    A count may be told `with_percent`: `20 pupils (4%)`. Raises LooseNumber for a clause that tells
    a number.
    """
    only = whom(reading.table, of)
    shown = reading.shown
    who, words = ("How many ", *facts_in(only or PUPILS)), clause_pieces(clause)
    if isinstance(shown, Hidden):
        return said(*_it_is(who, words, why_hidden(shown)), ".")
    count, base = shown
    if not base:
        nobody = Number("nobody", reading.source)
        return said(*who, " ", *words, " cannot be told: ", nobody, " was asked.")
    percent = percent_said(count, base)
    lead, before = (f"{count:,}", before) if as_count else _told_apart(percent, count, base, before)
    told = subject(reading.source, count, base, lead, only=only, as_count=as_count)
    if as_count and with_percent and 0 < count < base:
        told = (*told, " (", Number(percent, reading.source), ")")
    one = count == 1 and (as_count or base == 1)
    agreeing = clause_pieces(for_one(clause)) if one else words
    return said(*told, " ", *agreeing, *beside_years(before, lead, count / base), ".")


def headline_by(
    readings: Sequence[tuple[str, Reading, Mark | None]],
    clause: str,
    *,
    as_count: bool = False,
    of: str = "",
) -> Said:
    """`48% of boys and 37% of girls said …, a real difference.`

    `readings` are (whom, reading, how it compares): of two the mark of either is how they compare
    with each other, of more each one's is against everyone else. Groups of which nobody was asked
    are left out; empty where none is left. Raises LooseNumber for a clause that tells a number.
    """
    asked = [one for one in readings if one[1].table.base != 0]
    if not asked:
        return ()
    only = whom(asked[0][1].table, of)
    words = clause_pieces(clause)
    shown = [told for one in asked if (told := _told(one))]
    hidden = [(one[0], why) for one in asked if isinstance(why := one[1].shown, Hidden)]
    if not shown:
        return _all_hidden(hidden, only, words)
    names = joined([one.pieces(as_count=as_count) for one in _highest_first(shown)])
    start = ("Of the ", *facts_in(only), ", ", *names) if only else capital(names)
    one_pupil = as_count and len(shown) == 1 and shown[0].count == 1
    agreeing = clause_pieces(for_one(clause)) if one_pupil else words
    end = _difference(shown, pair=len(readings) == PAIR, as_count=as_count)
    return said(*start, " ", *agreeing, *end, *_hidden_too(hidden), ".")


@dataclass(frozen=True)
class _Told:
    """A group of which the number is shown."""

    people: str
    reading: Reading
    mark: Mark | None
    count: int
    base: int

    def pieces(self, *, as_count: bool) -> tuple[Piece, ...]:
        source = self.reading.source
        return subject_of_group(source, self.count, self.base, self.people, as_count=as_count)


def _told(one: tuple[str, Reading, Mark | None]) -> _Told | None:
    people, reading, mark = one
    shown = reading.shown
    return None if isinstance(shown, Hidden) else _Told(people, reading, mark, *shown)


def _highest_first(groups: Sequence[_Told]) -> list[_Told]:
    """By their shares where a difference is real; otherwise as they are: no order is claimed."""
    if not any(one.mark and one.mark.real for one in groups):
        return list(groups)
    return sorted(groups, key=lambda one: -one.count / one.base)


def _difference(groups: Sequence[_Told], *, pair: bool, as_count: bool) -> tuple[Piece, ...]:
    """What the tests say: of a `pair` of each other, of more groups of each and all others."""
    share = " as a share of those asked" if as_count else ""
    marks = [one.mark for one in groups if one.mark]
    if pair:
        names = joined([facts_in(one.people) for one in groups])
        return _of_pair(marks[0].word, names, share) if marks and len(groups) == PAIR else ()
    real = [one for one in groups if one.mark and one.mark.real]
    if real:
        names = joined([facts_in(one.people) for one in real])
        verb = "differ" if len(real) == 1 else "each differ"
        return ("; ", *names, f" {verb} from everyone else by more than chance", share)
    chance = len(groups) > 1 and len(marks) == len(groups)
    return ("; there is no real difference between them",) if chance else ()


def _of_pair(word: str, names: Sequence[Piece], share: str) -> tuple[Piece, ...]:
    """Of two groups."""
    if word in ("higher", "lower"):
        return (f", a real difference{share}",)
    if word == "no real difference":
        return ("; there is no real difference between ", *names)
    return ("; they are too few to tell a difference",) if word.startswith("too few") else ()


def _all_hidden(groups: Sequence[tuple[str, Hidden]], only: str, words: Sequence[Piece]) -> Said:
    """`How many girls and boys said … is hidden to protect …`."""
    names = joined([facts_in(people) for people, _ in groups])
    who = ("Of the ", *facts_in(only), ", how many ", *names) if only else ("How many ", *names)
    reasons = [why_hidden(one) for one in dict.fromkeys(why for _, why in groups)]
    return said(*_it_is(who, words, joined(reasons)), ".")


def _hidden_too(groups: Sequence[tuple[str, Hidden]]) -> tuple[Piece, ...]:
    """`; the number for girls is hidden to protect …`, for each reason."""
    made: list[Piece] = []
    for why in dict.fromkeys(why for _, why in groups):
        names = [facts_in(people) for people, other in groups if other == why]
        start = "; the number for " if len(names) == 1 else "; the numbers for "
        verb = " is " if len(names) == 1 else " are "
        made += [start, *joined(names), verb, *why_hidden(why)]
    return tuple(made)


def _it_is(who: Sequence[Piece], words: Sequence[Piece], why: Sequence[Piece]) -> tuple[Piece, ...]:
    """`How many … is hidden …`; a comma ends words that have one inside."""
    comma = any(isinstance(one, str) and "," in one for one in words)
    return (*who, " ", *words, ", is " if comma else " is ", *why)


def _told_apart(
    lead: str, count: int, base: int, before: Sequence[Before]
) -> tuple[str, Sequence[Before]]:
    """Texts with a decimal more where a real change would not be seen in whole per cents."""
    if not any(_real_and(one, lead) for one in before):
        return lead, before
    finer = [
        replace(one, text=f"{one.share:.1%}") if _real_and(one, lead) else one for one in before
    ]
    return f"{count / base:.1%}", finer


def _real_and(one: Before, text: str) -> bool:
    """Whether it really changed and yet is told in the same words."""
    return one.outcome in (Outcome.HIGHER, Outcome.LOWER) and one.text == text
