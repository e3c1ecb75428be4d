"""Several blocks as one system of linear equations, for what everybody can add up.

The unknowns are the counts; `moves` are the equations that any other set of counts must
obey too, if everything published is to stay as it is: what one count gains, others lose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from tellback.disclosure.block import NOT_ASKED, Block, Counts, Flags, Role
from tellback.disclosure.excess import Excess, excesses_of
from tellback.disclosure.order import adds_up
from tellback.disclosure.rule import Rule
from tellback.disclosure.split_by import Splits, possible
from tellback.disclosure.sums import Sum
from tellback.tabulation.group import Group

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
    cells: int
    """How many of the counts stand in blocks; behind them are the excesses."""
    excess_least: Counts
    """For each excess: the least count shown, if it is a number of pupils, or 0."""
    splits: Splits

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
        of_blocks = [
            np.tile([c.role for c in block.columns], len(block.groups)) for block in self.blocks
        ]
        of_excesses = np.full(len(self.values) - self.cells, Role.SLACK)
        return np.concatenate([*of_blocks, of_excesses]).astype(np.int64)

    @cached_property
    def shown(self) -> Flags:
        """Which counts are cells that may be published."""
        return np.asarray(self.roles == Role.CELL)


def system_of(
    blocks: Sequence[Block], sums: Mapping[str, Sequence[Sum]], splits: Splits, rule: Rule
) -> System:
    """The system of `blocks`; `sums` are those among each block's own groups."""
    sizes = [block.counts.size for block in blocks]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).tolist()
    named = {block.id: block for block in blocks}
    more = [excess for block in blocks for excess in excesses_of(block, named)]
    values = [block.counts.ravel() for block in blocks]
    most = [np.repeat(possible(block, splits), len(block.columns)) for block in blocks]
    system = System(
        blocks=tuple(blocks),
        start={block.id: start for block, start in zip(blocks, starts, strict=True)},
        values=np.concatenate([*values, _whole(one.value(named) for one in more)]),
        moves=None,
        most=np.concatenate([*most, _whole(one.block.pupils[one.line] for one in more)]),
        cells=sum(sizes),
        excess_least=_whole(
            rule.least_cell[one.block.groups[one.line].level] if one.counted else 0 for one in more
        ),
        splits=splits,
    )
    rows = [row for block in blocks for row in _rows(system, block, sums[block.id])]
    rows += [_of_excess(system, at, one, named) for at, one in enumerate(more)]
    return replace(system, moves=_matrix(rows, len(system.values)))


def _whole(numbers: Iterable[int]) -> Counts:
    return np.fromiter(numbers, dtype=np.int64)


def _of_excess(system: System, at: int, one: Excess, named: Mapping[str, Block]) -> Row:
    terms = [
        (system.at(named[name], line, column), float(factor))
        for name, line, column, factor in one.terms
    ]
    return [*terms, (system.cells + at, -1.0)]


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
            if other is None or group not in other.line_of:
                break
            there = other.line_of[group]
            if cell != NOT_ASKED:
                row.append((system.at(other, there, other.column(cell)), 1.0))
            elif any(column.role is Role.BASE for column in other.columns):
                row.append((system.at(other, there, other.column("", Role.BASE)), -1.0))
        else:
            yield row


def _of_parts(system: System, block: Block) -> Iterator[Row]:
    """A measure that is the sum of its choices; of girls, the sum of theirs."""
    of = _block(system, block.about.parts[0][0]) if block.about.parts else None
    if of is None:
        return
    held = block.column("held")
    columns = [of.column(choice) for _, choice in block.about.parts]
    exact = adds_up(block, {of.id: of})
    for line, group in enumerate(block.groups):
        found = [group] if exact else _narrower(block, of, group, system.splits)
        if found and all(one in of.line_of for one in found):
            parts = [system.at(of, of.line_of[one], column) for one in found for column in columns]
            yield [(system.at(block, line, held), -1.0), *((part, 1.0) for part in parts)]


def _narrower(block: Block, of: Block, group: Group, splits: Splits) -> list[Group]:
    """The groups whose own tables hold what a measure of them counts; none where that is not so."""
    names = {variable: name for name, variable in splits.items()}
    read = {variable for variable, _ in block.about.leads}
    one_by_one = of.about.exclusive or len(block.about.parts) == 1
    if not (read and read <= set(names) and of.about.everyone and one_by_one):
        return []
    if names[min(read)] in group.split:
        return []
    return [
        Group(group.level, group.area, (*group.split, names[variable]), (*group.value, cell))
        for variable, cell in block.about.leads
    ]


def _block(system: System, name: str) -> Block | None:
    return next((one for one in system.blocks if one.id == name), None)


def _matrix(rows: Sequence[Row], width: int) -> Any:
    lengths = [len(row) for row in rows]
    places = [place for row in rows for place, _ in row]
    factors = [factor for row in rows for _, factor in row]
    pointers = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return sparse.csr_matrix((factors, places, pointers), shape=(len(rows), width))
