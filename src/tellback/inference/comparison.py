"""Two shares beside each other: school and rest, group and group, year and year.

The interval of a difference is Newcombe's hybrid score interval (1998, method 10), made of the two
Wilson intervals; the test is the score test with pooled variance, and Fisher's exact test
where a cell of the pooled table would be expected below five. Many comparisons at once are
held to a share of false alarms by Benjamini and Hochberg (1995).

There is no finite population correction in a test: the question is whether pupils like
these would differ again, not whether these very pupils do (Cochran 1977, 2.14).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tellback.inference.interval import CONFIDENCE, wilson_bounds
from tellback.inference.outcome import SHAPES, Between, Outcome, sentence_of, word_of
from tellback.inference.sample import Sample

FEWEST = 10
"""Pupils on either side, below which nothing is said."""
FALSE_SHARE = 0.05
"""Of the differences that are called real, at the most so many are not, on average."""
EXPECTED = 5
"""Below so many pupils expected in a cell the normal curve will not do (Cochran 1954)."""


_NOTHING = (float("nan"),) * 4
"""The figures of a pair that is not tested."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`one` against `other`: the difference of their shares, and what may be said of it.

    `low` to `high` holds the difference 95 times in 100, by itself; `chance` is the test's p, and
    `adjusted` the same among all comparisons that were made with it. All are NaN where nothing
    can be tested.
    """

    one: Sample
    other: Sample
    between: Between
    low: float
    high: float
    chance: float
    adjusted: float
    outcome: Outcome
    fewest: int = FEWEST

    @property
    def difference(self) -> float:
        """Of the shares, -1 to 1."""
        return self.one.share - self.other.share

    @property
    def word(self) -> str:
        """`higher`, `lower`, `no real change`, `too few to say` …"""
        return word_of(self.outcome, self.between)

    @property
    def shape(self) -> str:
        """The shape that stands beside the word."""
        return SHAPES[self.outcome]

    @property
    def sentence(self) -> str:
        """What may be said, in a sentence."""
        return sentence_of(self.outcome, self.one, self.other, self.between, self.fewest)


def compare(
    pairs: Sequence[tuple[Sample, Sample]],
    *,
    between: Between,
    fewest: int = FEWEST,
    false_share: float = FALSE_SHARE,
) -> tuple[Comparison, ...]:
    """Each pair compared, as one family: give all that a reader is shown side by side together.

    A pair where a base is missing or has fewer than `fewest` pupils is not tested, and is
    no part of the family.
    """
    hindered = [_hindrance(pair, fewest) for pair in pairs]
    tested = [pair for pair, why in zip(pairs, hindered, strict=True) if why is None]
    low, high = _bounds(tested)
    chance = _chance(tested)
    from scipy.stats import false_discovery_control  # noqa: PLC0415 - slow to load, and large

    adjusted = false_discovery_control(chance) if tested else chance
    figures = iter(zip(low, high, chance, adjusted, strict=True))
    made = []
    for (one, other), why in zip(pairs, hindered, strict=True):
        row = _NOTHING if why else tuple(float(figure) for figure in next(figures))
        outcome = why or _outcome(one, other, row[3], false_share)
        made.append(
            Comparison(one, other, between, row[0], row[1], row[2], row[3], outcome, fewest)
        )
    return tuple(made)


def _hindrance(pair: tuple[Sample, Sample], fewest: int) -> Outcome | None:
    if any(side.base is None for side in pair):
        return Outcome.NOT_TESTED
    if any((side.base or 0) < fewest for side in pair):
        return Outcome.TOO_FEW
    return None


def _outcome(one: Sample, other: Sample, adjusted: float, false_share: float) -> Outcome:
    if adjusted > false_share or one.share == other.share:
        return Outcome.CHANCE
    return Outcome.HIGHER if one.share > other.share else Outcome.LOWER


def _bounds(pairs: Sequence[tuple[Sample, Sample]]) -> tuple[Any, Any]:
    """Of each difference; over all counts that a rounded per cent allows."""
    sides = [_Side.of([pair[at] for pair in pairs]) for at in (0, 1)]
    low = newcombe(sides[0].least, sides[0], sides[1].most, sides[1])[0]
    high = newcombe(sides[0].most, sides[0], sides[1].least, sides[1])[1]
    return low, high


@dataclass(frozen=True, slots=True)
class _Side:
    """Arrays, one element a pair: shares at the least and most, effective sizes, freedom."""

    least: Any
    most: Any
    size: Any
    freedom: Any

    @classmethod
    def of(cls, samples: Sequence[Sample]) -> _Side:
        base = np.array([side.base for side in samples], float)
        return cls(
            np.array([side.least for side in samples], float) / base,
            np.array([side.most for side in samples], float) / base,
            base / np.array([side.design_effect for side in samples], float),
            np.array([side.freedom for side in samples], float),
        )


def newcombe(one: Any, first: _Side, other: Any, second: _Side) -> tuple[Any, Any]:
    """Bounds of `one` - `other`, arrays of shares with the sizes of the two sides."""
    low, high = wilson_bounds(one, first.size, freedom=first.freedom, confidence=CONFIDENCE)
    low2, high2 = wilson_bounds(other, second.size, freedom=second.freedom, confidence=CONFIDENCE)
    gap = one - other
    return (
        gap - np.sqrt(np.square(one - low) + np.square(high2 - other)),
        gap + np.sqrt(np.square(high - one) + np.square(other - low2)),
    )


def _chance(pairs: Sequence[tuple[Sample, Sample]]) -> Any:
    """The two-sided p of each pair: of several counts that are allowed, the largest."""
    one, other = (_Side.of([pair[at] for pair in pairs]) for at in (0, 1))
    # The nearest that the two sides may lie to each other is the hardest to tell apart.
    first = np.where(
        one.least > other.most, one.least, np.where(one.most < other.least, one.most, np.nan)
    )
    second = np.where(
        one.least > other.most, other.most, np.where(one.most < other.least, other.least, np.nan)
    )
    apart = np.isfinite(first)
    chance = np.ones(len(pairs))
    pooled = (first * one.size + second * other.size) / (one.size + other.size)
    expected = np.minimum(pooled, 1 - pooled) * np.minimum(one.size, other.size)
    for at in np.flatnonzero(apart & (expected < EXPECTED)):
        chance[at] = _exact((first[at], one.size[at]), (second[at], other.size[at]))
    normal = apart & (expected >= EXPECTED)
    error = np.sqrt(pooled * (1 - pooled) * (1 / one.size + 1 / other.size))[normal]
    freedom = np.minimum(one.freedom, other.freedom)[normal]
    from scipy.stats import t as student  # noqa: PLC0415 - slow to load, and large

    chance[normal] = 2 * student.sf(np.abs(first - second)[normal] / error, freedom)
    return chance


def _exact(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Fisher's: the chance of all tables with these margins that are no likelier than this one.

    Effective sizes are no whole numbers; they are rounded down, counts to the nearest.
    """
    sizes = int(one[1]), int(other[1])
    counts = round(one[0] * sizes[0]), round(other[0] * sizes[1])
    total = counts[0] + counts[1]
    possible = np.arange(max(0, total - sizes[1]), min(total, sizes[0]) + 1)
    from scipy.stats import hypergeom  # noqa: PLC0415 - slow to load, and large

    chances = hypergeom.pmf(possible, sum(sizes), total, sizes[0])
    here = chances[counts[0] - possible[0]]
    return float(min(1.0, chances[chances <= here * (1 + 1e-7)].sum()))
