"""An outline for a survey whose council has written none: its measures, section by section."""

from __future__ import annotations

from tellback.questionnaire.model import Measure, Questionnaire
from tellback.report.outline import HeadlineOf, Outcome, OutcomePart, Outline

OTHER = "Other results"


def plain_outline(questionnaire: Questionnaire) -> Outline:
    """Every measure under the section that it is asked in."""
    found: dict[str, list[HeadlineOf]] = {}
    for measure in questionnaire.measures:
        words = measure.text.say()
        told = HeadlineOf(measure=measure.id, said=words[:1].lower() + words[1:])
        found.setdefault(_section(questionnaire, measure), []).append(told)
    return Outline(
        questionnaire=questionnaire.id,
        purpose=(),
        outcomes=tuple(
            Outcome(title=title, parts=(OutcomePart(title=title, headlines=tuple(told)),))
            for title, told in found.items()
        ),
    )


def _section(questionnaire: Questionnaire, measure: Measure) -> str:
    """The title of the section; of a question that lets several be ticked the id is no variable."""
    known = questionnaire.question_of.get(measure.variable)
    section = questionnaire.section_of.get(known.id if known else measure.variable)
    return section.title.say() if section else OTHER
