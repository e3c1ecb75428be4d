"""What a release holds to be compared: areas, splits, and the tables of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tellback.disclosure import Hidden, SafeTable
from tellback.questionnaire.model import Questionnaire
from tellback.release import Area, ReleaseFault
from tellback.release.manifest import area_file
from tellback.tabulation.group import NOT_SAID, Level
from tellback_web.results.models import Release
from tellback_web.results.queries.releases import ReleaseBroken, areas_of, files_of, tables_of

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


def held_by(release: Release, level: Level = "borough", area: str = "") -> Held:
    """What a release holds of an area. Raises KeyError where it has no tables, ReleaseBroken."""
    return _held(release.folder, release.manifest_hash, level, area)


def areas_with_tables(release: Release) -> tuple[Area, ...]:
    """The areas that have tables of their own, the borough first. Raises ReleaseBroken."""
    files = files_of(release).files
    held = {name for name in files if name.startswith("areas/")}
    return tuple(area for area in areas_of(release) if area_file(area.level, area.area) in held)


def questionnaire_released(release: Release) -> Questionnaire:
    """What was asked, as the release has it. Raises ReleaseBroken."""
    try:
        return files_of(release).questionnaire
    except ReleaseFault as fault:
        raise ReleaseBroken(str(fault)) from fault


def design_effect_of(release: Release) -> float | None:
    """How many times larger the borough's variance is than of pupils one by one, if it says so."""
    found = getattr(files_of(release).manifest, "design_effect", None)
    return float(found) if found else None


def group_words(questionnaire: Questionnaire, group: GroupKey) -> str:
    """`A girl`; of those who said nothing, `Did not say`; of a crossing, both."""
    return ", ".join(_choice_words(questionnaire, *pair) for pair in zip(*group, strict=True))


def _choice_words(questionnaire: Questionnaire, split: str, value: str) -> str:
    if value == NOT_SAID:
        return "Did not say"
    variable = questionnaire.splits.get(split, "")
    known = questionnaire.choices_of(variable) if variable else ()
    return next((one.text.say() for one in known if one.id == value), value)


@lru_cache(maxsize=128)
def _held(folder: str, manifest_hash: str, level: Level, area: str) -> Held:
    """A release never changes, so its tables are put in order once."""
    release = Release(folder=folder, manifest_hash=manifest_hash)
    tables = tables_of(release, level, area)
    known = (one for one in areas_of(release) if (one.level, one.area) == (level, area))
    return Held(next(known), _by_group(tables))


def _by_group(tables: Iterable[SafeTable]) -> Mapping[GroupKey, Mapping[TableKey, SafeTable]]:
    made: dict[GroupKey, dict[TableKey, SafeTable]] = {}
    for table in tables:
        group = (table.group.split, table.group.value)
        made.setdefault(group, {})[table.kind, table.id] = table
    return made
