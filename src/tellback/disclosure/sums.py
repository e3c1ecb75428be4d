"""Which groups of pupils add up to which, for what everybody knows of areas and splits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellback.disclosure.areas import Areas
from tellback.tabulation.group import Group, Level

Sum = tuple[int, tuple[int, ...]]
"""A group's place, and the places of the groups that it is made up of."""


def sums_of(groups: Sequence[Group], areas: Areas) -> tuple[Sum, ...]:
    """Every sum among `groups`, the larger wholes first; places are those in `groups`.

    A group with no pupils has no table, and so may be missing from a sum.
    """
    found = [one for one in (*_of_areas(groups, areas), *_of_splits(groups)) if one[1]]
    depth = {"borough": 0, "locality": 1, "group": 2, "school": 3}
    return tuple(
        sorted(found, key=lambda one: (depth[groups[one[0]].level], len(groups[one[0]].split)))
    )


def _of_areas(groups: Sequence[Group], areas: Areas) -> Iterator[Sum]:
    """Localities in the borough; schools in a locality, in a group, in a borough of neither."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[Level, list[int]]] = {}
    for at, group in enumerate(groups):
        alike.setdefault((group.split, group.value), {}).setdefault(group.level, []).append(at)
    for levels in alike.values():
        schools = levels.get("school", [])
        localities = levels.get("locality", [])
        placed = bool(areas.locality_of) and bool(localities)
        for at in levels.get("borough", []):
            yield at, tuple(localities)
            yield at, () if placed else tuple(schools)
        for at in [*(localities if placed else []), *levels.get("group", [])]:
            yield at, tuple(one for one in schools if areas.holds(groups[at], groups[one]))


def _of_splits(groups: Sequence[Group]) -> Iterator[Sum]:
    """The groups of each split, in the group that they split."""
    place = {group: at for at, group in enumerate(groups)}
    parts: dict[tuple[int, str], list[int]] = {}
    for at, group in enumerate(groups):
        for drop, name in enumerate(group.split):
            whole = group.without(drop)
            if whole in place:
                parts.setdefault((place[whole], name), []).append(at)
    for (whole_at, _), found in parts.items():
        yield whole_at, tuple(found)
