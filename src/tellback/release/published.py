"""All that a release shows, in one hand: for the files that are made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tellback.disclosure import SafeTable
from tellback.questionnaire.model import Questionnaire
from tellback.release.about import BOROUGH, Area, ReleaseAbout


@dataclass(frozen=True)
class Published:
    """Safe tables, the areas that they are of, and what was asked."""

    tables: tuple[SafeTable, ...]
    about: ReleaseAbout
    areas: tuple[Area, ...]
    questionnaire: Questionnaire

    @property
    def council(self) -> str:
        """What the whole area is called."""
        names = (area.name for area in self.areas if area.level == BOROUGH)
        return next(names, "The whole area")

    @property
    def title(self) -> str:
        """The questionnaire's title, the area and the wave."""
        return f"{self.questionnaire.title.say()}, {self.council}, {self.about.wave}"

    def without_schools(self) -> Published:
        """What everyone may see: no table and no number of a single school."""
        return replace(
            self,
            tables=tuple(table for table in self.tables if table.group.level != "school"),
            areas=tuple(area for area in self.areas if area.level != "school"),
        )
