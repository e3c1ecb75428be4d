"""The raw table of one variable."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question
from tellback.tabulation.asked import Asked
from tellback.tabulation.engine import ANSWERED, Counts, counted_values
from tellback.tabulation.table import RawCell, RawTable

TICKED = 1
SAID = {Kind.NUMBER: "Gave a number", Kind.TEXT: "Wrote something"}
"""What a table says of answers that are not counted one by one."""


def table_of_variable(asked: Asked, variable: str) -> RawTable:
    """How the pupils who were asked `variable` answered."""
    questionnaire = asked.engine.snapshot.questionnaire
    question = questionnaire.question_of[variable]
    row = questionnaire.row_of.get(variable)
    base = base_of(questionnaire, variable)
    rows = asked.rows(variable)
    counts = [asked.engine.counts(column) for column in asked.columns(variable)]
    return RawTable(
        id=variable,
        kind="variable",
        question=question.id,
        title=question.text.say(),
        row=row.text.say() if row else "",
        section=questionnaire.section_of[question.id].id,
        cells=tuple(_cells(question, counts)),
        not_answered=counts[0].get(Missing.NOT_ANSWERED, 0),
        refused=counts[0].get(Missing.PREFER_NOT_TO_SAY, 0),
        base=len(rows),
        base_words=base.words,
        exclusive=question.kind is not Kind.MULTI,
        route=base.variables,
        differences=tuple(sorted(asked.differences(rows, base.variables))),
    )


def _cells(question: Question, counts: list[Counts]) -> Iterator[RawCell]:
    first = counts[0]
    choices = [one for one in question.offered if one.id != PREFER_NOT_TO_SAY]
    if question.kind is Kind.MULTI:
        for choice, counted in zip(choices, counts, strict=True):
            yield RawCell(choice.id, choice.text.say(), counted.get(TICKED, 0))
    elif question.kind in SAID:
        values = counted_values(question) if question.kind is Kind.NUMBER else None
        for value in values or ():
            yield RawCell(str(value), str(value), first.get(value, 0))
        if values is None:
            yield RawCell("answered", SAID[question.kind], first.get(ANSWERED, 0))
    else:
        for choice in choices:
            yield RawCell(choice.id, choice.text.say(), first.get(choice.code or 0, 0))
