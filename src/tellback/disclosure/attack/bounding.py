"""How little and how much each open count can be: linear programmes, and the tables they find.

A solution in whole numbers is a table that fits everything published, so it shows of every
count at once one value that it can have. Most counts are settled by tables found for
others. Where a programme's end lies between whole numbers, whole numbers are looked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tellback.disclosure.attack.piece import Piece
from tellback.disclosure.attack.programme import Programme
from tellback.disclosure.attack.relations import Flags, Whole

DRAWS = 24
"""Tables looked for at random, before counts are taken one by one."""
NEARLY = 1e-6
"""How far below a whole number an end may lie and mean that number."""
WORTH = 0.03
"""A share of the open counts: if a random table settles fewer, the next would too."""


@dataclass(frozen=True, eq=False)
class Wanted:
    """What to find out of each count of a piece; the arrays are as long as it has counts.

    A count is good enough once tables show it at `enough` or more, and at `spread` or more
    below the most it was seen at; or, where it `may_be_none`, at 0, or at `enough`.
    """

    asked: Flags
    enough: Whole
    spread: Whole
    may_be_none: Flags
    exactly: Flags
    """Where to find both ends, good enough or not."""


@dataclass(eq=False)
class Ends:
    """Bounds that hold, and the least and most that a table was found for."""

    least: Whole
    most: Whole
    seen_least: Whole
    seen_most: Whole

    def settled(self, wanted: Wanted) -> Flags:
        """Of which counts enough is known."""
        known = (self.seen_least == self.least) & (self.seen_most == self.most) | ~wanted.asked
        far = self.seen_most - self.seen_least >= wanted.spread
        good = (self.seen_most >= wanted.enough) & (far | wanted.may_be_none)
        good |= wanted.may_be_none & (self.seen_least == 0)
        return np.asarray(known | (good & ~wanted.exactly))

    def see(self, table: Whole | None) -> None:
        """Takes in a table that fits."""
        if table is not None:
            np.minimum(self.seen_least, table, out=self.seen_least)
            np.maximum(self.seen_most, table, out=self.seen_most)


def ends_of(piece: Piece, wanted: Wanted) -> Ends:
    """The ends of each count of a piece as far as `wanted`. Raises Contradiction."""
    ends = Ends(piece.least.copy(), piece.most.copy(), piece.most.copy(), piece.least.copy())
    programme = Programme(piece)
    if not ends.settled(wanted).all():
        _at_random(programme, ends, wanted)
    for at in np.flatnonzero(~ends.settled(wanted)).tolist():
        for sign in (1, -1):
            if not _settled(ends, wanted, at):
                _one_end(programme, ends, at, sign)
        if not _settled(ends, wanted, at):
            _between(programme, ends, wanted, at)
    return ends


def _settled(ends: Ends, wanted: Wanted, at: int) -> bool:
    return bool(ends.settled(wanted)[at])


def _at_random(programme: Programme, ends: Ends, wanted: Wanted) -> None:
    """Looks for tables that show many counts at once as large or as small as is wanted."""
    size = len(ends.least)
    left = size
    for draw in range(DRAWS):
        open_still = ~ends.settled(wanted)
        # Numbers without a pattern, and the same each time: parts of multiples of the golden ratio.
        weights = np.modf((np.arange(size) + 1) * (draw + 1) * 0.6180339887498949)[0] * 2 - 1
        small_enough = ends.seen_most >= wanted.enough
        weights[small_enough] = -np.abs(weights[small_enough])
        weights[~open_still] *= 0
        _, table = programme.most(weights)
        ends.see(table)
        now = int(np.count_nonzero(~ends.settled(wanted)))
        if draw and left - now <= WORTH * now:
            break
        left = now


def _one_end(programme: Programme, ends: Ends, at: int, sign: int) -> None:
    """The most (1) or the least (-1) of one count, whether or not a table has it."""
    costs = np.zeros(len(ends.least))
    costs[at] = sign
    value, table = programme.most(costs)
    _take(ends, at, sign, value)
    ends.see(table)


def _take(ends: Ends, at: int, sign: int, value: float) -> None:
    """A whole count is no more than the whole number below what a fraction could be."""
    end = int(np.floor(value + NEARLY))
    if sign > 0:
        ends.most[at] = min(ends.most[at], end)
    else:
        ends.least[at] = max(ends.least[at], -end)


def _between(programme: Programme, ends: Ends, wanted: Wanted, at: int) -> None:
    """Where no table was found for an end, the end in whole numbers."""
    for sign in (1, -1):
        found = (
            ends.seen_most[at] == ends.most[at]
            if sign > 0
            else ends.seen_least[at] == ends.least[at]
        )
        if found or _settled(ends, wanted, at):
            continue
        costs = np.zeros(len(ends.least))
        costs[at] = sign
        value, table = programme.most_whole(costs)
        _take(ends, at, sign, value)
        ends.see(table)
