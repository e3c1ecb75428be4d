"""A school beside the rest of the borough in all of its tables, computed at once.

A report of a school has some six hundred answers: their intervals are one array, and all
comparisons are one family.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tellback.figure import Beside, Side, Spread, draw_beside, rest_of, side_of, spread_of
from tellback.figure.side import NOBODY
from tellback.inference import Interval
from tellback.inference.interval import effective, wilson_bounds
from tellback.release import Area
from tellback.release.held import TableKey
from tellback.report.ground import REST, Ground

HERE = {"school": "This school", "group": "These schools"}
"""The head of a column, by the area's level."""


@dataclass(frozen=True)
class KnownSide(Side):
    """A side whose intervals were computed with those of many others."""

    intervals: Mapping[str, Interval] = field(default_factory=dict)

    def interval(self, choice: str) -> Interval | None:
        """The one that was computed; None where the count is hidden."""
        return self.intervals.get(choice)


def beside_borough(
    ground: Ground, area: Area, keys: Iterable[TableKey]
) -> Mapping[TableKey, Beside]:
    """Each table of an area beside the rest of the borough; all comparisons are one family.

    Where nobody else was asked the school stands alone.

    Raises KeyError for a table that it has not, ReleaseFault.
    """
    known = tuple(keys)
    pairs = [_pair(ground, area, key) for key in known]
    sides = iter(_with_intervals([side for pair in pairs for side in pair]))
    spreads = [_spread(ground, key, next(sides), next(sides)) for key in known]
    return dict(zip(known, draw_beside(spreads), strict=True))


def _pair(ground: Ground, area: Area, key: TableKey) -> tuple[Side, Side]:
    held = ground.held(area)
    part = side_of(
        held.whole[key],
        HERE[area.level],
        name=HERE[area.level].lower(),
        on_roll=ground.on_roll(held),
    )
    whole = ground.borough.whole[key]
    name = REST[:1].lower() + REST[1:]
    return part, rest_of(whole, part, words=REST, name=name, on_roll=ground.on_roll_in_rest(held))


def _spread(ground: Ground, key: TableKey, part: Side, rest: Side) -> Spread:
    table = ground.borough.whole[key]
    if rest.base == NOBODY:
        return spread_of(table, (part,))
    return spread_of(table, (replace(part, against=rest), rest))


def _with_intervals(sides: Sequence[Side]) -> list[KnownSide]:
    """The sides with `Side.interval` of every answer that is shown."""
    shown = [
        (at, choice, *pair)
        for at, side in enumerate(sides)
        for choice in side.counts
        if (pair := side.shown(choice))
    ]
    asked = [(count, base, sides[at].on_roll) for at, _, count, base in shown]
    found: list[dict[str, Interval]] = [{} for _ in sides]
    for (at, choice, _, _), interval in zip(shown, intervals(asked), strict=True):
        found[at][choice] = interval
    return [
        KnownSide(
            side.words, side.base, side.counts, side.name, side.on_roll, side.against, by_choice
        )
        for side, by_choice in zip(sides, found, strict=True)
    ]


def intervals(asked: Sequence[tuple[int, int, float | None]]) -> tuple[Interval, ...]:
    """Of (count, base, pupils on roll for each who answered), as `Side.interval` has them.

    Wilson's, with the population where the roll is known, never beyond what whole pupils allow.
    """
    if not asked:
        return ()
    rolls = [
        None if on_roll is None else max(round(base * on_roll), base) for _, base, on_roll in asked
    ]
    count = np.array([one[0] for one in asked], float)
    base = np.array([one[1] for one in asked], float)
    sizes = [effective(one[1], population=roll) for one, roll in zip(asked, rolls, strict=True)]
    low, high = wilson_bounds(count / base, np.array(sizes))
    roll = np.array([np.inf if one is None else one for one in rolls])
    low = np.maximum(low, count / roll)
    high = np.minimum(high, np.where(np.isinf(roll), 1.0, 1 - (base - count) / roll))
    return tuple(Interval(*pair) for pair in zip(low.tolist(), high.tolist(), strict=True))
