"""Counts of two years side by side, where as many pupils were not asked in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tellback.quality.printed.bases import Bases
from tellback.quality.printed.counts import Pair, pairs_of, place_of
from tellback.quality.printed.figure import PrintedFigure, Range
from tellback.questionnaire.problem import Problem


@dataclass(frozen=True)
class _Year:
    """A year without a base, as one of its counts and per cents shows it beside another year."""

    pair: Pair
    implied: Range
    beside: PrintedFigure
    other: Range


def check_years(bases: Bases, name: str) -> Iterator[Problem]:
    """Years whose counts and per cents imply other numbers of pupils than those beside them.

    A year that states its base is never found: a reader can then work out the shares.
    """
    found: dict[tuple[str, str], list[_Year]] = {}
    for pair in pairs_of(bases):
        for one in _beside(bases, pair):
            found.setdefault((pair[0].year, one.beside.year), []).append(one)
    for (year, other), evidence in found.items():
        counts = _bare_counts(bases, year, other)
        yield _told(name, evidence, counts)


def _beside(bases: Bases, pair: Pair) -> Iterator[_Year]:
    count, percent = pair
    implied = percent.implied_base(int(count.number))
    if implied is None or bases.of(percent) is not None:
        return
    years = dict.fromkeys(one.year for one in bases.figures if one.year != count.year)
    for year in years:
        for beside in bases.cells.get((year, *count.cell[1:]), []):
            known = _known(bases, beside) if beside.unit == "count" else None
            if known is not None and not known.meets(implied):
                yield _Year(pair, implied, beside, known)


def _known(bases: Bases, count: PrintedFigure) -> Range | None:
    """How many were asked in the other year, as it states it."""
    percents = [one for one in bases.cells[count.cell] if one.unit == "percent"]
    stated = (bases.of(one) for one in (count, *percents))
    return next((base for base in stated if base), None)


def _bare_counts(bases: Bases, year: str, other: str) -> list[tuple[PrintedFigure, PrintedFigure]]:
    """Counts of the one year with those of the other beside them."""
    counts = [one for one in bases.figures if one.unit == "count" and bases.of(one) is None]
    return [
        (one, two)
        for one in counts
        if one.year == year
        for two in counts
        if two.year == other and one.cell[1:] == two.cell[1:]
    ]


def _told(
    name: str, evidence: list[_Year], counts: list[tuple[PrintedFigure, PrintedFigure]]
) -> Problem:
    year, other = evidence[0].pair[0].year, evidence[0].beside.year
    said = " and ".join(f"{one.pair[0].said} are {one.pair[1].value}%" for one in evidence)
    least = max(one.implied.least for one in evidence)
    most = min(one.implied.most for one in evidence)
    if least <= most:
        implies = f"which takes {Range(least, most).words('pupils')}"
    else:
        takes = " and ".join(one.implied.words() for one in evidence)
        implies = f"which takes {takes} pupils"
    shown = ", ".join(f"{one.value} and {two.value}" for one, two in counts)
    return Problem(
        place_of(name, [*(figure for one in evidence for figure in (*one.pair, one.beside))]),
        f"In {year} {said}, {implies}; in {other} {evidence[0].other.words('were')} asked. Counts "
        f"of {year} and {other} side by side ({shown}) say nothing of more or fewer.",
        f"Print how many were asked in {year}, and compare per cents.",
        "counts-of-two-years",
    )
