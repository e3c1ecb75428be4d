"""The table of one variable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question
from tellback.tabulation.column import (
    FIRST_NUMBER,
    LOWEST,
    NOT_ANSWERED,
    NOT_ASKED,
    REFUSED,
    counted_values,
)
from tellback.tabulation.layout import Layout
from tellback.tabulation.leads import leads_to
from tellback.tabulation.leftovers import Leftovers, Tally
from tellback.tabulation.pupils import TICKED
from tellback.tabulation.sheet import Numbers, Outline, Sheet

SAID = {Kind.NUMBER: "Gave a number", Kind.TEXT: "Wrote something"}
"""What a table says of answers that are not counted one by one."""

Spot = tuple[int, int]
"""A column's place among the variable's, and the place in it that a cell counts."""


def sheet_of_variable(layout: Layout, leftovers: Leftovers, variable: str) -> Sheet:
    """How the pupils who were asked `variable` answered."""
    return Sheet(
        counts=layout.columns(variable),
        leftovers=leftovers.of_variable(variable),
        outlined=lambda: _outline(layout, variable),
    )


def _outline(layout: Layout, variable: str) -> Outline:
    questionnaire = layout.questionnaire
    question = questionnaire.question_of[variable]
    row = questionnaire.row_of.get(variable)
    base = base_of(questionnaire, variable)
    rules = [parse(rule) for rule in questionnaire.rules_of(variable)]
    spots = dict(_spots(layout, variable))
    places = tuple(spots.values())
    return Outline(
        about={
            "id": variable,
            "kind": "variable",
            "question": question.id,
            "title": question.text.say(),
            "row": row.text.say() if row else "",
            "section": questionnaire.section_of[question.id].id,
            "base_words": base.words,
            "exclusive": question.kind is not Kind.MULTI,
            "route": base.variables,
            "leads": leads_to(questionnaire, rules),
            "everyone": not rules,
            "may_refuse": question.may_refuse,
            "sensitive": questionnaire.is_sensitive(variable),
        },
        cells=tuple(spots),
        read=lambda tallies: _numbers(tallies, places),
    )


def _numbers(tallies: Sequence[Tally], spots: Sequence[Spot]) -> Numbers:
    first = tallies[0]
    return Numbers(
        cells=tuple(tallies[column][place] for column, place in spots),
        base=sum(first) - first[NOT_ASKED],
        not_answered=first[NOT_ANSWERED],
        refused=first[REFUSED],
    )


def _spots(layout: Layout, variable: str) -> Iterator[tuple[tuple[str, str], Spot]]:
    """(id, words) of each cell, and where it is counted."""
    question = layout.questionnaire.question_of[variable]
    choices = [one for one in question.offered if one.id != PREFER_NOT_TO_SAY]
    if question.kind in SAID:
        yield from _spots_of_one(question)
    elif question.kind is Kind.MULTI:
        names = layout.names(variable)
        for choice in choices:
            at = names.index(f"{variable}.{choice.id}")
            yield (choice.id, choice.text.say()), (at, TICKED - LOWEST)
    else:
        for choice in choices:
            yield (choice.id, choice.text.say()), (0, (choice.code or 0) - LOWEST)


def _spots_of_one(question: Question) -> Iterator[tuple[tuple[str, str], Spot]]:
    values = counted_values(question) if question.kind is Kind.NUMBER else None
    for place, value in enumerate(values or (), FIRST_NUMBER):
        yield (str(value), str(value)), (0, place)
    if values is None:
        written = TICKED - LOWEST if question.kind is Kind.TEXT else FIRST_NUMBER
        yield ("answered", SAID[question.kind]), (0, written)
