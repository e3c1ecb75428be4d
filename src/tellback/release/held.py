"""What a release holds of one area: its tables, by whom they are about and by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tellback.disclosure import Hidden, SafeTable
from tellback.questionnaire.model import Questionnaire
from tellback.release.about import Area
from tellback.release.manifest import area_file
from tellback.release.read import Release
from tellback.tabulation.group import NOT_SAID, Level

TableKey = tuple[str, str]
"""Kind and id: a measure may be called as a variable is."""
GroupKey = tuple[tuple[str, ...], tuple[str, ...]]
"""What an area's pupils are split by, and their choices; empty for all of them."""
ALL: GroupKey = ((), ())


@dataclass(frozen=True)
class Held:
    """The tables of one area of a release."""

    area: Area
    groups: Mapping[GroupKey, Mapping[TableKey, SafeTable]]

    @property
    def whole(self) -> Mapping[TableKey, SafeTable]:
        """Those of all its pupils."""
        return self.groups[ALL]

    @property
    def splits(self) -> tuple[tuple[str, ...], ...]:
        """What it is split by."""
        return tuple(dict.fromkeys(split for split, _ in self.groups if split))

    @property
    def pupils(self) -> int | None:
        """How many were asked in all; None where that is hidden."""
        return next(
            (
                table.base
                for table in self.whole.values()
                if table.base_words == "all pupils" and not isinstance(table.base, Hidden)
            ),
            None,
        )


def held_in(release: Release, level: Level = "borough", area: str = "") -> Held:
    """What `release` holds of an area. Raises KeyError where it has no tables, ReleaseFault."""
    tables = release.area(level, area)
    known = (one for one in release.areas if (one.level, one.area) == (level, area))
    return Held(next(known), _by_group(tables))


def areas_with_tables(release: Release) -> tuple[Area, ...]:
    """The areas that have tables of their own, the borough first. Raises ReleaseFault."""
    return tuple(
        area for area in release.areas if area_file(area.level, area.area) in release.files
    )


def group_words(questionnaire: Questionnaire, group: GroupKey) -> str:
    """`A girl`; of those who said nothing, `Did not say`; of a crossing, both."""
    return ", ".join(_choice_words(questionnaire, *pair) for pair in zip(*group, strict=True))


def _choice_words(questionnaire: Questionnaire, split: str, value: str) -> str:
    if value == NOT_SAID:
        return "Did not say"
    variable = questionnaire.splits.get(split, "")
    known = questionnaire.choices_of(variable) if variable else ()
    return next((one.text.say() for one in known if one.id == value), value)


def _by_group(tables: Iterable[SafeTable]) -> Mapping[GroupKey, Mapping[TableKey, SafeTable]]:
    made: dict[GroupKey, dict[TableKey, SafeTable]] = {}
    for table in tables:
        group = (table.group.split, table.group.value)
        made.setdefault(group, {})[table.kind, table.id] = table
    return made
