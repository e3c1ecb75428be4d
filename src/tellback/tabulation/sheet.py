"""All of a table but its numbers, and what is to be counted for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from tellback.tabulation.column import Column
from tellback.tabulation.group import Group
from tellback.tabulation.leftovers import Leftover, Tally
from tellback.tabulation.table import RawCell, RawTable


@dataclass(frozen=True)
class Numbers:
    """What one table counts."""

    cells: tuple[int, ...]
    base: int
    not_answered: int = 0
    refused: int = 0


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table to be filled in, once for each group."""

    about: Mapping[str, Any]
    """Field of RawTable -> what stands there in every group."""
    cells: tuple[tuple[str, str], ...]
    """(id, words) of each."""
    counts: tuple[Column, ...]
    read: Callable[[Sequence[Tally]], Numbers]
    """The numbers, from how many pupils of the group have each place of each of `counts`."""
    leftovers: tuple[Leftover, ...]

    @property
    def columns(self) -> Iterator[Column]:
        """All that is to be counted."""
        return chain(self.counts, (one.column for one in self.leftovers))

    def table(self, group: Group, wave: str, tallies: Sequence[Tally]) -> RawTable:
        """The table of `group`; `tallies` are how many of its pupils have each place, by column.

        What is left over is told of everyone always; of other groups only where the base is
        no sum of counts, since then nothing else tells it.
        """
        counted = self.read(tallies[: len(self.counts)])
        return RawTable(
            **self.about,
            cells=tuple(
                RawCell(name, words, many)
                for (name, words), many in zip(self.cells, counted.cells, strict=True)
            ),
            not_answered=counted.not_answered,
            refused=counted.refused,
            base=counted.base,
            differences=self._differences(group, tallies[len(self.counts) :]),
            group=group,
            wave=wave,
        )

    def _differences(self, group: Group, tallies: Sequence[Tally]) -> tuple[int, ...]:
        if self.about["leads"] and group != Group():
            return ()
        told = zip(self.leftovers, tallies, strict=True)
        found = {many for leftover, tally in told for many in leftover.left(tally)}
        return tuple(sorted(found - {0}))
