"""The report to members, in the council's numbered form, with the executive summary behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tellback.figure.said import Fact, Said
from tellback.report.blocks import Block, Break, Fields, Heading, Lines, List, Words
from tellback.report.document import Document
from tellback.report.material import Material
from tellback.report.members.money import money_blocks
from tellback.report.members.summary import (
    Told,
    bullets,
    cautions,
    day,
    summary_blocks,
    told_headlines,
    when,
)
from tellback.report.outline import Recommendation, told
from tellback.report.protected import protection_said
from tellback.report.took_part import TookPart

NOT_ARRANGED = "To be arranged"
NONE: Said = ("None.",)


def members_report(material: Material) -> Document:
    """What members are asked to do and why, in twelve numbers, then Appendix A.

    A number of the form under which there is nothing to say says `None.` Raises ReleaseFault.
    """
    facts = material.facts
    return Document(
        name=f"{facts.wave}-members",
        title="Report to members",
        subtitle=facts.title,
        council=facts.council.name,
        audience="For everyone",
        release=facts.release,
        made_on=material.ground.release.manifest.made_on,
        blocks=tuple(_blocks(material)),
    )


def _blocks(material: Material) -> Iterator[Block]:
    headlines = told_headlines(material)
    yield _head(material)
    parts = (
        ("Summary", _summary(material, headlines)),
        ("Recommendations", _recommendations(material)),
        ("Proposals and details", _details(material)),
        ("Finance", money_blocks(material)),
        ("Risks and uncertainties", _listed(material.outline.risks)),
        ("Policy and performance agenda implications", _policy(material)),
        ("Equality and diversity", _equality(material, headlines)),
        ("Background papers and consultation", _listed(material.outline.background)),
    )
    for number, (title, blocks) in enumerate(parts, 5):
        yield Heading(title, 2, f"{number}.")
        yield from tuple(blocks) or (Words(NONE),)
    yield Heading("Contact", 2)
    yield _contact(material)
    yield Break()
    yield Heading("Appendix A: Executive summary", 2)
    yield from summary_blocks(material, headlines)


def _head(material: Material) -> Fields:
    facts = material.facts
    meeting = facts.meeting
    on = day(meeting.on) if meeting and meeting.on else NOT_ARRANGED
    return Fields(
        (
            ("1.", "Meeting", meeting.body if meeting else NOT_ARRANGED),
            ("2.", "Date", on),
            ("3.", "Title", f"{facts.title}, whole borough. Appendix A: Executive summary"),
            ("4.", "Directorate", facts.council.directorate),
        )
    )


def _summary(material: Material, headlines: Told) -> Iterator[Block]:
    took = TookPart(material)
    yield from (Words(told(one)) for one in material.outline.summary)
    yield Words((*took.how_many, " ", *took.rates))
    main = tuple(bullets([one for one in headlines if one.main], headlines))
    if main:
        yield Words(("In short:",))
        yield List(main)
        yield from (Words(one, kind="small") for one in cautions(material))


def _recommendations(material: Material) -> Iterator[Block]:
    meeting, asked = material.facts.meeting, material.outline.recommendations
    if asked:
        whom = f"The {meeting.body}" if meeting else "Members"
        yield Words((Fact(whom), f" {'is' if meeting else 'are'} asked to:"))
        yield List(tuple(recommended(one) for one in asked), kind="letter")


def recommended(one: Recommendation) -> Said:
    """`endorse … (Survey project group, before the next survey opens).`"""
    seen_to = ", ".join(words for words in (one.who, one.by) if words)
    behind = f" ({seen_to})" if seen_to else ""
    return told(f"{one.verb} {one.text}{behind}.")


def _details(material: Material) -> Iterator[Block]:
    outline = material.outline
    yield from _part("Purpose", [told(one) for one in outline.purpose])
    yield from _part("Questionnaire and method", [told(one) for one in outline.method])
    yield from (Words(one) for one in when(material.facts))
    yield from _part("Who took part", _took_part(material))
    yield from _part("How answers are protected", protection_said(material))
    yield from _part("Next steps", [told(one) for one in outline.next_steps], listed=True)
    yield from _part("For later surveys", [told(one) for one in outline.later_surveys], listed=True)


def _took_part(material: Material) -> Iterator[Said]:
    took = TookPart(material)
    yield (*took.how_many, " ", *took.rates)
    yield took.places
    yield from material.outline.facts_of(material.facts.wave, "schools") or (took.tried,)


def _part(title: str, sentences: Iterable[Said], *, listed: bool = False) -> Iterator[Block]:
    """A heading with its paragraphs, or with a list; nothing where there are none."""
    found = tuple(sentences)
    if found:
        yield Heading(title, 3)
        yield from (List(found),) if listed else (Words(one) for one in found)


def _listed(words: Iterable[str]) -> Iterator[Block]:
    found = tuple(told(one) for one in words)
    if found:
        yield List(found)


def _policy(material: Material) -> Iterator[Block]:
    yield from _listed(material.outline.policy)
    elsewhere = material.outline.facts_of(material.facts.wave, "elsewhere")
    yield from (Words(one) for one in elsewhere)


def _equality(material: Material, headlines: Told) -> Iterator[Block]:
    themselves = tuple(bullets(material.outline.took_part, headlines))
    if themselves:
        yield Words(("Of those who took part:",))
        yield List(themselves)
    yield from (Words(told(one)) for one in material.outline.equality)


def _contact(material: Material) -> Lines:
    council = material.facts.council
    lines = [council.contact, council.directorate, council.name]
    lines += [f"Telephone: {council.telephone}"] if council.telephone else []
    lines += [f"E-mail: {council.email}"] if council.email else []
    return Lines(tuple(lines))
