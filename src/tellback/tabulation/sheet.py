"""All of a table but its numbers, and what is to be counted for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from tellback.tabulation.column import Column
from tellback.tabulation.group import EVERYONE, Group
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
class Outline:
    """All of a table but its numbers."""

    about: Mapping[str, Any]
    """Field of RawTable -> what stands there in every group."""
    cells: tuple[tuple[str, str], ...]
    """(id, words) of each."""
    read: Callable[[Sequence[Tally]], Numbers]
    """The numbers, from how many pupils of the group have each place of each column counted."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table to be filled in, once for each group."""

    counts: tuple[Column, ...]
    leftovers: tuple[Leftover, ...]
    outlined: Callable[[], Outline]
    """Gives the rest, which is not needed while pupils are counted."""

    @property
    def columns(self) -> Iterator[Column]:
        """All that is to be counted."""
        return chain(self.counts, (one.column for one in self.leftovers))

    @cached_property
    def outline(self) -> Outline:
        """The rest, worked out once."""
        return self.outlined()

    def table(self, group: Group, wave: str, tallies: Sequence[Tally]) -> RawTable:
        """The table of `group`; `tallies` are how many of its pupils have each place, by column.

        What is left over is told of everyone always; of other groups only where the base is
        no sum of counts, since then nothing else tells it.
        """
        outline = self.outline
        counted = outline.read(tallies[: len(self.counts)])
        return RawTable(
            **outline.about,
            cells=tuple(
                RawCell(name, words, many)
                for (name, words), many in zip(outline.cells, counted.cells, strict=True)
            ),
            not_answered=counted.not_answered,
            refused=counted.refused,
            base=counted.base,
            differences=self._differences(group, tallies[len(self.counts) :]),
            group=group,
            wave=wave,
        )

    def _differences(self, group: Group, tallies: Sequence[Tally]) -> tuple[int, ...]:
        if self.outline.about["leads"] and group != EVERYONE:
            return ()
        told = zip(self.leftovers, tallies, strict=True)
        found = {many for leftover, tally in told for many in leftover.left(tally)}
        return tuple(sorted(found - {0}))
