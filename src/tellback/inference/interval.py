"""Intervals of a share: Wilson's, for some pupils of a known number of pupils.

Wilson (1927), as statsmodels has it. The finite population correction is Cochran's
(Sampling Techniques, 1977, 4.2) put as an effective number of pupils,
n* = n (N - 1) / (N - n): asking 572 of 715 tells as much of the 715 as asking 2,856 of very
many would. Kish (Survey Sampling, 1965) for the design effect, which divides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both shares from 0 to 1, that holds the truth so often."""

    low: float
    high: float
    confidence: float = CONFIDENCE

    @property
    def percents(self) -> str:
        """Such as `42% to 50%`, in whole per cents."""
        return f"{percent_words(self.low)} to {percent_words(self.high)}"


def percent_words(share: float) -> str:
    """A share as a whole per cent, halves up."""
    return f"{int(np.floor(share * 100 + 0.5 + 1e-9))}%"


def wilson(count: int, base: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's interval of `count` pupils of `base`, who are few of very many.

    Raises ValueError where no pupils were asked, or more said so than were asked.
    """
    _why_not(count, base, None)
    low, high = wilson_bounds(count / base, base, confidence=confidence)
    return Interval(float(low), float(high), confidence)


def wilson_of_population(
    count: int, base: int, population: int, *, confidence: float = CONFIDENCE
) -> Interval:
    """The same where the `base` pupils are of `population` (572 of 715).

    Where all of them were asked there is nothing to estimate: the interval is the share. The
    interval never goes where whole pupils cannot: the `count` pupils are in it, and those of the
    others are at the most everybody. Raises ValueError for numbers that cannot be.
    """
    _why_not(count, base, population)
    share = count / base
    low, high = wilson_bounds(share, effective(base, population=population), confidence=confidence)
    least, most = count / population, (population - (base - count)) / population
    return Interval(max(float(low), least), min(float(high), most), confidence)


def effective(base: float, *, population: int | None = None, design_effect: float = 1.0) -> float:
    """To how many pupils of very many `base` pupils are worth as much; infinite for all of them.

    `population` is how many they are of; `design_effect` is how many times larger the variance
    is, because pupils come in schools.
    """
    if population is None:
        return base / design_effect
    if base >= population:
        return float("inf")
    return base * (population - 1) / (population - base) / design_effect


def wilson_bounds(
    share: Any, size: Any, *, freedom: Any = np.inf, confidence: float = CONFIDENCE
) -> tuple[Any, Any]:
    """The bounds for arrays (or numbers) of shares and effective sizes.

    `freedom` is the degrees of freedom of the variance: schools less one where it comes from
    schools, otherwise infinite. An infinite size gives the share itself.
    """
    # A hundred megabytes that the pages of pupils do without.
    from scipy.stats import t as student  # noqa: PLC0415
    from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415

    share, size, freedom = np.broadcast_arrays(
        np.asarray(share, float), np.asarray(size, float), np.asarray(freedom, float)
    )
    # statsmodels takes a level and means a normal quantile; a t quantile is the normal one of
    # a higher level, which near 1 loses digits, so the size is stretched in its stead:
    # Wilson's bounds depend on size / quantile² alone.
    alpha = 1 - confidence
    normal = student.ppf(1 - alpha / 2, np.inf)
    quantile = student.ppf(1 - alpha / 2, freedom)
    known = np.isfinite(size)
    worth = np.where(known, size, 1.0) * (normal / quantile) ** 2
    low, high = proportion_confint(share * worth, worth, alpha=alpha, method="wilson")
    return np.where(known, low, share), np.where(known, high, share)


def _why_not(count: int, base: int, population: int | None) -> None:
    if base < 1 or not 0 <= count <= base:
        msg = f"{count} of {base} pupils is no share: give 0 to {max(base, 0)} of 1 or more."
        raise ValueError(msg)
    if population is not None and population < base:
        msg = f"{base} pupils cannot be of {population}: give how many pupils there are in all."
        raise ValueError(msg)
