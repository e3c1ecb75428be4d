"""Which schools make up which larger areas, as everybody may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tellback.tabulation.group import Group, Level

SMALL_SCHOOLS = "small schools"
"""The area of the group that schools of too few pupils are counted in."""


@dataclass(frozen=True)
class Areas:
    """What each school lies in."""

    locality_of: Mapping[str, str] = field(default_factory=dict)
    """School's number -> its locality's name; empty where no locality is known."""
    together: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Name of a group -> the numbers of the schools that are counted in it."""

    def holds(self, larger: Group, smaller: Group) -> bool:
        """Whether the smaller one is a school in the larger one, or a locality in the borough."""
        levels: tuple[Level, Level] = (larger.level, smaller.level)
        if levels == ("locality", "school"):
            return self.locality_of.get(smaller.area) == larger.area
        if levels == ("group", "school"):
            return smaller.area in self.together.get(larger.area, frozenset())
        return larger.level == "borough" and smaller.level in {"locality", "school"}
