"""The raw table of one measure: some choices of a variable, over a base of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tellback.questionnaire.expression import Expression, parse
from tellback.questionnaire.expression.tree import All
from tellback.questionnaire.model import Kind, Measure, Questionnaire
from tellback.questionnaire.rule_words import EVERYONE, words_of_rule
from tellback.tabulation.answers import answers_of
from tellback.tabulation.asked import Asked
from tellback.tabulation.engine import Rows
from tellback.tabulation.table import RawCell, RawTable
from tellback.tabulation.variables import TICKED

PAIR = 2


def table_of_measure(asked: Asked, measure: Measure) -> RawTable:
    """How many of the measure's base gave one of its choices. Raises Uncountable."""
    questionnaire = asked.engine.snapshot.questionnaire
    question = questionnaire.question_of[measure.variable]
    rules = [parse(rule) for rule in _rules(questionnaire, measure)]
    reads = tuple(dict.fromkeys(chain.from_iterable(rule.variables for rule in rules)))
    base = _base(asked, measure)
    held = [base & one for one in _having(asked, measure)]
    count = base - _none_of(base, held)
    return RawTable(
        id=measure.id,
        kind="measure",
        question=question.id,
        title=measure.text.say(),
        row="",
        section=questionnaire.section_of[question.id].id,
        cells=(RawCell("held", measure.text.say(), len(count)),),
        not_answered=0,
        refused=0,
        base=len(base),
        base_words=_words(questionnaire, rules),
        exclusive=False,
        route=reads,
        differences=tuple(
            sorted(asked.differences(base, reads) | _left_over(asked, measure, base, count))
        ),
        parts=tuple((measure.variable, choice) for choice in measure.choices),
    )


def _rules(questionnaire: Questionnaire, measure: Measure) -> Iterator[str]:
    """The rules of its base: those of its variable unless it is of everyone, and its own."""
    if measure.of == "asked":
        yield from dict.fromkeys(questionnaire.rules_of(measure.variable))
    if measure.where:
        yield measure.where


def _words(questionnaire: Questionnaire, rules: list[Expression]) -> str:
    if not rules:
        return EVERYONE
    tree = rules[0].tree if len(rules) == 1 else All(tuple(rule.tree for rule in rules))
    return words_of_rule(questionnaire, " and ".join(rule.text for rule in rules), tree)


def _base(asked: Asked, measure: Measure) -> Rows:
    everyone = asked.engine.everyone()
    base = asked.rows(measure.variable) if measure.of == "asked" else everyone
    return base & _where(asked, parse(measure.where)) if measure.where else base


def _where(asked: Asked, rule: Expression) -> Rows:
    """Where the rule holds: the codes are turned back into answers, pupil by pupil."""
    return asked.engine.where(rule.test(answers) for answers in answers_of(asked, rule.variables))


def _having(asked: Asked, measure: Measure) -> list[Rows]:
    """The pupils with each of the measure's choices, in its base or not."""
    question = asked.engine.snapshot.questionnaire.question_of[measure.variable]
    if question.kind is Kind.MULTI:
        names = [f"{measure.variable}.{choice}" for choice in measure.choices]
        return [asked.engine.having(name, {TICKED}) for name in names]
    codes = {choice.id: choice.code or 0 for choice in question.offered}
    return [asked.engine.having(measure.variable, {codes[one]}) for one in measure.choices]


def _none_of(base: Rows, held: list[Rows]) -> Rows:
    for one in held:
        base = base - one
    return base


def _left_over(asked: Asked, measure: Measure, base: Rows, count: Rows) -> set[int]:
    """What comes out where the measure's count and the tables of its variable are subtracted.

    Of a narrowed base: the pupils outside it with one of the choices, and with none. Of
    several choices that may be ticked together: those without one of them, and, where
    they are two, those with both.
    """
    having = _having(asked, measure)
    outside = asked.rows(measure.variable) - base
    without = _none_of(outside, having)
    found = {len(without), len(outside - without)}
    question = asked.engine.snapshot.questionnaire.question_of[measure.variable]
    if question.kind is Kind.MULTI and not measure.where:
        found |= {len(count - one) for one in having}
        if len(having) == PAIR:
            found.add(len(having[0] & having[1]))
    return found - {0}
