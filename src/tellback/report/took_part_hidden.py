"""What else a table of schools hides, so that no hidden number of pupils can be worked out.

A release tells how many pupils of each school answered, of each locality and of the borough. One
school that is hidden would be the sum less the others; so a second is hidden beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

ZERO = Fraction(0)


@dataclass(frozen=True)
class Shown:
    """What a table tells: of each school how many (None: hidden), and which sums it has."""

    schools: Mapping[str, int | None]
    localities: Mapping[str, tuple[str, ...]]
    """Locality -> its schools; each school lies in one."""
    sums: frozenset[str]
    """Localities whose sum is told."""
    total: bool = True
    """Whether the sum of all schools is told."""
    groups: tuple[tuple[str, ...], ...] = ()
    """Schools that are counted together, whose sum is told."""


def made_safe(shown: Shown) -> Shown:
    """The same with less told, until no school that was hidden is the one possible number.

    What schools counted together come to is told elsewhere: a group of one school is no secret.
    """
    secret = frozenset(one for one, many in shown.schools.items() if many is None)
    while found := secret & worked_out(shown):
        less = _one_less(shown, min(found))
        if less == shown:
            break
        shown = less
    return shown


def worked_out(shown: Shown) -> frozenset[str]:
    """The hidden schools whose number follows from what is told, by Gauss and Jordan."""
    unknown = sorted(one for one, many in shown.schools.items() if many is None)
    told = [shown.localities[one] for one in shown.sums] + list(shown.groups)
    told += [tuple(shown.schools)] if shown.total else []
    rows = [[Fraction(one in some) for one in unknown] for some in told]
    return frozenset(
        unknown[row.index(Fraction(1))]
        for row in _reduced(rows)
        if sum(value != ZERO for value in row) == 1
    )


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced echelon form of a matrix, without its empty rows."""
    done: list[list[Fraction]] = []
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[column] != ZERO), None)
        if pivot is None:
            continue
        unit = [value / pivot[column] for value in pivot]
        rows = [_without(row, unit, column) for row in rows if row is not pivot]
        done = [*(_without(row, unit, column) for row in done), unit]
    return done


def _without(row: list[Fraction], unit: list[Fraction], column: int) -> list[Fraction]:
    return [value - row[column] * one for value, one in zip(row, unit, strict=True)]


def _one_less(shown: Shown, school: str) -> Shown:
    """A smallest other school of its locality hidden too, or the locality's sum, or elsewhere."""
    home = next(name for name, schools in shown.localities.items() if school in schools)
    beside = [one for one in shown.localities[home] if shown.schools[one] is not None]
    if beside:
        return _hide(shown, _smallest(shown, beside))
    if home in shown.sums:
        return replace(shown, sums=shown.sums - {home})
    others = [one for one, many in shown.schools.items() if many is not None]
    if not others:
        left = frozenset(sorted(shown.sums)[1:]) if not shown.total else shown.sums
        return replace(shown, total=False, sums=left)
    least = _smallest(shown, others)
    where = next(name for name, schools in shown.localities.items() if least in schools)
    return replace(_hide(shown, least), sums=shown.sums - {where})


def _hide(shown: Shown, school: str) -> Shown:
    return replace(shown, schools={**shown.schools, school: None})


def _smallest(shown: Shown, schools: Iterable[str]) -> str:
    return min(schools, key=lambda one: (shown.schools[one] or 0, one))
