"""The letter that tells a head teacher that the results are there; it holds no results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tellback.figure.said import Fact, Number, Said, Source, said, worded
from tellback.release import Area
from tellback.report.blocks import Block, Lines, List
from tellback.report.document import Document
from tellback.report.facts import SchoolFacts, WaveFacts
from tellback.report.filled_in import Value, filled_in
from tellback.report.material import Material
from tellback.report.school.results import SchoolResults
from tellback.report.school.words import count_of

TEXT = "reports/head-letter.txt"
"""In the folder of content."""
FEEDBACK = Source("What schools said of the survey when it was over", "")


def head_letter(material: Material, number: str) -> Document:
    """The letter to the head of a school that took part.

    Raises KeyError for a school that did not take part, Unreadable for words that cannot be used,
    ReleaseFault.
    """
    facts = material.facts
    known = next((one for one in facts.schools if one.number == number), None)
    area = _area(material, number, known)
    school = known or SchoolFacts(number=number, name=area.name)
    made_on = material.ground.release.manifest.made_on
    told = filled_in(material.content / TEXT, _values(material, area, school))
    return Document(
        name=f"{facts.wave}-letter-{number}",
        title=told.title,
        subtitle="",
        council=facts.council.name,
        audience="For the head teacher",
        release=facts.release,
        made_on=made_on,
        blocks=(*_head(facts, school, made_on), *told.blocks),
        look="letter",
        sources=False,
    )


def _head(facts: WaveFacts, school: SchoolFacts, made_on: date) -> tuple[Block, ...]:
    day = facts.published_on or made_on
    council = facts.council
    ours = (council.directorate, council.telephone, council.email)
    return (
        Lines((*(one for one in ours if one), f"{day.day} {day:%B %Y}"), "right"),
        Lines(("The head teacher", school.name)),
    )


def _area(material: Material, number: str, known: SchoolFacts | None) -> Area:
    """The school's line in the release; where no school has one, it took part if it has a roll."""
    areas = [one for one in material.ground.release.areas if one.level == "school"]
    if not areas and known and number in material.ground.rolls:
        return Area("school", number, known.name)
    return {one.area: one for one in areas}[number]


def _values(material: Material, area: Area, school: SchoolFacts) -> Mapping[str, Value]:
    facts, results = material.facts, SchoolResults(material, area)
    roll = school.roll
    return {
        "wave": (worded(facts.title),),
        "dear": (worded((school.head or "Dear head teacher").rstrip(",") + ","),),
        "year_group": (worded(facts.year_group),),
        "roll": (Fact(f"{roll:,}"),) if roll else None,
        "group": (worded(results.group.name),) if results.group else None,
        "group_report": _own_report(facts, school.number) if results.group else None,
        "next_steps": _list(material.outline.next_steps),
        "ask": (Fact(_ask(facts)),),
        "post": (worded(facts.council.contact),),
        "council": (worded(facts.council.name),),
        **_own(results, school),
        **_feedback(facts),
    }


def _own(results: SchoolResults, school: SchoolFacts) -> dict[str, Value]:
    """How many answered and where the report is; or that there is none, and why."""
    roll = school.roll
    made = dict.fromkeys(("answered", "answered_alone", "report", "borough", "whole"))
    where = _where(results.material.facts)
    if results.area not in results.material.ground.areas:
        return {**made, "whole": where}
    if results.nothing:
        return {**made, "borough": where}
    answered = results.answered
    known = answered is not None and roll is not None and count_of(answered) <= roll
    told = "answered" if known else "answered_alone"
    report = _own_report(results.material.facts, school.number)
    return {**made, "report": report, told: (answered,) if answered else None}


def _where(facts: WaveFacts) -> Said:
    return (Fact(facts.address or _ask(facts)), ".")


def _own_report(facts: WaveFacts, number: str) -> Said:
    """The page of the school's report; small schools together have one at each one's address."""
    page = f"{facts.address}schools/{number}/report/" if facts.address else _ask(facts)
    return (Fact(page), ".")


def _ask(facts: WaveFacts) -> str:
    council = facts.council
    return council.email or council.telephone or f"{council.contact}, {council.name}"


def _list(sentences: tuple[str, ...]) -> List | None:
    return List(tuple((worded(one),) for one in sentences)) if sentences else None


def _feedback(facts: WaveFacts) -> dict[str, Value]:
    """What schools said of the survey; nothing where none said anything."""
    found = facts.feedback
    if not found.said:
        return dict.fromkeys(
            ("feedback_said", "feedback_asked", "feedback_well", "troubles", "wishes")
        )
    troubles = tuple(
        said(worded(what), ": ", _counted(many), " ", _schools(many))
        for what, many in found.troubles
    )
    return {
        "feedback_said": (_counted(found.said),),
        "feedback_asked": (_counted(max(found.could_say, found.said)),),
        "feedback_well": (_counted(found.well),),
        "troubles": List(troubles) if troubles else None,
        "wishes": _list(found.wishes),
    }


def _counted(many: int) -> Number:
    return Number(f"{many:,}", FEEDBACK)


def _schools(many: int) -> str:
    return "school" if many == 1 else "schools"
