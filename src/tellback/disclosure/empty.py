"""Tables of groups that nobody is in: were they left out, that nobody is in them would be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tellback.tabulation import RawCell, RawTable
from tellback.tabulation.group import Group, Level


def with_empty_groups(tables: Sequence[RawTable]) -> tuple[RawTable, ...]:
    """The tables, and after them one of nobody for each area that lacks a part of a split."""
    alike: dict[tuple[str, str], list[RawTable]] = {}
    for table in tables:
        alike.setdefault((table.kind, table.id), []).append(table)
    return (*tables, *(table for held in alike.values() for table in _missing(held)))


def _missing(tables: Sequence[RawTable]) -> Iterator[RawTable]:
    groups = {table.group for table in tables}
    values: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    areas: dict[tuple[str, ...], dict[tuple[Level, str], None]] = {}
    for group in (table.group for table in tables if not table.group.whole):
        values.setdefault(group.split, {})[group.value] = None
        areas.setdefault(group.split, {})[group.level, group.area] = None
    for split, wanted in values.items():
        for level, area in areas[split]:
            for value in wanted:
                group = Group(level, area, split, value)
                if group not in groups:
                    yield _nobody(tables[0], group)


def _nobody(like: RawTable, group: Group) -> RawTable:
    return replace(
        like,
        group=group,
        cells=tuple(RawCell(cell.id, cell.words, 0) for cell in like.cells),
        not_answered=0,
        refused=0,
        base=0,
        differences=(),
    )
