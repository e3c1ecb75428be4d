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
from tellback.questionnaire.model import Kind, Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.ruled import Ruled, rules_of

_CHOSEN = frozenset(Kind) - {Kind.NUMBER, Kind.TEXT, Kind.PRESET, Kind.NOTE}


class Placed(NamedTuple):
    """One rule: where it stands, its text, and what it adds to."""

    place: str
    rule: str
    outer: tuple[str, ...]
    """The rules of what holds it, which must hold as well."""
    within: tuple[str, ...]
    """The places of what holds it."""
    before: frozenset[str] | None
    """The variables asked before it; None for a measure's rule, applied when all is asked."""


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
                f"The rule `{excerpt(ruled.rule)}` cannot be read from letter {fault.column} on.",
                fault.sentence,
                "bad-rule",
            )
            continue
        found = [*_faults(ruled, parsed[ruled.rule], questionnaire)]
        if found:
            faulty.add(ruled.rule)
        yield from found
    yield from _unreachable(questionnaire, parsed, faulty)


def rules_in(questionnaire: Questionnaire) -> Iterator[Placed]:
    """Every rule in the order of the file."""
    for ruled in rules_of(questionnaire):
        yield _placed(ruled)
    for measure in questionnaire.measures:
        if measure.where:
            outer: tuple[str, ...] = ()
            if measure.of == "asked" and measure.variable in questionnaire.question_of:
                outer = questionnaire.rules_of(measure.variable)
            yield Placed(inside(of_measure(measure), "where"), measure.where, outer, (), None)


def _placed(ruled: Ruled) -> Placed:
    section, question, row = ruled.section, ruled.question, ruled.row
    if question is None:
        place = inside(of_section(section), "show_if")
        return Placed(place, ruled.rule, (), (), ruled.before)
    outer: tuple[str | None, ...] = (section.show_if,)
    within: tuple[str, ...] = (of_section(section),)
    place = inside(of_question(question), "show_if")
    if row is not None:
        outer, within = (*outer, question.show_if), (*within, of_question(question))
        place = inside(of_question(question), "rows", question.rows.index(row), "show_if")
    return Placed(place, ruled.rule, tuple(filter(None, outer)), within, ruled.before)


def _faults(ruled: Placed, rule: Expression, questionnaire: Questionnaire) -> Iterator[Problem]:
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
        rules = (*ruled.outer, ruled.rule)
        if not told.isdisjoint(ruled.within) or can_hold(rules, questionnaire, parsed, faulty):
            continue
        told.add(ruled.place.partition(" (")[0])
        yield Problem(
            ruled.place,
            f"No answers make the rule `{excerpt(ruled.rule)}` hold here, so it lets nobody in.",
            "Look for choices that exclude each other, here and in the rules of the questions "
            "that it reads.",
            "unreachable",
        )
