"""What figures of a release are made of: the tables of its areas, and who is on roll there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tellback.figure import Side, rest_of, side_of
from tellback.inference import NOT_AT_RANDOM
from tellback.questionnaire.benchmark import Benchmark
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.published_year import PublishedYear
from tellback.release import Area, Release
from tellback.release.held import Held, TableKey, areas_with_tables, group_words, held_in

ROLL_UNKNOWN = (
    "The number on roll is not known for every school, so the intervals are about very many pupils "
    "like those who answered."
)
REST = "The rest of the borough"
OTHERS = "all others"
THIS = {"school": "this school", "group": "these schools"}


@dataclass(frozen=True)
class EarlierWave:
    """A release of an earlier wave of the same questionnaire."""

    name: str
    release: Release


@dataclass(frozen=True, eq=False)
class Ground:
    """A release, its areas, the roll of each school that took part, and what stands beside it.

    `earlier` are releases of earlier waves, the newest first; `printed` years of which only a
    report is left, the newest first. What is worked out of one may be kept as long as it lives:
    two of them are never equal.
    """

    release: Release
    name: str
    """The wave's, as a sentence says it: `2009`."""
    year_group: str
    rolls: Mapping[str, int | None]
    """Of each school that took part."""
    on_roll_everywhere: int = 0
    """Pupils of the year group in all schools, asked or not; 0 where it is not known."""
    earlier: tuple[EarlierWave, ...] = ()
    printed: tuple[PublishedYear, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    _held: dict[tuple[str, str], Held] = field(default_factory=dict, repr=False)

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What was asked."""
        return self.release.questionnaire

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Those with tables of their own."""
        return areas_with_tables(self.release)

    @property
    def design_effect(self) -> float | None:
        """How many times larger the borough's variance is than of pupils one by one, if known."""
        return self.release.manifest.design_effect

    @cached_property
    def borough(self) -> Held:
        """The tables of the whole area."""
        return held_in(self.release)

    def held(self, area: Area) -> Held:
        """The tables of an area. Raises KeyError where it has none, ReleaseFault."""
        if area.level == "borough":
            return self.borough
        key = (area.level, area.area)
        if key not in self._held:
            self._held[key] = held_in(self.release, area.level, area.area)
        return self._held[key]

    def schools_in(self, area: Area) -> tuple[str, ...]:
        """The numbers of the schools that took part and lie in `area`."""
        if area.level == "borough":
            return tuple(self.rolls)
        if area.level == "school":
            return (area.area,)
        schools = (one for one in self.release.areas if one.level == "school")
        return tuple(
            one.area
            for one in schools
            if (one.locality if area.level == "locality" else one.group) == area.area
        )

    def roll(self, area: Area) -> int | None:
        """Pupils on roll in the schools of `area` that took part; None where one is not known."""
        rolls = [self.rolls.get(one) for one in self.schools_in(area)]
        known = [one for one in rolls if one is not None]
        return sum(known) if rolls and len(known) == len(rolls) else None

    def on_roll(self, held: Held) -> float | None:
        """Pupils on roll for each who answered, in one area."""
        roll = self.roll(held.area)
        return roll / held.pupils if roll and held.pupils else None

    def on_roll_in_rest(self, held: Held) -> float | None:
        """The same in the rest of the borough."""
        roll, own_roll = self.roll(self.borough.area), self.roll(held.area)
        pupils, own_pupils = self.borough.pupils, held.pupils
        if roll is None or own_roll is None or pupils is None or own_pupils is None:
            return None
        left, answered = roll - own_roll, pupils - own_pupils
        return left / answered if answered > 0 and left > 0 else None


def own_side(ground: Ground, area: Area, key: TableKey, *, words: str = "") -> Side:
    """Everyone of an area, in one table. Raises KeyError for a table it has not."""
    held = ground.held(area)
    return side_of(
        held.whole[key],
        words or area.name,
        name=THIS.get(area.level, area.name),
        on_roll=ground.on_roll(held),
    )


def beside_rest(ground: Ground, area: Area, key: TableKey, *, rest: str = REST) -> Side:
    """An area's side in one table, `against` the rest of the borough."""
    part = own_side(ground, area, key)
    other = rest_of(
        ground.borough.whole[key],
        part,
        words=rest,
        name=rest[:1].lower() + rest[1:],
        on_roll=ground.on_roll_in_rest(ground.held(area)),
    )
    return replace(part, against=other)


def places(ground: Ground, levels: tuple[str, ...], key: TableKey) -> Iterator[Side]:
    """Each area of `levels` that has the table, against the rest of the borough."""
    for area in ground.areas:
        if area.level in levels and key in ground.held(area).whole:
            yield replace(beside_rest(ground, area, key), name=area.name)


def groups(ground: Ground, area: Area, split: tuple[str, ...], key: TableKey) -> Iterator[Side]:
    """Each group of a split of an area, against everyone else of it."""
    held = ground.held(area)
    on_roll = ground.on_roll(held)
    for (names, values), tables in held.groups.items():
        if names == split and key in tables:
            words = group_words(ground.questionnaire, (names, values))
            part = side_of(tables[key], words, on_roll=on_roll)
            rest = rest_of(
                held.whole[key], part, words="Everyone else", name=OTHERS, on_roll=on_roll
            )
            yield replace(part, against=rest)


def about(ground: Ground, area: Area) -> tuple[str, ...]:
    """Whom the intervals are about, in sentences."""
    roll = ground.roll(area)
    if roll is None:
        return (ROLL_UNKNOWN,)
    these = f"all {roll:,} pupils on roll in Year {ground.year_group}"
    if area.level == "school":
        return (f"The intervals are about {these} of this school.",)
    schools = len(ground.schools_in(area))
    where = "" if area.level == "borough" else f" in {area.name}"
    took = "1 school" if schools == 1 else f"{schools} schools"
    return (
        f"The intervals are about {these} of the {took}{where} that took part.",
        NOT_AT_RANDOM,
    )
