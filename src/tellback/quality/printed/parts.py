"""The answers of one question, which together are at most everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from tellback.quality.printed.bases import Bases
from tellback.quality.printed.counts import place_of
from tellback.quality.printed.figure import WHOLE, PrintedFigure
from tellback.questionnaire.problem import Problem

FEWEST_PARTS = 3
"""Two answers of a question are often picked out; three that miss the whole are worth a remark."""


def check_parts(bases: Bases, name: str) -> Iterator[Problem]:
    """Answers that are more than everybody together."""
    for parts in _questions(bases):
        low = sum(share[0] for _, share in parts)
        if low > WHOLE and not any(one.several for one, _ in parts):
            yield Problem(
                place_of(name, [one for one, _ in parts]),
                f"{_sum(parts)} are more than a whole: at least {float(low):.4g}%.",
                "Check them; where more than one answer could be ticked, say yes in a column "
                "`several`.",
                "parts-over-whole",
            )


def remarks_on_parts(bases: Bases, name: str) -> Iterator[Problem]:
    """Answers that leave somebody out: no fault, if those are the ones who did not answer."""
    for parts in _questions(bases):
        high = sum(share[1] for _, share in parts)
        if high < WHOLE and len(parts) >= FEWEST_PARTS:
            yield Problem(
                place_of(name, [one for one, _ in parts]),
                f"{_sum(parts)}; at least {float(WHOLE - high):.3g}% are not accounted for.",
                "Print how many gave another answer, and how many gave none.",
                "parts-short-of-whole",
            )


Part = tuple[PrintedFigure, tuple[Fraction, Fraction]]
"""An answer, and the least and most per cent that it can be."""


def _questions(bases: Bases) -> Iterator[list[Part]]:
    """The answers of each question that are of the same pupils, one figure an answer."""
    held: dict[tuple[str, ...], list[PrintedFigure]] = {}
    for one in bases.figures:
        held.setdefault((one.year, one.question or one.measure, one.group), []).append(one)
    for figures in held.values():
        for same in _same_base(figures):
            parts = [part for one in _one_each(same) if (part := _part(bases, one, same))]
            if len(parts) > 1:
                yield parts


def _same_base(figures: Sequence[PrintedFigure]) -> Iterator[list[PrintedFigure]]:
    """Those of one base; a count without one goes with the only one there is.

    A grid's rows give the same answer over and over: each measure is then on its own.
    """
    bases = dict.fromkeys((one.who, one.base_count) for one in figures if one.unit == "percent")
    for base in bases or {("", None): None}:
        same = [
            one
            for one in figures
            if (one.who, one.base_count) == base or (one.unit == "count" and len(bases) <= 1)
        ]
        by_answer: dict[str, set[str]] = {}
        for one in same:
            by_answer.setdefault(one.answer, set()).add(one.measure)
        if all(len(measures) == 1 for measures in by_answer.values()):
            yield same
        else:
            for measure in dict.fromkeys(one.measure for one in same):
                yield [one for one in same if one.measure == measure]


def _one_each(figures: Sequence[PrintedFigure]) -> list[PrintedFigure]:
    """One figure an answer, a per cent before a count."""
    found: dict[str, PrintedFigure] = {}
    for one in figures:
        if one.answer not in found or one.unit == "percent":
            found[one.answer] = one
    return list(found.values())


def _part(bases: Bases, one: PrintedFigure, same: Sequence[PrintedFigure]) -> Part | None:
    if one.unit == "percent":
        return one, one.shares
    known = (bases.of(other) for other in same if other.unit == "percent")
    base = bases.of(one) or next((found for found in known if found), None)
    if base is None:
        return None
    return one, (one.number * WHOLE / base.most, one.number * WHOLE / base.least)


def _sum(parts: Sequence[Part]) -> str:
    """`51% + 37% + 4% = 92%`, counts as the per cent that they are."""
    said = [
        f"{one.value}%" if one.unit == "percent" else f"{float(share[0]):.2g}%"
        for one, share in parts
    ]
    total = sum(one.number if one.unit == "percent" else share[0] for one, share in parts)
    return f"{' + '.join(said)} = {float(total):.4g}%"
