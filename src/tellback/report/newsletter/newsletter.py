"""The newsletter for pupils, from nine years of age: thanks, what they said, what happens next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.said import Number, Piece, Said, Source, source_of, worded
from tellback.questionnaire.readability import grade
from tellback.report.blocks import Block, Card, Cards, List, Note, Words
from tellback.report.document import Document
from tellback.report.filled_in import Value, filled_in
from tellback.report.material import Material
from tellback.report.newsletter.tenths import tenths
from tellback.report.outline import YouSaid
from tellback.report.school.words import EVERYONE

TEXT = "reports/newsletter.txt"
"""In the folder of content."""
_YOU = re.compile(r"\byour?s?\b", re.IGNORECASE)
HARDEST = 5.0
"""The grade that nine-year-olds can read; the council's own sentences may be harder."""


def newsletter(material: Material) -> Document:
    """What all pupils said, for those who said it.

    A headline that is hidden has no card. Raises Unreadable for words that cannot be used,
    ReleaseFault.
    """
    facts = material.facts
    told = filled_in(material.content / TEXT, _values(material))
    return Document(
        name=f"{facts.wave}-newsletter",
        title=told.title,
        subtitle=facts.title,
        council=facts.council.name,
        audience="For every pupil",
        release=facts.release,
        made_on=material.ground.release.manifest.made_on,
        blocks=(*told.blocks, Words(_source(material), "small")),
        look="newsletter",
        sources=False,
    )


def _values(material: Material) -> Mapping[str, Value]:
    pupils, schools = _pupils(material), _schools(material)
    cards = tuple(_cards(material))
    return {
        "pupils": (pupils,) if pupils else None,
        "schools": (schools,) if schools else None,
        "cards": Cards(cards) if cards else None,
        "next_steps": _next_steps(material),
        "help": _help(material),
    }


def _pupils(material: Material) -> Number | None:
    """How many answered, from the first table of all pupils."""
    for table in material.ground.borough.whole.values():
        if table.base_words == EVERYONE and not isinstance(table.base, Hidden):
            return Number(f"{table.base:,}", source_of(table, material.facts.release))
    return None


def _schools(material: Material) -> Number | None:
    many = len(material.ground.rolls)
    if not many:
        return None
    source = Source("Schools that took part", material.facts.release)
    return Number("1 school" if many == 1 else f"{many:,} different schools", source)


def _cards(material: Material) -> Iterator[Card]:
    """A card for each headline of all pupils that is shown: `of you` is of everybody."""
    for one in material.outline.newsletter:
        table = material.ground.borough.whole.get(("measure", one.measure))
        if (
            table
            and table.base_words == EVERYONE
            and (card := _card(table, one, material.facts.release))
        ):
            yield card


def _card(table: SafeTable, one: YouSaid, release: str) -> Card | None:
    count, base = table.cells[0].count, table.base
    if isinstance(count, Hidden) or isinstance(base, Hidden) or not base:
        return None
    share = tenths(count, base)
    number = Number(share.number, source_of(table, release, table.cells[0].id))
    big = (share.before, number) if share.before else (number,)
    return Card(one.symbol, big, ("of you ", worded(one.said)))


def _next_steps(material: Material) -> List | None:
    """Those of the council's next steps that speak to pupils, and that nine-year-olds can read."""
    steps = [one for one in material.outline.next_steps if _YOU.search(one)]
    easy = [one for one in steps if (grade([one]) or 0.0) <= HARDEST]
    return List(tuple((worded(one),) for one in easy)) if easy else None


def _help(material: Material) -> Block | None:
    """Whom to talk to, in the words that stood beside the questions."""
    told = [one.text.say() for one in material.ground.questionnaire.help_lines.values()]
    if len(told) == 1:
        return Note((worded(told[0]),))
    return List(tuple((worded(one),) for one in told)) if told else None


def _source(material: Material) -> Said:
    """Where the numbers are from, in a line."""
    pupils, schools = _pupils(material), _schools(material)
    made: list[Piece] = ["The numbers are from ", worded(material.facts.title)]
    if pupils and schools:
        made += [": ", pupils, " pupils in ", schools, " answered it"]
    return (*made, ".")
