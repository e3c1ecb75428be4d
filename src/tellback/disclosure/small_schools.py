"""Schools of too few pupils, counted together as one group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tellback.disclosure.areas import SMALL_SCHOOLS, Areas
from tellback.disclosure.pupils import pupils_of
from tellback.disclosure.rule import Rule
from tellback.tabulation import RawCell, RawTable
from tellback.tabulation.group import Group


def with_small_schools(
    tables: Sequence[RawTable], rule: Rule, areas: Areas
) -> tuple[tuple[RawTable, ...], Areas]:
    """The tables with those of the small schools' group after them, where it has enough pupils."""
    pupils = pupils_of(tables)
    small = {
        group.area: number
        for group, number in pupils.items()
        if group.level == "school" and group.whole and 0 < number < rule.least_base
    }
    together = sum(small.values())
    everyone = max(pupils.values(), default=0)
    enough = len(small) > 1 and rule.least_base <= together < everyone
    if rule.small_schools != "together" or not enough:
        return tuple(tables), areas
    grouped = Areas(areas.locality_of, {**areas.together, SMALL_SCHOOLS: frozenset(small)})
    return (*tables, *_together(tables, frozenset(small))), grouped


def _together(tables: Sequence[RawTable], schools: frozenset[str]) -> Iterator[RawTable]:
    alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[RawTable]] = {}
    for table in tables:
        group = table.group
        if group.level == "school" and group.area in schools:
            alike.setdefault((table.id, group.split, group.value), []).append(table)
    for (_, split, value), parts in alike.items():
        yield _sum(parts, Group("group", SMALL_SCHOOLS, split, value))


def _sum(parts: Sequence[RawTable], group: Group) -> RawTable:
    first = parts[0]
    return replace(
        first,
        group=group,
        cells=tuple(
            RawCell(cell.id, cell.words, sum(part.cells[at].count for part in parts))
            for at, cell in enumerate(first.cells)
        ),
        not_answered=sum(part.not_answered for part in parts),
        refused=sum(part.refused for part in parts),
        base=sum(part.base for part in parts),
        differences=(),
    )
