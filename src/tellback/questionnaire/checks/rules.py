"""Rules: each can be read, reads what has been asked already, and can hold for somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tellback.questionnaire.checks.measures import unknown_choice, unknown_variable
from tellback.questionnaire.checks.place import inside, of_measure, of_question, of_section
from tellback.questionnaire.checks.reach import can_hold
from tellback.questionnaire.checks.trees import compared
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.expression import Expression, ExpressionFault, parse
from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.problem import Problem

_CHOSEN = frozenset(Kind) - {Kind.NUMBER, Kind.TEXT, Kind.PRESET, Kind.NOTE}


class Ruled(NamedTuple):
    """One rule: where it stands, its text, and the variables asked before it."""

    place: str
    rule: str
    before: frozenset[str] | None
    """None for a measure's rule, which is applied when all has been asked."""
    shows: tuple[str, ...]
    """The variables that the rule shows or hides."""


def check_rules(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every rule that cannot be followed, then every part that no answers lead to."""
    parsed: dict[str, Expression] = {}
    faulty: set[str] = set()
    for ruled in rules_in(questionnaire):
        try:
            parsed[ruled.rule] = parse(ruled.rule)
        except ExpressionFault as fault:
            faulty.add(ruled.rule)
            yield Problem(
                ruled.place,
                f"`{excerpt(ruled.rule)}` breaks at letter {fault.position}. {fault.fault}",
                fault.remedy,
                "bad-rule",
            )
            continue
        found = [*_faults(ruled, parsed[ruled.rule], questionnaire)]
        if found:
            faulty.add(ruled.rule)
        yield from found
    yield from _unreachable(questionnaire, parsed, faulty)


def rules_in(questionnaire: Questionnaire) -> Iterator[Ruled]:
    """Every rule in the order of the file."""
    asked: set[str] = set()
    for section in questionnaire.sections:
        before = frozenset(asked)
        inner = tuple(one for question in section.questions for one in question.variables)
        if section.show_if:
            yield Ruled(inside(of_section(section), "show_if"), section.show_if, before, inner)
        for question in section.questions:
            yield from _rules_of(question, frozenset(asked))
            asked.update(question.variables)
    for measure in questionnaire.measures:
        if measure.where:
            yield Ruled(inside(of_measure(measure), "where"), measure.where, None, ())


def _rules_of(question: Question, before: frozenset[str]) -> Iterator[Ruled]:
    place = of_question(question)
    if question.show_if:
        yield Ruled(inside(place, "show_if"), question.show_if, before, question.variables)
    for at, row in enumerate(question.rows):
        if row.show_if:
            shown = (question.row_variable(row),)
            yield Ruled(inside(place, "rows", at, "show_if"), row.show_if, before, shown)


def _faults(ruled: Ruled, rule: Expression, questionnaire: Questionnaire) -> Iterator[Problem]:
    for variable in rule.variables:
        if variable not in questionnaire.question_of:
            yield unknown_variable(ruled.place, variable, questionnaire)
        elif ruled.before is not None and variable not in ruled.before:
            yield Problem(
                ruled.place,
                f"The rule reads `{variable}`, which has not been answered yet where it is needed.",
                "Ask that question earlier, or put this one after it (in a later section, if the "
                "rule is a section's; outside the grid, if it is a row's).",
                "looks-forward",
            )
    for variable, value in compared(rule.tree):
        question = questionnaire.question_of.get(variable)
        if question is None or question.kind not in _CHOSEN:
            continue
        for choice in value.split():
            if choice not in question.choice_ids:
                yield unknown_choice(ruled.place, choice, variable, questionnaire)


def _unreachable(
    questionnaire: Questionnaire, parsed: Mapping[str, Expression], faulty: set[str]
) -> Iterator[Problem]:
    """A part is told only where what holds it can be reached: its own rule is the fault."""
    told: set[str] = set()
    for ruled in rules_in(questionnaire):
        if ruled.before is None or not ruled.shows or told.issuperset(ruled.shows):
            continue
        outer = questionnaire.rules_of(ruled.shows[0])
        rules = outer[: outer.index(ruled.rule) + 1]
        if not can_hold(rules, questionnaire, parsed, faulty):
            told.update(ruled.shows)
            yield Problem(
                ruled.place,
                f"No answers make the rule `{excerpt(ruled.rule)}` hold, so this is never asked.",
                "Look for choices that exclude each other, here and in the rules of the questions "
                "that it reads.",
                "unreachable",
            )
