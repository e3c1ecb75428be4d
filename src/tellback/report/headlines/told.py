"""The headlines of an outline as sentences, with the years before and by what people are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tellback.disclosure import Hidden
from tellback.figure.beside import Mark
from tellback.figure.headline import Reading, headline, headline_by
from tellback.figure.headline_words import joined
from tellback.figure.said import Fact, Said, said
from tellback.inference import Comparison, Sample, compare, counted, rest
from tellback.questionnaire.published_year import HELD
from tellback.release import Area
from tellback.release.held import Held, group_words
from tellback.report.headlines.before import Year, years_before
from tellback.report.headlines.beside import differences_said, key_of
from tellback.report.material import Material
from tellback.report.outline import HeadlineOf

__all__ = ["differences_said", "headlines_said", "untested_years"]

PAIR = 2
Place = tuple[str, str]
"""Where a test of a headline is told: `year` or `group`, and of which."""


@dataclass(frozen=True)
class _Group:
    """Some pupils of a split: what a sentence calls them, and what they said."""

    value: str
    people: str
    reading: Reading


@dataclass(frozen=True)
class _Wanted:
    """One headline with all that stands beside it."""

    headline: HeadlineOf
    reading: Reading
    years: tuple[Year, ...]
    groups: tuple[_Group, ...]

    def pairs(self) -> Iterator[tuple[Place, tuple[Sample, Sample]]]:
        """What is to be tested, and where it is told: `year` or `group`, and of which."""
        now = _sample(self.reading)
        for year in self.years:
            if now and year.sample and year.verdict.trend:
                yield ("year", year.name), (now, year.sample)
        if len(self.groups) == PAIR:
            one, other = (_sample(group.reading, group.people) for group in self.groups)
            if one and other:
                yield ("group", self.groups[0].value), (one, other)
        elif now:
            for group in self.groups:
                yield from _beside_everyone_else(group, now)


def headlines_said(
    material: Material, wanted: Sequence[HeadlineOf], *, area: Area | None = None
) -> tuple[tuple[Said, ...], ...]:
    """For each wanted headline its sentences: of all pupils with earlier years, and by split.

    All tests made here are one family: give together what a reader reads together. Empty for a
    headline whose table the area has not; a split that it is not split by is not told. Raises
    KeyError for an area without tables, LooseNumber for words that tell a number, ReleaseFault.
    """
    found = _all_wanted(material, area or material.ground.borough.area, wanted)
    pairs = {
        (at, place): pair for at, one in enumerate(found) if one for place, pair in one.pairs()
    }
    made = dict(zip(pairs, compare(list(pairs.values()), between="groups"), strict=True))
    return tuple(
        tuple(_sentences(one, {place: test for (of, place), test in made.items() if of == at}))
        if one
        else ()
        for at, one in enumerate(found)
    )


def untested_years(material: Material, wanted: Sequence[HeadlineOf]) -> tuple[Said, ...]:
    """The note that is due once where earlier figures stand beside and cannot be tested.

    Empty where all of them can be, or where none stands there. Raises ReleaseFault.
    """
    found = _all_wanted(material, material.ground.borough.area, wanted)
    years = dict.fromkeys(
        year.name
        for one in found
        if one and not isinstance(one.reading.shown, Hidden)
        for year in one.years
        if year.untested
    )
    if not years:
        return ()
    names = joined([(Fact(one),) for one in years])
    start = "How many pupils were asked in "
    why = " was not published, so no change since then can be tested: "
    end = f"{why}those figures only stand beside ours."
    return (said(start, *names, end),)


def _all_wanted(
    material: Material, area: Area, wanted: Sequence[HeadlineOf]
) -> tuple[_Wanted | None, ...]:
    """Each with its numbers; None where the area has no such table."""
    held = material.ground.held(area)
    release = material.facts.release
    readings = {
        at: (key_of(one), Reading(held.whole[key_of(one)], one.choices or (HELD,), release))
        for at, one in enumerate(wanted)
        if key_of(one) in held.whole
    }
    years = dict(
        zip(readings, years_before(material.ground, area, list(readings.values())), strict=True)
    )
    return tuple(
        _Wanted(
            of,
            readings[at][1],
            () if of.alone else years[at],
            tuple(_groups(material, held, of, readings[at][1])) if of.by else (),
        )
        if at in readings
        else None
        for at, of in enumerate(wanted)
    )


def _groups(material: Material, held: Held, of: HeadlineOf, whole: Reading) -> Iterator[_Group]:
    """The groups of its split, those first that the outline names, in its order."""
    asked = material.ground.questionnaire
    called = material.outline.people.get(of.by, {})
    variable = asked.splits.get(of.by, "")
    choices = [one.id for one in asked.choices_of(variable)] if variable else []
    for value in [one for one in called if one in choices] or choices:
        table = held.groups.get(((of.by,), (value,)), {}).get(key_of(of))
        if table:
            words = group_words(asked, ((of.by,), (value,)))
            people = called.get(value) or f"pupils who said ‘{words}’"
            yield _Group(value, people, replace(whole, table=table))


def _sample(reading: Reading, name: str = "") -> Sample | None:
    shown = reading.shown
    return None if isinstance(shown, Hidden) else counted(name, *shown)


def _beside_everyone_else(
    group: _Group, whole: Sample
) -> Iterator[tuple[Place, tuple[Sample, Sample]]]:
    part = _sample(group.reading, group.people)
    if part and part.base and whole.base and part.base < whole.base:
        yield ("group", group.value), (part, rest(whole, part, name="everyone else"))


def _sentences(one: _Wanted, tests: Mapping[Place, Comparison]) -> Iterator[Said]:
    wanted = one.headline
    if not wanted.alone:
        before = [
            year.before(_over_years(tests.get(("year", year.name))), as_count=wanted.as_count)
            for year in one.years
        ]
        count, only = wanted.as_count, wanted.of
        yield headline(one.reading, wanted.said, before=before, as_count=count, of=only)
    by = [
        (group.people, group.reading, _mark(tests.get(("group", group.value))))
        for group in one.groups
    ]
    if told := headline_by(by, wanted.said, as_count=wanted.as_count, of=wanted.of):
        yield told


def _over_years(test: Comparison | None) -> Comparison | None:
    return replace(test, between="years") if test else None


def _mark(test: Comparison | None) -> Mark | None:
    return Mark(test.word, test.shape, test.sentence) if test else None
