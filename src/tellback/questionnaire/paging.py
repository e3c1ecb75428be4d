"""A questionnaire's pages: a section each, or a question each.

Pages need no script, so a page can show or hide only what earlier pages decide. A
section is therefore split before a question whose rule reads a variable asked on the
same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Kind, Question, Questionnaire, Section


@dataclass(frozen=True)
class Page:
    """Questions shown together; `number` counts from 1 through the questionnaire."""

    number: int
    section: Section
    questions: tuple[Question, ...]


def pages(questionnaire: Questionnaire, one: Literal["section", "question"]) -> tuple[Page, ...]:
    """Every page. A preset is on none (the system fills it); a note rides with what follows."""
    found: list[Page] = []
    for section in questionnaire.sections:
        for questions in _split(questionnaire, section, one):
            found.append(Page(len(found) + 1, section, questions))
    return tuple(found)


def _split(
    questionnaire: Questionnaire, section: Section, one: Literal["section", "question"]
) -> Iterator[tuple[Question, ...]]:
    held: list[Question] = []
    on_page: set[str] = set()
    for question in section.questions:
        if question.kind is Kind.PRESET:
            continue
        full = one == "question" and any(asked.kind is not Kind.NOTE for asked in held)
        if held and (full or on_page & _reads(questionnaire, question)):
            yield tuple(held)
            held, on_page = [], set()
        held.append(question)
        on_page.update(question.variables)
    if held:
        yield tuple(held)


def _reads(questionnaire: Questionnaire, question: Question) -> set[str]:
    """The variables that the rules of a question and of its rows read."""
    section = questionnaire.section_of[question.id]
    rules = [section.show_if, question.show_if, *(row.show_if for row in question.rows)]
    return {name for rule in rules if rule for name in parse(rule).variables}
