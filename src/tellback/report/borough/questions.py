"""The questionnaire as an appendix: every question, its answers, and who was asked it."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.model import Kind, Question, Questionnaire, Section
from tellback.report.blocks import Block, Row, Table

NOT_ASKED = frozenset({Kind.NOTE, Kind.PRESET})
IN_WORDS = {
    Kind.TEXT: "In the pupil’s own words",
    Kind.NUMBER: "A number",
    Kind.MULTI: "Any of: ",
}


def questionnaire_blocks(questionnaire: Questionnaire) -> Iterator[Block]:
    """A table for each section."""
    for section in questionnaire.sections:
        rows = tuple(
            _row(questionnaire, one) for one in section.questions if one.kind not in NOT_ASKED
        )
        if rows:
            yield _table(section, rows)


def _table(section: Section, rows: tuple[Row, ...]) -> Table:
    return Table(
        f"{section.title.say()}: what was asked",
        ("Question", "Answers", "Who was asked"),
        rows,
        numeric=False,
    )


def _row(questionnaire: Questionnaire, question: Question) -> Row:
    title = question.text.say()
    head = f"{question.number}. {title}" if question.number else title
    asked = base_of(questionnaire, question.id).words
    return Row(head, (_answers(question), asked[:1].upper() + asked[1:]))


def _answers(question: Question) -> str:
    offered = "; ".join(one.text.say() for one in question.offered)
    if question.kind in (Kind.TEXT, Kind.NUMBER):
        return IN_WORDS[question.kind]
    if question.kind is Kind.MULTI:
        return f"{IN_WORDS[Kind.MULTI]}{offered}"
    if question.kind is Kind.GRID:
        lines = "; ".join(one.text.say() for one in question.rows)
        return f"{offered}. For each of: {lines}"
    return offered
