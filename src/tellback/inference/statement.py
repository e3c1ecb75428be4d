"""What an interval is about, in words: the pupils of the schools that took part, or the borough."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tellback.inference.interval import (
    CONFIDENCE,
    Interval,
    effective,
    percent_words,
    wilson_bounds,
    wilson_of_population,
)


class About(StrEnum):
    """Whom a statement is about. The same pupils' answers say much of one and less of the other."""

    TOOK_PART = "pupils of the schools that took part"
    BOROUGH = "the whole borough"


NOT_AT_RANDOM = (
    "Schools were not picked at random: they chose to take part. If the others are different, "
    "the whole borough is different too, and no calculation can put that right."
)
"""Belongs beside every statement about the whole borough."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share with its interval, its base, and whom it is about."""

    count: int
    base: int
    population: int
    about: About
    interval: Interval

    @property
    def sentence(self) -> str:
        """Such as `46% of the 572 asked; of the 715 pupils of the schools that took part …`."""
        often = round(self.interval.confidence * 20)
        if self.base == self.population:
            return f"{percent_words(self.count / self.base)} of {self.about}, who were all asked."
        said = f"{percent_words(self.count / self.base)} of the {self.base:,} pupils who were asked"
        if self.about is About.TOOK_PART:
            of = f"all {self.population:,} {self.about}"
        else:
            of = f"the {self.population:,} pupils of {self.about}"
        return f"{said}; of {of}, {self.interval.percents} ({often} times in 20)."

    @property
    def caution(self) -> str:
        """What must be said beside it; empty where nothing must."""
        return NOT_AT_RANDOM if self.about is About.BOROUGH else ""


def of_those_who_took_part(
    count: int, base: int, roll: int, *, confidence: float = CONFIDENCE
) -> Estimate:
    """About the `roll` pupils of the schools that took part; `base` were asked (572 of 715).

    Raises ValueError for numbers that cannot be.
    """
    interval = wilson_of_population(count, base, roll, confidence=confidence)
    return Estimate(count, base, roll, About.TOOK_PART, interval)


def of_the_borough(
    count: int,
    base: int,
    pupils: int,
    *,
    design_effect: float,
    schools: int,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """About all `pupils` of the borough, from published numbers alone.

    `design_effect` is the wave's one (`clusters.pooled_design_effect`), `schools` how many took
    part. Raises ValueError for numbers that cannot be, or for fewer than two schools.
    """
    if schools <= 1:
        msg = "One school tells nothing of the whole borough. Speak of those who took part."
        raise ValueError(msg)
    wilson_of_population(count, base, pupils)  # refuses numbers that cannot be
    size = effective(base, population=pupils, design_effect=max(design_effect, 1.0))
    low, high = wilson_bounds(count / base, size, freedom=schools - 1, confidence=confidence)
    return Estimate(
        count, base, pupils, About.BOROUGH, Interval(float(low), float(high), confidence)
    )
