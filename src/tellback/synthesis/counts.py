"""Whole numbers of pupils that satisfy several targets at once, or the proof that none do.

Unknown are the pupils of each stratum who give each choice. A target is a range for a
sum of them. The search narrows every range until nothing changes, then tries values,
the likeliest first; it is exact, and small because one variable has few choices.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Cell = TypeVar("Cell", bound=Hashable)
MOST_TRIES = 200_000


@dataclass(frozen=True)
class SumRange(Generic[Cell]):
    """The cells that are added up, and the least and most that they may come to."""

    cells: frozenset[Cell]
    least: int
    most: int


def solve(most_of: Mapping[Cell, int], ranges: Sequence[SumRange[Cell]]) -> dict[Cell, int] | None:
    """A value from 0 to `most_of` for each cell such that every range holds; None: none does."""
    bounds = {cell: (0, most) for cell, most in most_of.items()}
    return _Search(ranges).run(bounds)


class _Search(Generic[Cell]):
    def __init__(self, ranges: Sequence[SumRange[Cell]]) -> None:
        self._ranges = ranges
        self._tries = 0

    def run(self, bounds: dict[Cell, tuple[int, int]]) -> dict[Cell, int] | None:
        narrowed = self._narrow(dict(bounds))
        if narrowed is None:
            return None
        open_cells = [cell for cell, (low, high) in narrowed.items() if low < high]
        if not open_cells:
            return {cell: low for cell, (low, _) in narrowed.items()}
        cell = min(open_cells, key=lambda one: (narrowed[one][1] - narrowed[one][0], str(one)))
        low, high = narrowed[cell]
        wanted = self._likely(cell, narrowed)
        for value in sorted(range(low, high + 1), key=lambda one: (abs(one - wanted), one)):
            self._tries += 1
            if self._tries > MOST_TRIES:
                return None
            found = self.run({**narrowed, cell: (value, value)})
            if found is not None:
                return found
        return None

    def _narrow(self, bounds: dict[Cell, tuple[int, int]]) -> dict[Cell, tuple[int, int]] | None:
        changed = True
        while changed:
            changed = False
            for one in self._ranges:
                lows = sum(bounds[cell][0] for cell in one.cells)
                highs = sum(bounds[cell][1] for cell in one.cells)
                if lows > one.most or highs < one.least:
                    return None
                for cell in one.cells:
                    low, high = bounds[cell]
                    new = (max(low, one.least - (highs - high)), min(high, one.most - (lows - low)))
                    if new != (low, high):
                        bounds[cell] = new
                        lows += new[0] - low
                        highs += new[1] - high
                        changed = True
        return bounds

    def _likely(self, cell: Cell, bounds: Mapping[Cell, tuple[int, int]]) -> float:
        """The middle of the tightest range that the cell is in, shared by its open cells."""
        best: tuple[int, float] | None = None
        for one in self._ranges:
            if cell not in one.cells:
                continue
            lows = [bounds[other] for other in one.cells]
            fixed = sum(low for low, high in lows if low == high)
            waiting = sum(1 for low, high in lows if low < high)
            share = ((one.least + one.most) / 2 - fixed) / max(waiting, 1)
            width = one.most - one.least
            if best is None or width < best[0]:
                best = (width, share)
        return best[1] if best else 0
