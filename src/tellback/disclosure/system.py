"""Several blocks as one system of linear equations, for what everybody can add up.

The unknowns are the counts; `moves` are the equations that any other set of counts must
obey too, if everything published is to stay as it is: what one count gains, others lose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from tellback.disclosure.block import NOT_ASKED, Block, Counts, Flags, Role
from tellback.disclosure.sums import Sum

Row = list[tuple[int, float]]
"""(place of a count, factor) of each count in an equation whose sum is nothing."""


@dataclass(frozen=True, eq=False)
class System:
    """Blocks whose counts hang together."""

    blocks: tuple[Block, ...]
    start: Mapping[str, int]
    """Block -> the place of its first count; then line by line, column by column."""
    values: Counts
    moves: Any
    """A sparse matrix, an equation a row, a count a column."""
    most: Counts
    """All pupils of each count's group, which nobody needs to be told."""

    def at(self, block: Block, line: int, column: int) -> int:
        """The place of one count."""
        return self.start[block.id] + line * len(block.columns) + column

    def part(self, block: Block) -> slice:
        """The places of a block's counts."""
        first = self.start[block.id]
        return slice(first, first + block.counts.size)

    @cached_property
    def roles(self) -> Counts:
        """What each count is."""
        return np.concatenate(
            [np.tile([c.role for c in block.columns], len(block.groups)) for block in self.blocks]
        ).astype(np.int64)

    @cached_property
    def shown(self) -> Flags:
        """Which counts are cells that may be published."""
        return np.asarray(self.roles == Role.CELL)


def system_of(blocks: Sequence[Block], sums: Mapping[str, Sequence[Sum]]) -> System:
    """The system of `blocks`; `sums` are those among each block's own groups."""
    sizes = [block.counts.size for block in blocks]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).tolist()
    system = System(
        tuple(blocks),
        {block.id: start for block, start in zip(blocks, starts, strict=True)},
        np.concatenate([block.counts.ravel() for block in blocks]),
        None,
        np.concatenate([np.repeat(block.pupils, len(block.columns)) for block in blocks]),
    )
    rows = [row for block in blocks for row in _rows(system, block, sums[block.id])]
    return replace(system, moves=_matrix(rows, sum(sizes)))


def _rows(system: System, block: Block, sums: Sequence[Sum]) -> Iterator[Row]:
    yield from _of_areas(system, block, sums)
    for line in range(len(block.groups)):
        yield from _of_table(system, block, line)
    yield from _of_leads(system, block)
    yield from _of_parts(system, block)


def _of_areas(system: System, block: Block, sums: Sequence[Sum]) -> Iterator[Row]:
    rest = block.having(Role.REST)
    for whole, parts in sums:
        for column in range(len(block.columns)):
            if not rest[column]:
                yield [
                    (system.at(block, whole, column), 1.0),
                    *((system.at(block, part, column), -1.0) for part in parts),
                ]


def _of_table(system: System, block: Block, line: int) -> Iterator[Row]:
    """The counts of one table make up its base: all of them, or each with its rest."""
    base = [
        (system.at(block, line, at), -1.0)
        for at, column in enumerate(block.columns)
        if column.role is Role.BASE
    ]
    cells = [at for at, column in enumerate(block.columns) if column.role is Role.CELL]
    if block.about.exclusive:
        yield [*((system.at(block, line, at), 1.0) for at in cells), *base]
        return
    choices = len(block.about.cells)
    silent = [(system.at(block, line, at), 1.0) for at in cells[choices:]]
    for at in cells[:choices]:
        rest = at + len(cells)
        yield [
            (system.at(block, line, at), 1.0),
            (system.at(block, line, rest), 1.0),
            *silent,
            *base,
        ]


def _of_leads(system: System, block: Block) -> Iterator[Row]:
    """Bases that are counts of another block."""
    if not block.about.leads:
        return
    base = block.column("", Role.BASE)
    for line, group in enumerate(block.groups):
        row: Row = [(system.at(block, line, base), -1.0)]
        for name, cell in block.about.leads:
            other = _block(system, name)
            if other is None or group not in other.groups:
                break
            there = other.groups.index(group)
            if cell != NOT_ASKED:
                row.append((system.at(other, there, other.column(cell)), 1.0))
            elif any(column.role is Role.BASE for column in other.columns):
                row.append((system.at(other, there, other.column("", Role.BASE)), -1.0))
        else:
            yield row


def _of_parts(system: System, block: Block) -> Iterator[Row]:
    """A measure is the sum of its choices."""
    if not block.about.parts:
        return
    held = block.column("held")
    (name,) = {variable for variable, _ in block.about.parts}
    other = _block(system, name)
    if other is None:
        return
    for line, group in enumerate(block.groups):
        if group in other.groups:
            there = other.groups.index(group)
            yield [
                (system.at(block, line, held), -1.0),
                *(
                    (system.at(other, there, other.column(choice)), 1.0)
                    for _, choice in block.about.parts
                ),
            ]


def _block(system: System, name: str) -> Block | None:
    return next((one for one in system.blocks if one.id == name), None)


def _matrix(rows: Sequence[Row], width: int) -> Any:
    lengths = [len(row) for row in rows]
    places = [place for row in rows for place, _ in row]
    factors = [factor for row in rows for _, factor in row]
    pointers = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return sparse.csr_matrix((factors, places, pointers), shape=(len(rows), width))
