"""What figures of a release are made of: the tables of its areas, and who is on roll there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tellback.figure import Side, rest_of, side_of
from tellback.inference import NOT_AT_RANDOM
from tellback.questionnaire.model import Questionnaire
from tellback.release import Area
from tellback_web.results.models import Release
from tellback_web.results.pages.explorer_choice import ALL, BOROUGH, Choice, key_of
from tellback_web.results.queries.comparisons import (
    Held,
    TableKey,
    areas_with_tables,
    group_words,
    held_by,
    questionnaire_released,
)
from tellback_web.results.queries.comparisons_elsewhere import rolls_of
from tellback_web.results.queries.releases import areas_of

ROLL_UNKNOWN = (
    "The number on roll is not known for every school, so the intervals are about very many pupils "
    "like those who answered."
)
REST = "The rest of the borough"
OTHERS = "all others"
THIS = {"school": "this school", "group": "these schools"}


@dataclass(frozen=True)
class Ground:
    """A release, its areas, and the roll of each school that took part."""

    release: Release
    questionnaire: Questionnaire
    areas: tuple[Area, ...]
    """Those with tables of their own."""
    rolls: dict[str, int | None]

    @classmethod
    def of(cls, release: Release) -> Ground:
        """That of a release. Raises ReleaseBroken."""
        return cls(
            release=release,
            questionnaire=questionnaire_released(release),
            areas=areas_with_tables(release),
            rolls=rolls_of(release),
        )

    @cached_property
    def borough(self) -> Held:
        """The tables of the whole area."""
        return held_by(self.release)

    def held(self, key: str) -> Held:
        """The tables of an area as an address says it. Raises KeyError."""
        if key == BOROUGH:
            return self.borough
        area = next((one for one in self.areas if key_of(one) == key), None)
        if area is None:
            raise KeyError(key)
        return held_by(self.release, area.level, area.area)

    def schools_in(self, area: Area) -> tuple[str, ...]:
        """The numbers of the schools that took part and lie in `area`."""
        if area.level == "borough":
            return tuple(self.rolls)
        if area.level == "school":
            return (area.area,)
        schools = (one for one in areas_of(self.release) if one.level == "school")
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
        rolls = self.roll(self.borough.area), self.roll(held.area)
        pupils = self.borough.pupils, held.pupils
        if None in rolls or None in pupils:
            return None
        roll, answered = (one[0] - one[1] for one in (rolls, pupils))  # type: ignore[operator]
        return roll / answered if answered > 0 and roll > 0 else None


def sides(ground: Ground, choice: Choice, key: TableKey) -> tuple[Side, ...]:
    """Everyone whom a view sets side by side in one table, each with whom it is compared."""
    held = ground.held(choice.of)
    if choice.by in ("locality", "school") and choice.of == BOROUGH:
        return tuple(_places(ground, choice.by, key))
    if choice.by != ALL:
        return tuple(_groups(ground, held, choice.split, key))
    if held.area.level == "borough":
        return (side_of(held.whole[key], "All pupils", on_roll=ground.on_roll(held)),)
    part = _beside_rest(ground, held, key)
    return (part, part.against) if part.against else (part,)


def _places(ground: Ground, level: str, key: TableKey) -> Iterator[Side]:
    levels = ("school", "group") if level == "school" else (level,)
    for area in ground.areas:
        if area.level in levels:
            held = ground.held(key_of(area))
            if key in held.whole:
                yield replace(_beside_rest(ground, held, key), name=area.name)


def _beside_rest(ground: Ground, held: Held, key: TableKey) -> Side:
    area = held.area
    part = side_of(
        held.whole[key],
        area.name,
        name=THIS.get(area.level, area.name),
        on_roll=ground.on_roll(held),
    )
    rest = rest_of(
        ground.borough.whole[key],
        part,
        words=REST,
        name=REST.replace("The", "the"),
        on_roll=ground.on_roll_in_rest(held),
    )
    return replace(part, against=rest)


def _groups(ground: Ground, held: Held, split: tuple[str, ...], key: TableKey) -> Iterator[Side]:
    on_roll = ground.on_roll(held)
    for (names, values), tables in held.groups.items():
        if names == split and key in tables:
            words = group_words(ground.questionnaire, (names, values))
            part = side_of(tables[key], words, on_roll=on_roll)
            rest = rest_of(
                held.whole[key], part, words="Everyone else", name=OTHERS, on_roll=on_roll
            )
            yield replace(part, against=rest)


def about(ground: Ground, choice: Choice) -> tuple[str, ...]:
    """Whom the intervals are about, in sentences."""
    held = ground.held(choice.of)
    roll = ground.roll(held.area)
    if roll is None:
        return (ROLL_UNKNOWN,)
    these = f"all {roll:,} pupils on roll in Year {ground.release.wave.year_group}"
    if held.area.level == "school":
        return (f"The intervals are about {these} of this school.",)
    schools = len(ground.schools_in(held.area))
    where = "" if held.area.level == "borough" else f" in {held.area.name}"
    took = "1 school" if schools == 1 else f"{schools} schools"
    return (
        f"The intervals are about {these} of the {took}{where} that took part.",
        NOT_AT_RANDOM,
    )
