"""Documents with one of everything in them, for tests of how they are typeset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tellback.figure import draw_beside, spread_of
from tellback.figure.said import Fact, Number, Said, Source, said
from tellback.report.blocks import (
    Block,
    Break,
    Card,
    Cards,
    Fields,
    Heading,
    Lines,
    List,
    Note,
    Picture,
    Row,
    Table,
    Words,
)
from tellback.report.document import Document, Look
from tellback.report.ground import places
from tellback.report.pictures import picture_beside, picture_of
from tests.library.report.demo import AS_PRINTED, demo_material

RELEASE = "2009, release 1"


def counted(words: str, number: str, rest: str, source: str = "Question 4") -> Said:
    """A sentence with a number in it that knows where it is from."""
    return said(words, Number(number, Source(f"{source}. Base: 572 pupils", RELEASE)), rest)


def document(*blocks: Block, look: Look = "report", **more: object) -> Document:
    """A document of these blocks."""
    fields: dict[str, object] = {
        "name": "2009-sample",
        "title": "What pupils of Year 5 told us in 2009",
        "subtitle": "Young people’s lifestyle survey",
        "council": "Aldermoor Council",
        "audience": "For everyone",
        "release": RELEASE,
        "made_on": date(2010, 6, 1),
    }
    return Document(**(fields | {"blocks": blocks, "look": look} | more))  # type: ignore[arg-type]


def chart_of(question: str, *sentences: Said) -> Picture:
    """A question's picture, of nothing hidden."""
    whole = demo_material(AS_PRINTED).ground.borough.whole
    tables = [one for one in whole.values() if (one.kind, one.question) == ("variable", question)]
    return picture_of(tables, said=sentences)


def every_chart() -> Iterator[Picture]:
    """Every question of the demo."""
    whole = demo_material(AS_PRINTED).ground.borough.whole
    for question in dict.fromkeys(one.question for one in whole.values() if one.kind == "variable"):
        yield chart_of(question, counted("As many as ", "42%", " said so.", question))


def localities() -> Picture:
    """A headline in every locality, beside the rest of the borough."""
    ground = demo_material().ground
    key = ("variable", "q04")
    spread = spread_of(ground.borough.whole[key], tuple(places(ground, ("locality",), key)))
    return picture_beside(draw_beside([spread])[0])


LONG_TABLE = Table(
    "Every school that took part",
    ("School", "Pupils on roll", "Answered", "Share"),
    tuple(
        row
        for at in range(4)
        for row in (
            Row(f"Locality {at}", (), over=True),
            *(Row(f"School {at}-{one} of the holy name", ("60", "44", "73%")) for one in range(14)),
        )
    ),
    notes=("Numbers under 5 are hidden.",),
)
"""Longer than two pages, with headings over its rows."""

FORM = Fields(
    (
        ("1.", "Meeting", "Children and Young People’s Scrutiny Panel"),
        ("2.", "Date", "14 July 2010"),
        ("3.", "Title", "What pupils told us in the lifestyle survey of 2009"),
        ("4.", "Directorate", "Children and Young People’s Services"),
    )
)


def rich_report() -> Document:
    """A report of some pages with every kind of block that a report has."""
    return document(
        Heading("In short"),
        Words(counted("Of all pupils, ", "42%", " say that their health is very good.")),
        Words(said("Most of them enjoy school."), "lead"),
        List(tuple(counted("Of them, ", f"{at}%", " did.", f"Question {at}") for at in range(3))),
        Note(said("Some numbers are hidden, so that nobody can work out who said what."), "hidden"),
        Note(said("These are the answers of those who took part."), "warning"),
        Note(said("Ask the survey officer for more.")),
        Heading("Health"),
        chart_of("q04", counted("Their health is good: ", "84%", ".")),
        Heading("By locality", 3),
        localities(),
        Heading("Who took part", 3),
        LONG_TABLE,
        Words(said("Small words at the end."), "small"),
        Break(),
        Heading("What comes next"),
        List((said("Read it."), said("Say what you think.")), "number"),
        Lines(("Children’s survey officer", "surveys@aldermoor.example")),
        contents=True,
    )


def members_form() -> Document:
    """A council's numbered form."""
    return document(
        FORM,
        Heading("Summary", 2, "5."),
        Words(counted("This says what ", "572 pupils", " told the council.")),
        Heading("Recommendations", 2, "6."),
        List((said("That the panel note it."), said("That schools be thanked.")), "letter"),
        Heading("Finance", 2, "8."),
        Table(
            "What it cost",
            ("Item", "What it was for", "Who pays"),
            (Row("Data", ("Production of the data", "Primary care trust")), Row("Staff", ())),
            numeric=False,
        ),
        audience="For members of the panel",
    )


def rich_newsletter() -> Document:
    """A newsletter for nine-year-olds."""
    cards = tuple(
        Card(symbol, counted("", big, "", f"Question {at}"), said(words))
        for at, (symbol, big, words) in enumerate(
            (
                ("happy", "85%", "of you feel happy at school most of the time"),
                ("apple", "1 in 4", "eat five portions of fruit and vegetables a day"),
                ("bicycle", "14%", "ride a bike"),
                ("friends", "9 in 10", "have a friend to talk to"),
                ("running", "62%", "did two hours of sport in the last week"),
            )
        )
    )
    return document(
        Words(said("Last winter you told us about your life. Thank you! This is what you said."),
              "lead"),
        Heading("You are healthy"),
        Cards(cards),
        Heading("What happens now"),
        List((said("More bike racks."), said("A bench for friends in every playground."))),
        Note(said("If something worries you, tell an adult you trust.")),
        Cards((Card("", said(), said("You said it. We heard it.")),)),
        look="newsletter",
        title="You told us!",
        subtitle="News of the survey for Year 5",
        sources=False,
        audience="For pupils",
    )  # fmt: skip


def rich_letter() -> Document:
    """A letter of one page to a school's head."""
    return document(
        Lines(("Mill Lane Primary School", "12 Mill Lane", "Aldermoor AL4 2QT")),
        Lines(("1 June 2010",), "right"),
        Words(said("Dear head teacher")),
        Words(counted("In the winter ", "44 of your pupils", " took part. Thank you.")),
        List((said("The report of your school is with this letter."), said("Tell the pupils."))),
        Words(said("It closed on ", Fact("31 January 2010"), ".")),
        Lines(("Yours sincerely", "Children’s survey officer")),
        look="letter",
        title="What your pupils told us",
        subtitle="",
        audience="For this school only",
        sources=False,
    )
