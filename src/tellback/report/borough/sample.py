"""What the results can carry: how far they hold for those who were asked, and beyond them."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.disclosure import Hidden
from tellback.figure.headline import Reading
from tellback.figure.headline_words import facts_in
from tellback.figure.said import Fact, Number, Said, Source, said
from tellback.figure.side import percent_said
from tellback.inference import (
    NOT_AT_RANDOM,
    About,
    Estimate,
    of_the_borough,
    of_those_who_took_part,
)
from tellback.questionnaire.published_year import HELD
from tellback.report.blocks import Block, Heading, List, Note, Words
from tellback.report.borough.measures import aims, key_of
from tellback.report.ground import ROLL_UNKNOWN
from tellback.report.material import Material

FEW = 2
TWENTY = 20


def sample_blocks(material: Material) -> Iterator[Block]:
    """In sentences under a heading of level 2."""
    ground = material.ground
    roll = ground.roll(ground.borough.area)
    yield Heading("What these results can carry", 2)
    if roll is None:
        yield Words(said(ROLL_UNKNOWN))
    else:
        yield Words(
            said(
                "A share of those who answered is near the share that all pupils of these schools "
                "would give, but not the same: not everyone answered."
            )
        )
        yield from _example(material, roll)
    yield Note(said(NOT_AT_RANDOM), kind="warning")
    yield List(
        (
            said(
                "A difference is called real only where chance alone would hardly bring it about. "
                "Where nothing is said of a difference, none is known."
            ),
            said(
                "Per cents are rounded, and some pupils left a question out, so the per cents of a "
                "question may not add up to a hundred."
            ),
            said("The fewer pupils a number is of, the more chance is in it."),
        )
    )
    if looked := ground.release.manifest.responses:
        yield Words(said("Responses that may not have been meant were looked at."))
        yield List(tuple(said(*facts_in(one)) for one in looked.sentences))


def _example(material: Material, roll: int) -> Iterator[Block]:
    """The first headline of the outline: how far it holds."""
    for one in (each for aim in aims(material) for each in aim.measures):
        reading = Reading(
            material.ground.borough.whole[key_of(one)], (HELD,), material.facts.release
        )
        shown = reading.shown
        if not isinstance(shown, Hidden) and shown[1] and reading.table.base_words == "all pupils":
            yield Words(said("An example: pupils who ", *facts_in(one.said), "."))
            yield List(tuple(_carried(material, reading, shown, roll)))
            return


def _carried(
    material: Material, reading: Reading, shown: tuple[int, int], roll: int
) -> Iterator[Said]:
    ground, facts = material.ground, material.facts
    count, base = shown
    yield _sentence(reading, of_those_who_took_part(count, base, max(roll, base)))
    effect = ground.release.manifest.design_effect
    everywhere, schools = facts.on_roll_everywhere, len(ground.rolls)
    if effect is not None and everywhere >= base and schools >= FEW:
        there = of_the_borough(count, base, everywhere, design_effect=effect, schools=schools)
        yield _sentence(reading, there)


def _sentence(reading: Reading, found: Estimate) -> Said:
    """What was counted, and between which shares the many lie 19 times in 20."""
    percent = Number(percent_said(found.count, found.base), reading.source)
    asked = Number(f"{found.base:,} pupils", reading.source)
    whom = found.about if found.about is About.TOOK_PART else f"pupils of {found.about}"
    of = f"for the {found.population:,} {whom}"
    words = f"Worked out from {found.count:,} of {found.base:,} pupils asked, {of}"
    between = Number(found.interval.percents, Source(words, reading.release))
    often = Fact(f"{round(found.interval.confidence * TWENTY)} times in {TWENTY}")
    return said(
        *(percent, " of the ", asked, " who were asked; of the ", Fact(f"{found.population:,}")),
        *(f" {whom} it is ", between, ", ", often, "."),
    )
