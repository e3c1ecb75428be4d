"""The end of a school's report: how to read it, what is hidden, what may be shown, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.disclosure import Hidden
from tellback.figure.said import Fact, said, worded
from tellback.report.blocks import Block, Heading, Lines, List, Words
from tellback.report.ground import about
from tellback.report.material import Material
from tellback.report.school.results import SchoolResults


def how_to_read(results: SchoolResults) -> Iterator[Block]:
    """What bars, lines and triangles mean."""
    yield Heading("How to read this report")
    yield List(
        (
            said(
                f"The darker bar is {results.voice.this}. The bar below it is the rest of the "
                "borough: all pupils who answered in the other schools."
            ),
            said(
                "A per cent is of those who were asked. Who that was stands above each picture. "
                "Pupils who did not answer have a bar of their own."
            ),
            said(
                "The thin line on a bar shows how sure its number is. The per cent of all ",
                f"{results.voice.pupils} lies on that line, ",
                Fact("19 times in 20"),
                ".",
            ),
            said(
                "A triangle stands only where a difference is real: ▲ is higher, ▼ is lower. Where "
                "there is none, do not speak of a difference, even if the bars look unlike."
            ),
            said(
                "All differences of this report were tested together. Among those that are called "
                "real, about ",
                Fact("1 in 20"),
                " is still chance.",
            ),
            said(
                "A difference is not a mark for the school. Pupils live where they live, and what "
                "they say is about home and the area too."
            ),
        )
    )
    for one in about(results.material.ground, results.area):
        yield Words((worded(one),), "small")


def what_is_hidden(results: SchoolResults) -> Iterator[Block]:
    """Why numbers are hidden, for everybody, and what a head may show to whom."""
    yield Heading("What is hidden, and what you may show")
    yield Words(
        said(
            "Pupils were told that nobody can see what one of them said. So a number is hidden "
            "where it is small, or where somebody could work a small one out from it. It is hidden "
            "from everybody, us too: this report is made of what is left."
        )
    )
    if reasons := _reasons(results):
        yield List(tuple((worded(one), ".") for one in reasons))
    yield List(
        (
            said("You may show this report to your staff, your governors and your school council."),
            said("You may tell parents and pupils what is in it, in words or on the wall."),
            said("Please do not put it beside the report of another school: no school is ranked."),
            said("Please do not ask pupils what they answered, or try to work out what is hidden."),
        )
    )


def _reasons(results: SchoolResults) -> tuple[str, ...]:
    found = []
    for table in results.held.whole.values():
        held = (table.hidden,) if table.hidden else tuple(cell.count for cell in table.cells)
        found += [one.reason for one in held if isinstance(one, Hidden)]
    return tuple(dict.fromkeys(found))


def whom_to_ask(material: Material) -> Iterator[Block]:
    """A post and its addresses."""
    council = material.facts.council
    yield Heading("Whom to ask")
    named = (council.contact, council.directorate, council.name, council.telephone, council.email)
    yield Lines(tuple(one for one in named if one))
