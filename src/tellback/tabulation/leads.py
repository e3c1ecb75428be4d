"""Whose counts, in the table of the question that leads to it, add up to a base."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, product

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.expression import Expression
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question, Questionnaire
from tellback.tabulation.column import counted_values

MOST_TICKS = 12
"""With more choices that may be ticked together, not every set of them is tried."""

Leads = tuple[tuple[str, str], ...]
"""(variable, cell): a choice's id, digits, or the code of a missing answer."""


def leads_to(questionnaire: Questionnaire, rules: Sequence[Expression]) -> Leads:
    """The cells of the one variable that all `rules` read whose counts add up to those chosen.

    Empty where they read several variables or none, and where their pupils are no such sum.
    """
    reads = {variable for rule in rules for variable in rule.variables}
    if len(reads) != 1:
        return ()
    (variable,) = reads

    def chosen(answer: str) -> bool:
        return all(rule.test({variable: answer}) for rule in rules)

    given = _cells(questionnaire.question_of[variable], chosen)
    if given is None:
        return ()
    missing = [cell for cell, answer in _missing(questionnaire, variable) if chosen(answer)]
    return tuple((variable, cell) for cell in (*given, *missing))


def _cells(question: Question, chosen: Callable[[str], bool]) -> list[str] | None:
    """The cells whose counts add up to those of the chosen who gave an answer; None: no such."""
    choices = [one.id for one in question.choices]
    if question.kind is Kind.MULTI:
        return _one_tick(choices, chosen) if len(choices) <= MOST_TICKS else None
    if question.kind is Kind.NUMBER:
        values = counted_values(question)
        return None if values is None else [one for one in map(str, values) if chosen(one)]
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        return None
    return [one for one in choices if chosen(one)]


def _one_tick(choices: Sequence[str], chosen: Callable[[str], bool]) -> list[str] | None:
    """The one choice that all the chosen ticked and nobody else; none where none is chosen.

    Two ticks are never a sum: whoever has both would be in it twice.
    """
    sets = [
        tuple(compress(choices, ticks)) for ticks in product((True, False), repeat=len(choices))
    ]
    told = {ticked: chosen(SEVERAL.join(ticked)) for ticked in sets if ticked}
    if not any(told.values()):
        return []
    alike = (
        one for one in choices if all((one in ticked) is held for ticked, held in told.items())
    )
    found = next(alike, None)
    return None if found is None else [found]


def _missing(questionnaire: Questionnaire, variable: str) -> Iterator[tuple[str, str]]:
    """Each missing code that the variable may have, with the answer that a rule finds there."""
    yield str(int(Missing.NOT_ANSWERED)), ""
    if questionnaire.rules_of(variable):
        yield str(int(Missing.NOT_ASKED)), ""
    if questionnaire.question_of[variable].may_refuse:
        yield str(int(Missing.PREFER_NOT_TO_SAY)), PREFER_NOT_TO_SAY
