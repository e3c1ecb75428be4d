"""A count and a per cent of the same pupils, and what they tell of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from tellback.quality.printed.bases import Bases
from tellback.quality.printed.figure import WHOLE, PrintedFigure, Range
from tellback.questionnaire.problem import Problem

Pair = tuple[PrintedFigure, PrintedFigure]
"""A count and a per cent of one cell."""


def pairs_of(bases: Bases) -> list[Pair]:
    """Every count with every per cent of the same pupils, answer and year."""
    return [
        (one, other)
        for cell in bases.cells.values()
        for one in cell
        for other in cell
        if one.unit == "count" and other.unit == "percent"
    ]


def place_of(name: str, figures: Iterable[PrintedFigure]) -> str:
    """`figures.csv lines 3 and 7 (H1-03, H1-07)`."""
    held = sorted(set(figures), key=lambda one: one.line)
    lines = [str(one.line) for one in held]
    said = lines[0] if len(lines) == 1 else f"{', '.join(lines[:-1])} and {lines[-1]}"
    ids = ", ".join(one.id for one in held if one.id)
    return f"{name} line{'s' if len(lines) > 1 else ''} {said}{f' ({ids})' if ids else ''}"


def check_shares(bases: Bases, name: str) -> Iterator[Problem]:
    """Per cents that no number of pupils makes, and counts larger than their base."""
    for one in bases.figures:
        base = bases.of(one)
        if base is None:
            continue
        pupils = one.pupils(base)
        if one.unit == "count" and int(one.number) > base.most:
            yield Problem(
                place_of(name, [one]),
                f"{one.value} pupils are more than the {base.words()} that they are of.",
                "Check the count and its base.",
                "count-over-base",
            )
        elif pupils is not None and pupils.least > pupils.most:
            yield Problem(
                place_of(name, [one]),
                f"No number of pupils out of {base.words()} makes {one.value}%.",
                "Check the per cent and its base.",
                "no-such-share",
            )


def check_pairs(bases: Bases, name: str) -> Iterator[Problem]:
    """Per cents that are not their counts over the base that is stated."""
    for count, percent in pairs_of(bases):
        base, implied = bases.of(percent), percent.implied_base(int(count.number))
        pupils = percent.pupils(base)
        if base is None or pupils is None or pupils.least <= int(count.number) <= pupils.most:
            continue
        share = count.number * WHOLE / base.least
        needs = f"; {percent.value}% needs a base of {implied.words()}" if implied else ""
        yield Problem(
            place_of(name, [count, percent]),
            f"{count.value} of {base.words('pupils')} is {_rounded(share)} ({float(share):.2f}%), "
            f"not {percent.value}%{needs}.",
            "Work the per cent out again from the count, or print the base that it has.",
            "count-against-percent",
        )


def check_two_values(bases: Bases, name: str) -> Iterator[Problem]:
    """One figure printed with two values."""
    each = (pair for cell in bases.cells.values() for pair in combinations(cell, 2))
    for one, other in each:
        same = one.unit == other.unit and one.number != other.number
        # What differs may be the base; only where both name the same one can that not be.
        if same and one.who and one.who == other.who and bases.of(one) == bases.of(other):
            yield Problem(
                place_of(name, [one, other]),
                f"The same figure is {one.said} and {other.said}.",
                "Find out which is right, and print that.",
                "two-values",
            )


def check_one_base(bases: Bases, name: str) -> Iterator[Problem]:
    """Per cents said to be of the same pupils, whose counts imply different numbers of them."""
    implied: dict[tuple[str, str], list[tuple[Range, Pair]]] = {}
    for count, percent in pairs_of(bases):
        found = percent.implied_base(int(count.number))
        if found and percent.who and bases.of(percent) is None:
            implied.setdefault((percent.year, percent.who), []).append((found, (count, percent)))
    for held in implied.values():
        for (one, pair), (other, second) in combinations(held, 2):
            if not one.meets(other):
                yield Problem(
                    place_of(name, [*pair, *second]),
                    f"{pair[0].said} are {pair[1].value}% of {one.words('pupils')}, and "
                    f"{second[0].said} are {second[1].value}% of {other.words('pupils')}, yet both "
                    f"are said to be of `{pair[1].base}`.",
                    "Print the number of pupils that each per cent is of.",
                    "two-bases",
                )


def _rounded(share: Fraction) -> str:
    return f"{int(share + Fraction(1, 2))}%"
