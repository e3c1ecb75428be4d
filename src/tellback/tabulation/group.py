"""Whom a table is about: an area, and in it perhaps those who gave certain answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["borough", "locality", "group", "school"]
"""`group` is several schools counted together, as small ones are."""

LEVELS: tuple[Level, ...] = ("borough", "locality", "group", "school")

NOT_SAID = "-9"
"""In place of a choice: pupils who said nothing to the question that they are split by."""


@dataclass(frozen=True, order=True)
class Group:
    """Some of a wave's pupils; with nothing given, all of them."""

    level: Level = "borough"
    area: str = ""
    """The locality's or the group's name, the school's number; empty for the borough."""
    split: tuple[str, ...] = ()
    """The names of what they are split by, such as ("sex",); see `Questionnaire.splits`."""
    value: tuple[str, ...] = ()
    """Their choice in each of `split`, or NOT_SAID."""

    @property
    def whole(self) -> bool:
        """Whether it is all pupils of its area."""
        return not self.split

    def without(self, at: int) -> Group:
        """The group that this one is a part of by its split at `at`."""
        split = self.split[:at] + self.split[at + 1 :]
        return Group(self.level, self.area, split, self.value[:at] + self.value[at + 1 :])


EVERYONE = Group()
