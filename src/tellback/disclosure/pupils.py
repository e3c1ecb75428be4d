"""How many pupils each group has."""

from __future__ import annotations

from collections.abc import Sequence

from tellback.tabulation import RawTable
from tellback.tabulation.group import Group


def pupils_of(tables: Sequence[RawTable]) -> dict[Group, int]:
    """The base of each group's tables that ask everyone; of a group without one, its largest."""
    found: dict[Group, int] = {}
    for table in tables:
        found[table.group] = max(table.base, found.get(table.group, 0))
    return found
