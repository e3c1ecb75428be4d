"""Bounds passed along every sum until none gets narrower: differencing, for all cells at once.

Each relation bounds each of its terms by what the others leave. This finds whatever one
subtraction after another can find; what takes several sums at once is left to `bounding.py`.
"""

from __future__ import annotations

import numpy as np

from tellback.disclosure.attack.fault import AttackFault
from tellback.disclosure.attack.relations import Relations, Whole
from tellback.disclosure.attack.sheet import NOTHING
from tellback.disclosure.attack.system import System

ROUNDS = 60
"""Rounds at most: what is left then is left to linear programming too."""


def narrow(system: System) -> None:
    """Narrows `system.bounds` in place. Raises AttackFault where no counts fit."""
    bounds = system.bounds
    least, most = bounds.least, bounds.most
    for _ in range(ROUNDS):
        before = least.sum(), most.sum()
        _along(system.among_groups, least, most)
        _along(system.among_columns, least.T, most.T)
        _by_percent(system)
        wrong = np.argwhere(least > most)
        if len(wrong):
            raise contradiction(system, int(wrong[0][0]), int(wrong[0][1]))
        if (least.sum(), most.sum()) == before:
            break


def contradiction(system: System, group: int, column: int) -> AttackFault:
    """What to say where published numbers cannot all be true."""
    whom, (variable, choice) = system.groups[group], system.columns.cells[column]
    what = f"`{choice}` of {variable}" if variable else "the number of pupils"
    msg = (
        f"The release of wave {system.wave} cannot be attacked: its numbers contradict each other "
        f"at {what} in {whom.level} {whom.area}. Build the release anew."
    )
    return AttackFault(msg)


def _along(relations: Relations, least: Whole, most: Whole) -> None:
    """Passes bounds (counts x places) along relations among the counts, in place.

    Of a term, what the others add up to at least leaves the most, and the other way round.
    """
    adds, takes = relations.sides
    low, high = least.copy(), most.copy()
    under = -(adds @ low - takes @ high)
    over = adds @ high - takes @ low
    both = ~relations.at_most
    terms = (relations.row.tolist(), relations.of.tolist(), relations.times.tolist())
    for row, of, times in zip(*terms, strict=True):
        upwards, downwards = (under, over) if times > 0 else (over, under)
        if times > 0 or both[row]:
            np.minimum(most[of], low[of] + _shared(upwards[row], times), out=most[of])
        if times < 0 or both[row]:
            np.maximum(least[of], high[of] - _shared(downwards[row], times), out=least[of])


def _shared(room: Whole, times: int) -> Whole:
    """What each of `times` may take of the room."""
    return room if abs(times) == 1 else room // abs(times)


def _by_percent(system: System) -> None:
    """A count whose per cent is published, a whole number with halves up, is near that share."""
    bounds, bases = system.bounds, system.columns.bases
    group, column = np.nonzero((bounds.percent != NOTHING) & (bounds.least < bounds.most))
    share = 2 * bounds.percent[group, column]
    least = -((1 - share) * bounds.least[group, bases[column]] // 200)
    most = -(-(share + 1) * bounds.most[group, bases[column]] // 200) - 1
    bounds.least[group, column] = np.maximum(bounds.least[group, column], least)
    bounds.most[group, column] = np.minimum(bounds.most[group, column], np.maximum(most, 0))
