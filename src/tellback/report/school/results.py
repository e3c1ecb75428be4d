"""The results of one school, or of small schools together, as its report is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tellback.disclosure import Hidden, Why
from tellback.figure import Beside
from tellback.figure.said import Number, source_of
from tellback.release import Area
from tellback.release.held import Held, TableKey
from tellback.report.material import Material
from tellback.report.school.question import Shown
from tellback.report.school.sides import beside_borough
from tellback.report.school.words import EVERYONE, Voice, voice_of


@dataclass(frozen=True)
class SchoolResults:
    """All that a release shows of an area of level school or group."""

    material: Material
    area: Area

    @cached_property
    def held(self) -> Held:
        """Its own tables."""
        return self.material.ground.held(self.area)

    @cached_property
    def voice(self) -> Voice:
        """What it is called in sentences."""
        return voice_of(self.area)

    @property
    def release(self) -> str:
        """As people call it."""
        return self.material.facts.release

    @cached_property
    def roll(self) -> int | None:
        """Pupils on roll; None where it is not known."""
        return self.material.ground.roll(self.area)

    @cached_property
    def group(self) -> Area | None:
        """The small schools that it is counted with, where they have tables."""
        areas = self.material.ground.areas if self.area.group else ()
        wanted = ("group", self.area.group)
        return next((one for one in areas if (one.level, one.area) == wanted), None)

    @cached_property
    def beside(self) -> Mapping[TableKey, Beside]:
        """Every table that is not hidden whole, beside the rest of the borough: one family."""
        keys = (key for key, table in self.held.whole.items() if not table.hidden)
        return beside_borough(self.material.ground, self.area, keys)

    @cached_property
    def measures(self) -> Mapping[str, Shown]:
        """Each measure whose number is shown."""
        found = {key[1]: self.shown(key) for key in self.beside if key[0] == "measure"}
        return {known: one for known, one in found.items() if one.seen}

    def shown(self, key: TableKey) -> Shown:
        """One table with its comparison. Raises KeyError where it is hidden."""
        whole = self.material.ground.borough.whole[key]
        return Shown(self.held.whole[key], whole, self.beside[key])

    @property
    def nothing(self) -> str:
        """The reason why nothing of it is shown; empty where something is."""
        tables = self.held.whole.values()
        reasons = [table.hidden for table in tables if table.hidden]
        if len(reasons) < len(tables):
            return ""
        few = [one for one in reasons if one.code is not Why.SENSITIVE]
        return (few or reasons)[0].reason

    @cached_property
    def answered(self) -> Number | None:
        """How many pupils answered; None where that is hidden."""
        for table in self.held.whole.values():
            if table.base_words == EVERYONE and not isinstance(table.base, Hidden):
                return Number(f"{table.base:,}", source_of(table, self.release))
        return None
