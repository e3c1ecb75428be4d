"""Pupils come in schools: what that does to an interval for the whole borough.

Schools differ, and a borough's schools did not all take part; so 572 pupils of 15 schools
tell less of the borough than 572 pupils drawn one by one. The variance is the linearised
one of a ratio over two stages, with a finite population correction at each (Cochran 1977,
11.8; what R's `svydesign(id = ~school + pupil, fpc = ~schools + roll)` computes).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from tellback.inference.interval import CONFIDENCE, Interval, effective, wilson_bounds

FEWEST_SCHOOLS = 2
"""One school tells nothing of how schools differ."""


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """Of one school: `count` of the `base` pupils asked, who are of `roll` in the year group.

    Without a roll the pupils asked are taken to be all of it.
    """

    count: int
    base: int
    roll: int | None = None


@dataclass(frozen=True, slots=True)
class Borough:
    """How many schools and pupils there are in all, whether they took part or not."""

    schools: int
    pupils: int


def standard_error(schools: Sequence[SchoolCount], borough: Borough) -> float:
    """Of the share over all `schools`, as an estimate for the whole of `borough`; 0 to 1.

    Raises ValueError where fewer than two schools have pupils, or more than there are.
    """
    answered = _with_pupils(schools, borough)
    count = np.array([one.count for one in answered], float)
    base = np.array([one.base for one in answered], float)
    roll = np.array([max(one.roll or one.base, one.base) for one in answered], float)
    total, share, taken = base.sum(), count.sum() / base.sum(), len(answered)
    drawn = taken / borough.schools
    residual = count - share * base
    between = (1 - drawn) * taken / (taken - 1) * np.square(residual / total).sum()
    own = count / base
    spread = own * (1 - own) / np.maximum(base - 1, 1)
    within = drawn * (np.square(base / total) * (1 - base / roll) * spread).sum()
    return float(np.sqrt(between + within))


def design_effect(schools: Sequence[SchoolCount], borough: Borough) -> float:
    """How many times larger the variance is than of as many pupils drawn one by one.

    NaN where everyone or no one said so, for then nothing varies.
    """
    answered = _with_pupils(schools, borough)
    base = sum(one.base for one in answered)
    share = sum(one.count for one in answered) / base
    if share in {0, 1}:
        return float("nan")
    alone = share * (1 - share) / effective(base, population=borough.pupils)
    variance = standard_error(schools, borough) ** 2
    return variance / alone if alone else float("nan")


def clustered(
    schools: Sequence[SchoolCount], borough: Borough, *, confidence: float = CONFIDENCE
) -> Interval:
    """The interval for the whole borough: Wilson's, with the variance from its schools.

    Its size is that of as many pupils drawn one by one as would give the same variance
    (Korn and Graubard 1998), but never more than were asked would be worth; its quantile is
    Student's with one degree of freedom fewer than schools. It holds if the schools that took
    part are like those that did not. Raises ValueError as `standard_error` does.
    """
    answered = _with_pupils(schools, borough)
    base = sum(one.base for one in answered)
    share = sum(one.count for one in answered) / base
    error = standard_error(answered, borough)
    size = effective(base, population=borough.pupils)
    if error:
        size = min(size, share * (1 - share) / error**2)
    low, high = wilson_bounds(share, size, freedom=len(answered) - 1, confidence=confidence)
    return Interval(float(low), float(high), confidence)


def pooled_design_effect(measures: Iterable[Sequence[SchoolCount]], borough: Borough) -> float:
    """One design effect for all of a wave: the median over its measures, to one decimal, >= 1.

    Each measure is a list of its schools' counts. An interval that was made from the schools
    of one measure tells how much they differ in it, which is an equation in cells that may
    be hidden. The median of some hundred measures in one decimal tells nothing of any one
    school: publish it, and make every interval of the borough from it, the count and the base
    alone. A measure that cannot vary is left out; 1 where none is left.
    """
    found = [design_effect(schools, borough) for schools in measures]
    usable = [one for one in found if np.isfinite(one)]
    return max(1.0, round(median(usable), 1)) if usable else 1.0


def _with_pupils(schools: Sequence[SchoolCount], borough: Borough) -> list[SchoolCount]:
    answered = [one for one in schools if one.base > 0]
    if len(answered) < FEWEST_SCHOOLS:
        msg = (
            f"{len(answered)} school has pupils, and how schools differ takes two or more. "
            "Make a statement about the pupils who took part instead."
        )
        raise ValueError(msg)
    pupils = sum(one.base for one in answered)
    if len(answered) > borough.schools or pupils > borough.pupils:
        msg = (
            f"{len(answered)} schools with {pupils} pupils took part, and the borough is said to "
            f"have {borough.schools} with {borough.pupils}. Give the numbers of the whole borough."
        )
        raise ValueError(msg)
    return answered
