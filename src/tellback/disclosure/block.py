"""The tables of one variable or measure as one array: a line a group, a column a count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tellback.disclosure.pupils import pupils_of
from tellback.questionnaire.missing import Missing
from tellback.tabulation import RawTable
from tellback.tabulation.group import Group

NOT_ANSWERED = str(Missing.NOT_ANSWERED.value)
NOT_ASKED = str(Missing.NOT_ASKED.value)
REFUSED = str(Missing.PREFER_NOT_TO_SAY.value)
"""Names of cells that no choice can have: an id never starts with a minus."""

Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Role(IntEnum):
    """What a column of a block is; only cells are ever shown."""

    CELL = 0
    """A count that may be shown."""
    REST = 1
    """What is left of the base without a count; always known where that is."""
    BASE = 2
    """The base, where it is not simply everyone in the group."""
    SLACK = 3
    """What one sum is more than another, where that is no number of pupils."""


@dataclass(frozen=True)
class Column:
    """One column: its cell's name, for REST the cell whose rest it is."""

    name: str
    role: Role


@dataclass(frozen=True, eq=False)
class Block:
    """All groups' tables of one variable or measure."""

    about: RawTable
    """The first table: what is the same for all of them."""
    groups: tuple[Group, ...]
    tables: tuple[RawTable, ...]
    columns: tuple[Column, ...]
    counts: Counts
    """Groups by columns."""
    base: Counts
    """A base a group."""
    pupils: Counts
    """All pupils of each group, asked or not."""

    @property
    def id(self) -> str:
        """The variable, or what no variable can be called for a measure."""
        return key_of(self.about)

    @cached_property
    def line_of(self) -> Mapping[Group, int]:
        """The line of each group."""
        return {group: at for at, group in enumerate(self.groups)}

    def column(self, name: str, role: Role = Role.CELL) -> int:
        """The place of a column. Raises KeyError."""
        for at, column in enumerate(self.columns):
            if column.name == name and column.role is role:
                return at
        raise KeyError(name)

    def having(self, role: Role) -> Flags:
        """Which columns are of a role."""
        return np.array([column.role is role for column in self.columns], dtype=np.bool_)


def key_of(table: RawTable) -> str:
    """A block's id: that of a variable; a measure may have the same, and so has a blank in it."""
    return table.id if table.kind == "variable" else f"measure {table.id}"


def blocks_of(tables: Sequence[RawTable]) -> dict[str, Block]:
    """The blocks, in the order that their tables first come in; one is never split in two."""
    found: dict[str, list[RawTable]] = {}
    for table in tables:
        found.setdefault(key_of(table), []).append(table)
    pupils = pupils_of(tables)
    return {name: _block(tuple(alike), pupils) for name, alike in found.items()}


def _block(tables: tuple[RawTable, ...], pupils: Mapping[Group, int]) -> Block:
    first = tables[0]
    names = [cell.id for cell in first.cells]
    shown = [*names, *_without_answer(first, tables)]
    rests = () if first.exclusive else names
    columns = [Column(name, Role.CELL) for name in shown]
    columns += [Column(name, Role.REST) for name in rests]
    if not all(table.everyone for table in tables):
        columns.append(Column("", Role.BASE))
    counts = np.array([_line(table, shown, rests, columns) for table in tables], dtype=np.int64)
    return Block(
        first,
        tuple(table.group for table in tables),
        tables,
        tuple(columns),
        counts,
        np.array([table.base for table in tables], dtype=np.int64),
        np.array([pupils[table.group] for table in tables], dtype=np.int64),
    )


def _without_answer(first: RawTable, tables: Sequence[RawTable]) -> tuple[str, ...]:
    """Those asked who gave no answer; a measure counts them among the rest."""
    if first.kind == "measure":
        return ()
    refusing = any(table.may_refuse or table.refused for table in tables)
    return (NOT_ANSWERED, REFUSED) if refusing else (NOT_ANSWERED,)


def _line(
    table: RawTable, shown: Sequence[str], rests: Sequence[str], columns: Sequence[Column]
) -> list[int]:
    of: Mapping[str, int] = {cell.id: cell.count for cell in table.cells}
    without = {NOT_ANSWERED: table.not_answered, REFUSED: table.refused}
    silent = table.not_answered + table.refused if table.kind == "variable" else 0
    line = [of[name] if name in of else without[name] for name in shown]
    line += [table.base - silent - of[name] for name in rests]
    return line + [table.base] * (columns[-1].role is Role.BASE)
