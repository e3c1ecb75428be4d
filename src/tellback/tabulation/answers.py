"""Codes turned back into the answers that a rule can be tested on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind
from tellback.snapshot import Holds
from tellback.tabulation.column import Row, Value
from tellback.tabulation.layout import Layout

REFUSED = {int(Missing.PREFER_NOT_TO_SAY): PREFER_NOT_TO_SAY}


class Uncountable(ValueError):
    """A rule that cannot be tested on a snapshot; its text says why, and what to do."""


def columns_read(layout: Layout, variables: Sequence[str]) -> tuple[str, ...]:
    """The columns of the variables."""
    return tuple(chain.from_iterable(layout.names(variable) for variable in variables))


def reader(layout: Layout, variables: Sequence[str]) -> Callable[[Row], Mapping[str, str]]:
    """What makes a pupil's answers to `variables` of what stands in their columns.

    A snapshot keeps what was written in words apart from the pupils, and no presets:
    raises Uncountable where one is wanted.
    """
    told = {variable: _teller(layout, variable) for variable in variables}
    return lambda row: {variable: tell(row) for variable, tell in told.items()}


def _teller(layout: Layout, variable: str) -> Callable[[Row], str]:
    question = layout.questionnaire.question_of[variable]
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        msg = (
            f"A measure is narrowed by what stands in `{variable}`, and a snapshot keeps no words "
            "beside a pupil's answers. Narrow it by a question with choices, or by a number."
        )
        raise Uncountable(msg)
    says = {name: _says(layout, name) for name in layout.names(variable)}
    return lambda row: SEVERAL.join(
        dict.fromkeys(word for name, say in says.items() if (word := say(row[name])))
    )


def _says(layout: Layout, name: str) -> Callable[[Value], str]:
    """What a number in a column says: a choice, digits, or nothing."""
    column = layout.snapshot.columns[name]
    if column.holds in {Holds.WHOLE, Holds.NUMBER}:
        return _digits
    if column.holds is Holds.TICK:
        said = {1: column.choice}
    else:
        question = layout.questionnaire.question_of[column.variable]
        said = {choice.code: choice.id for choice in question.offered if choice.code}
    known = said | REFUSED
    return lambda code: known.get(int(code), "")


def _digits(value: Value) -> str:
    number = float(value)
    if number in set(Missing):
        return REFUSED.get(int(number), "")
    return str(int(number)) if number == int(number) else repr(number)
