"""Every rule of a questionnaire where it stands: what it shows, and what is asked before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellback.questionnaire.expression import Expression
from tellback.questionnaire.model import Question, Questionnaire, Row, Section


@dataclass(frozen=True, slots=True)
class Ruled:
    """One `show_if`, on a section, a question or a row."""

    rule: str
    section: Section
    question: Question | None
    """The question that has the rule, or whose row has it; None for a section's."""
    row: Row | None
    shows: tuple[str, ...]
    """The variables under the rule; none under a note's."""
    before: frozenset[str]
    """The variables already asked on an earlier line, so never one under the rule itself."""


def rules_of(questionnaire: Questionnaire) -> Iterator[Ruled]:
    """Every rule that shows or hides something, in the order of the file."""
    asked: set[str] = set()
    for section in questionnaire.sections:
        if section.show_if:
            shows = tuple(one for question in section.questions for one in question.variables)
            yield Ruled(section.show_if, section, None, None, shows, frozenset(asked))
        for question in section.questions:
            yield from _of_question(section, question, frozenset(asked))
            asked.update(question.variables)


def looks_back(questionnaire: Questionnaire, parsed: Mapping[str, Expression]) -> bool:
    """Whether every rule reads only what is asked before what it shows, given rule -> parsed.

    Such rules can be judged in the order asked, and each of them once.
    """
    known = set(questionnaire.variables)
    return all(
        ruled.before >= known.intersection(parsed[ruled.rule].variables)
        for ruled in rules_of(questionnaire)
    )


def _of_question(section: Section, question: Question, before: frozenset[str]) -> Iterator[Ruled]:
    if question.show_if:
        yield Ruled(question.show_if, section, question, None, question.variables, before)
    for row in question.rows:
        if row.show_if:
            shows = (question.row_variable(row),)
            yield Ruled(row.show_if, section, question, row, shows, before)
