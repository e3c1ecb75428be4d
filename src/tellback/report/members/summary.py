"""The executive summary: every headline, under the aims of the outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tellback.figure.said import Fact, Said, said
from tellback.report.blocks import Block, Heading, List, Words
from tellback.report.facts import WaveFacts
from tellback.report.headlines.told import headlines_said, untested_years
from tellback.report.material import Material
from tellback.report.members.ranked import ranked_said
from tellback.report.outline import HeadlineOf, OutcomePart, headlines_in, told
from tellback.report.took_part import TookPart

Told = Mapping[HeadlineOf, tuple[Said, ...]]


def told_headlines(material: Material) -> Told:
    """Each headline of the outline with its sentences.

    All are tested as one family, in whichever document they stand: what is a real change in one
    is a real change in the other.
    """
    every = dict.fromkeys(headlines_in(material.outline))
    wanted = tuple(dict.fromkeys(_plainly(one) for one in every))
    said_of = dict(zip(wanted, headlines_said(material, wanted), strict=True))
    return {one: said_of[_plainly(one)] for one in every}


def _plainly(one: HeadlineOf) -> HeadlineOf:
    """What is told twice is tested once."""
    return one.model_copy(update={"main": False})


def summary_blocks(material: Material, headlines: Told) -> Iterator[Block]:
    """Under headings of level 3 and 4: the survey, who took part, and each aim."""
    outline = material.outline
    yield Heading("About the survey", 3)
    yield from (Words(told(one)) for one in outline.purpose)
    yield from (Words(one) for one in when(material.facts))
    yield Heading("Who took part", 3)
    yield List(general(material, headlines))
    yield from (Words(one, kind="small") for one in cautions(material))
    for outcome in outline.outcomes:
        yield Heading(outcome.title, 3)
        for part in outcome.parts:
            yield from part_blocks(material, part, headlines)


def part_blocks(material: Material, part: OutcomePart, headlines: Told) -> Iterator[Block]:
    """One part of an outcome: its headlines, a bullet for each cell that they tell of."""
    yield Heading(part.title, 4)
    if part.intro:
        yield Words(told(part.intro))
    items = [*bullets(part.headlines, headlines)]
    items += [one for ranked in part.ranked for one in ranked_said(material, ranked)]
    if items:
        yield List(tuple(items))
    yield from (Words(told(one)) for one in part.words)


def bullets(wanted: Sequence[HeadlineOf], headlines: Told) -> Iterator[Said]:
    """Headlines as bullets; what follows on the same cell stands in the same bullet."""
    above: object = None
    item: Said = ()
    for one in wanted:
        cell = (one.measure, one.variable, one.choices)
        if item and cell != above:
            yield item
            item = ()
        for sentence in headlines[one]:
            item = (*item, " ", *sentence) if item else sentence
        above = cell
    if item:
        yield item


def general(material: Material, headlines: Told) -> tuple[Said, ...]:
    """How many took part, in which places, the two rates, and what they said of themselves."""
    took = TookPart(material)
    themselves = tuple(bullets(material.outline.took_part, headlines))
    return (took.how_many, took.rates, took.places, *themselves)


def cautions(material: Material) -> tuple[Said, ...]:
    """What is due once beside all headlines: which earlier years cannot be tested."""
    return untested_years(material, tuple(dict.fromkeys(headlines_in(material.outline))))


def when(facts: WaveFacts) -> Iterator[Said]:
    """When the survey was open, and why it was open longer than planned."""
    opened, closed = Fact(day(facts.opened_on)), Fact(day(facts.closed_on))
    yield said("The survey was open from ", opened, " to ", closed, ".")
    if facts.first_closes_on and facts.first_closes_on != facts.closed_on:
        because = facts.extension_reason.strip().rstrip(".")
        why: tuple[str | Fact, ...] = (
            (" Why it was open longer: ", Fact(because), ".") if because else ()
        )
        yield said("It was first to close on ", Fact(day(facts.first_closes_on)), ".", *why)


def day(one: date) -> str:
    """`19 October 2009`."""
    return f"{one.day} {one:%B %Y}"
