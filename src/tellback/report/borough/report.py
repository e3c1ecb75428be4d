"""The borough report: who took part, every question, groups, years, and what is recommended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tellback.figure.headline_words import facts_in
from tellback.figure.said import Fact, Said, said
from tellback.report.blocks import Block, Break, Heading, List, Note, Words
from tellback.report.borough.groups import split_blocks
from tellback.report.borough.indicators import indicator_blocks
from tellback.report.borough.places import locality_blocks
from tellback.report.borough.questions import questionnaire_blocks
from tellback.report.borough.results import section_blocks
from tellback.report.borough.sample import sample_blocks
from tellback.report.borough.years import years_blocks
from tellback.report.document import Document
from tellback.report.material import Material
from tellback.report.members.money import money_blocks
from tellback.report.members.report import recommended
from tellback.report.members.summary import Told, bullets, cautions, told_headlines, when
from tellback.report.outline import told
from tellback.report.protected import protection_said
from tellback.report.took_part import TookPart


def borough_report(material: Material) -> Document:
    """Everything that the release has of the whole borough, for everyone. Raises ReleaseFault."""
    facts = material.facts
    return Document(
        name=f"{facts.wave}-borough",
        title=facts.title,
        subtitle=f"What pupils of Year {facts.year_group} said: the whole borough",
        council=facts.council.name,
        audience="For everyone",
        release=facts.release,
        made_on=material.ground.release.manifest.made_on,
        blocks=tuple(_blocks(material)),
        contents=True,
    )


def _blocks(material: Material) -> Iterator[Block]:
    headlines = told_headlines(material)
    yield from _in_short(material, headlines)
    yield from _about(material)
    yield from _took_part(material, headlines)
    yield from sample_blocks(material)
    yield Break()
    yield Heading("Results, question by question", 2)
    yield from section_blocks(material, headlines)
    yield Break()
    yield from split_blocks(material)
    yield from locality_blocks(material)
    yield from years_blocks(material)
    yield from indicator_blocks(material, headlines)
    yield from _what_follows(material)
    yield from _how(material)
    yield Break()
    yield Heading("Appendix: The questionnaire", 2)
    yield from questionnaire_blocks(material.ground.questionnaire)


def _in_short(material: Material, headlines: Told) -> Iterator[Block]:
    took = TookPart(material)
    main = tuple(bullets([one for one in headlines if one.main], headlines))
    yield Heading("In short", 2)
    yield Words((*took.how_many, " ", *took.rates), kind="lead")
    if main:
        yield List(main)
        yield from (Words(one, kind="small") for one in cautions(material))


def _about(material: Material) -> Iterator[Block]:
    outline = material.outline
    yield Heading("About the survey", 2)
    yield from _part("Purpose", [told(one) for one in outline.purpose])
    yield Heading("How it was done", 3)
    yield from (Words(told(one)) for one in outline.method)
    yield from (Words(one) for one in when(material.facts))


def _took_part(material: Material, headlines: Told) -> Iterator[Block]:
    took, facts = TookPart(material), material.facts
    yield Heading("Who took part", 2)
    yield Words((*took.how_many, " ", *took.rates))
    yield Note(
        said(
            "The two rates belong together. The first says how well these schools are heard, the "
            "second how much of the borough is."
        )
    )
    yield Words(took.places)
    themselves = tuple(bullets(material.outline.took_part, headlines))
    if themselves:
        yield List(themselves)
    if facts.schools:
        yield took.by_school
    yield Heading("Schools that could not take part", 3)
    told_of = material.outline.facts_of(facts.wave, "schools") or (took.tried,)
    yield from (Words(one) for one in told_of)
    if took.could_not:
        yield took.by_reason
    yield from _schools_said(material)


def _schools_said(material: Material) -> Iterator[Block]:
    given = material.facts.feedback
    if not given.said:
        return
    yield Heading("What schools said of the survey", 3)
    yield Words(
        said(
            *(Fact(f"{given.said} of {given.could_say}"), " schools said how it had gone; with "),
            *(Fact(f"{given.well}"), " of them well or very well."),
        )
    )
    if given.troubles:
        yield List(tuple(said(*facts_in(f"{what}: {many}")) for what, many in given.troubles))


def _what_follows(material: Material) -> Iterator[Block]:
    outline = material.outline
    asked = [recommended(one) for one in outline.recommendations]
    if asked or outline.next_steps or outline.later_surveys:
        yield Heading("What follows", 2)
    if asked:
        yield from _part("Recommendations to members", asked, kind="letter")
    yield from _part("Next steps", [told(one) for one in outline.next_steps], kind="bullet")
    later = [told(one) for one in outline.later_surveys]
    yield from _part("For later surveys", later, kind="bullet")


def _how(material: Material) -> Iterator[Block]:
    yield Heading("How answers are protected", 2)
    yield from (Words(one) for one in protection_said(material))
    if money := tuple(money_blocks(material)):
        yield Heading("What the survey cost", 2)
        yield from money


def _part(title: str, sentences: Iterable[Said], *, kind: str = "") -> Iterator[Block]:
    """A heading of level 3 with paragraphs, or a list of some kind; nothing without sentences."""
    found = tuple(sentences)
    if not found:
        return
    yield Heading(title, 3)
    if kind == "letter":
        yield List(found, kind="letter")
    elif kind:
        yield List(found)
    else:
        yield from (Words(one) for one in found)
