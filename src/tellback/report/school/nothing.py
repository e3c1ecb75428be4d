"""The report of a school of so few pupils that nothing can be shown of it alone."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.figure.said import Fact, Said, said, worded
from tellback.report.blocks import Block, Heading, List, Words
from tellback.report.school.reading import whom_to_ask
from tellback.report.school.results import SchoolResults
from tellback.report.school.words import reason_said


def nothing_to_show(results: SchoolResults) -> Iterator[Block]:
    """Why, and what can be read instead."""
    facts, your = results.material.facts, results.voice.your
    yield Heading("Thank you")
    yield Words(
        said(
            f"Please thank {results.voice.pupils} for us. What they told us counts as much as what "
            "any other pupil said: their answers are in the results of the whole borough."
        ),
        "lead",
    )
    yield Heading(f"Why there are no numbers of {your} alone")
    yield Words((worded(reason_said(results.nothing)), "."))
    yield Words(
        said(
            "With so few pupils, a number could tell what one of them said, and pupils were "
            f"promised that nobody can see that. So no numbers of {your} are kept in the "
            "results, for anybody."
        )
    )
    yield Heading("What you can read instead")
    yield List(tuple(_instead(results)))
    if facts.address:
        yield Words(said("All of it is at ", Fact(facts.address), "."))
    yield from whom_to_ask(results.material)


def _instead(results: SchoolResults) -> Iterator[Said]:
    if group := results.group:
        yield said(
            "The report of small schools that are counted together, of which yours is one: ‘",
            worded(group.name),
            "’. Ask us for it.",
        )
    yield said("The results of the whole borough, in which your pupils are counted.")
    yield said("The newsletter for pupils. It is for yours too.")
