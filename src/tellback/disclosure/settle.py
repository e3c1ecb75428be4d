"""Which counts to hide beside the small ones, so that none of them can be worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tellback.disclosure.block import Counts, Flags, Role
from tellback.disclosure.flow import STILL, Flow, Moves
from tellback.disclosure.need import Needs
from tellback.disclosure.system import System


@dataclass(eq=False)
class _Seen:
    """What each count is in tables that fit everything published: the least and the most."""

    low: Counts
    high: Counts

    def add(self, values: Counts, moved: Moves) -> None:
        """Another such table; of fractions, only the whole pupils between are certain."""
        self.low = np.minimum(self.low, np.ceil(values + moved - STILL).astype(np.int64))
        self.high = np.maximum(self.high, np.floor(values + moved + STILL).astype(np.int64))


class Settling:
    """One system while more of it is being hidden."""

    needs: Needs
    """What is needed while what is hidden now is."""

    def __init__(
        self, system: System, needs: Callable[[Flags], Needs], hidden: Flags, weights: Moves
    ) -> None:
        self.system = system
        self._needs = needs
        self.hidden = hidden | np.isin(system.roles, (Role.REST, Role.SLACK))
        self._seen = _Seen(system.values.copy(), system.values.copy())
        self._flow = Flow(system, np.where(self.hidden, 0.0, weights))
        self._given_up = np.zeros(len(hidden), dtype=np.bool_)

    def settle(self) -> None:
        """Hide until every need is met; what cannot be met for want of pupils is let be.

        Hiding a count changes what is needed of its parts, which it no longer bounds.
        """
        before = -1
        while before != (before := int(self.hidden.sum())):
            self.needs = self._needs(self.hidden)
            self._settle()

    def _settle(self) -> None:
        for place, target in self._first():
            self._reach(place, target)
        while places := self._too_narrow():
            for place in places:
                self._widen(place)

    def _first(self) -> Iterator[tuple[int, int]]:
        values, needs = self.system.values, self.needs
        up = np.flatnonzero(needs.high > values)
        down = np.flatnonzero(needs.low < values)
        targets = [(int(needs.high[at] - values[at]), int(at), int(needs.high[at])) for at in up]
        targets += [(int(values[at] - needs.low[at]), int(at), int(needs.low[at])) for at in down]
        for _, place, target in sorted(targets, reverse=True):
            yield place, target

    def _reach(self, place: int, target: int) -> bool:
        """Make the count at `place` possible as `target`, or beyond it."""
        if self._seen.low[place] <= target <= self._seen.high[place]:
            return True
        value = int(self.system.values[place])
        moved = self._flow.move(place, target - value)
        if moved is None:
            return False
        self._seen.add(self.system.values, moved)
        self._hide(np.flatnonzero((moved != 0) & ~self.hidden))
        return bool(self._seen.low[place] <= target <= self._seen.high[place])

    def _hide(self, places: npt.NDArray[np.intp]) -> None:
        if not len(places):
            return
        tables = [self._table_of_base(int(at)) for at in places if self._is_base(int(at))]
        every = np.unique(np.concatenate([places, *tables]))
        self.hidden[every] = True
        self._flow.free(every)

    def _is_base(self, place: int) -> bool:
        return bool(self.system.roles[place] == Role.BASE)

    def _table_of_base(self, place: int) -> npt.NDArray[np.intp]:
        """All of the table whose base stands at `place`: with the base hidden, so is the rest."""
        for block in self.system.blocks:
            part = self.system.part(block)
            if part.start <= place < part.stop:
                wide = len(block.columns)
                first = part.start + (place - part.start) // wide * wide
                return np.arange(first, first + wide)
        raise IndexError(place)

    def _too_narrow(self) -> list[int]:
        narrow = (self._seen.high - self._seen.low < self.needs.width) | (
            self._seen.high < self.needs.top
        )
        narrow &= self.hidden & self.system.shown & ~self._given_up
        return [int(at) for at in np.flatnonzero(narrow)]

    def _widen(self, place: int) -> None:
        low, high = int(self._seen.low[place]), int(self._seen.high[place])
        target = max(low + int(self.needs.width[place]), int(self.needs.top[place]))
        if target <= high:
            return
        if not self._reach(place, target):
            down = max(0, high - int(self.needs.width[place]))
            self._reach(place, down)
            self._given_up[place] = True
