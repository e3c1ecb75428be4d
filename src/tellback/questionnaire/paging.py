"""A questionnaire cut into pages, so that no rule waits for an answer on its own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Kind, Question, Questionnaire, Section


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked together. `number` counts from 1; which questions of it are shown depends
    on the answers, and it is passed by where none is."""

    number: int
    section: Section
    questions: tuple[Question, ...]


def pages(questionnaire: Questionnaire, one: Literal["section", "question"]) -> tuple[Page, ...]:
    """The pages: one a section (cut where a rule needs it), or one a question.

    A note stands on the page of the question after it, or at the end of a section on that of the
    question before. A preset is filled in by the system and stands on no page. Raises
    ExpressionFault if a rule cannot be read.
    """
    cut = [
        (section, tuple(questions))
        for section in questionnaire.sections
        for questions in _cut(section, one)
    ]
    return tuple(
        Page(number, section, questions) for number, (section, questions) in enumerate(cut, 1)
    )


def _cut(section: Section, one: str) -> Iterator[list[Question]]:
    page: list[Question] = []
    for together in _units(section):
        asks = any(question.variables for question in together)
        if page and ((one == "question" and asks) or _waits(page, together)):
            yield page
            page = []
        page.extend(together)
    if page:
        yield page


def _units(section: Section) -> Iterator[list[Question]]:
    """Each question with the notes before it; notes at the end, or that wait for the question, by
    themselves."""
    unit: list[Question] = []
    for question in section.questions:
        if question.kind is Kind.PRESET:
            continue
        if _waits(unit, [question]):
            yield unit
            unit = []
        unit.append(question)
        if question.kind is not Kind.NOTE:
            yield unit
            unit = []
    if unit:
        yield unit


def _waits(page: list[Question], more: list[Question]) -> bool:
    """Whether a rule of one of them reads an answer of the other."""
    return not (_reads(more).isdisjoint(_asks(page)) and _reads(page).isdisjoint(_asks(more)))


def _asks(questions: list[Question]) -> set[str]:
    return {variable for question in questions for variable in question.variables}


def _reads(questions: list[Question]) -> set[str]:
    rules = [
        rule for one in questions for rule in (one.show_if, *(row.show_if for row in one.rows))
    ]
    return {variable for rule in rules if rule for variable in parse(rule).variables}
