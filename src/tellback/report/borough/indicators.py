"""National indicators: how each was counted, England's figure, ours beside it, and what differs."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.figure.said import Fact, Number, Said, Source, plain, said
from tellback.report.blocks import Block, Heading, List, Row, Table, Words
from tellback.report.material import Material
from tellback.report.members.summary import Told, bullets
from tellback.report.outline import NationalIndicator, told

NO_FIGURE = "not given here"
UNCHECKED = (
    f"Where England’s figure is {NO_FIGURE}, it has not been checked against its publication."
)


def indicator_blocks(material: Material, headlines: Told) -> Iterator[Block]:
    """All of them under a heading of level 2; nothing where the outline has none.

    Ours stand beside the national figure and are never compared: no sign, no better or worse.
    """
    outline = material.outline
    if not outline.national_indicators:
        return
    yield Heading("National indicators", 2)
    yield from (Words(told(one)) for one in outline.national)
    elsewhere = outline.facts_of(material.facts.wave, "elsewhere")
    yield from (Words(one) for one in elsewhere)
    yield _overview(material, headlines)
    for one in outline.national_indicators:
        yield from _indicator(one, headlines)


def _overview(material: Material, headlines: Told) -> Table:
    rows = tuple(
        Row(f"{one.code}: {one.title}", (_england(one), _ours(one, headlines)))
        for one in material.outline.national_indicators
    )
    return Table(
        "Set beside each other and not compared",
        ("Indicator", "England", "Our nearest question"),
        rows,
        numeric=False,
        notes=(UNCHECKED,),
    )


def _england(one: NationalIndicator) -> str:
    return f"{one.national}% ({one.year})" if one.national else NO_FIGURE


def _ours(one: NationalIndicator, headlines: Told) -> str:
    """The first of ours, with all that its sentence says."""
    first = next(bullets(one.ours[:1], headlines), None)
    return plain(first) if first else "not asked"


def _indicator(one: NationalIndicator, headlines: Told) -> Iterator[Block]:
    yield Heading(f"{one.code}: {one.title}", 3)
    yield Words(("How it was counted: ", *told(one.definition)))
    yield Words(_national(one))
    ours = tuple(bullets(one.ours, headlines))
    if ours:
        yield Words(("Nearest to it in our survey:",))
        yield List(ours)
    yield Words(("Why the two are not compared:",))
    yield List(tuple(told(why) for why in one.differs))


def _national(one: NationalIndicator) -> Said:
    if not one.national:
        return said("England’s figure is ", NO_FIGURE, ".")
    figure = Number(f"{one.national}%", Source(one.source, ""))
    return said("In England it was ", figure, " in ", Fact(one.year), ".")
