"""Codes turned back into the answers that a rule can be tested on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind
from tellback.snapshot import Holds
from tellback.tabulation.asked import Asked

REFUSED = {int(Missing.PREFER_NOT_TO_SAY): PREFER_NOT_TO_SAY}


class Uncountable(ValueError):
    """A rule that cannot be tested on a snapshot; its text says why, and what to do."""


def answers_of(asked: Asked, variables: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """The answers of each pupil to `variables`, in the snapshot's order.

    A snapshot keeps what was written in words apart from the pupils, and no presets:
    raises Uncountable where one is wanted.
    """
    held = [_answers(asked, variable) for variable in variables]
    if not held:
        yield from ({} for _ in range(asked.engine.snapshot.rows))
    for given in zip(*held, strict=True):
        yield dict(zip(variables, given, strict=True))


def _answers(asked: Asked, variable: str) -> list[str]:
    question = asked.engine.snapshot.questionnaire.question_of[variable]
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        msg = (
            f"A measure is narrowed by what stands in `{variable}`, and a snapshot keeps no words "
            "beside a pupil's answers. Narrow it by a question with choices, or by a number."
        )
        raise Uncountable(msg)
    names = asked.columns(variable)
    columns = [asked.engine.numbers(name) for name in names]
    says = [_says(asked, name) for name in names]
    return [
        SEVERAL.join(
            dict.fromkeys(
                word for say, code in zip(says, codes, strict=True) if (word := say(code))
            )
        )
        for codes in zip(*columns, strict=True)
    ]


def _says(asked: Asked, name: str) -> Callable[[float], str]:
    """What a number in a column says: a choice, digits, or nothing."""
    column = asked.engine.snapshot.columns[name]
    if column.holds in {Holds.WHOLE, Holds.NUMBER}:
        return _digits
    if column.holds is Holds.TICK:
        said = {1: column.choice}
    else:
        question = asked.engine.snapshot.questionnaire.question_of[column.variable]
        said = {choice.code: choice.id for choice in question.offered if choice.code}
    known = said | REFUSED
    return lambda code: known.get(int(code), "")


def _digits(number: float) -> str:
    if number in set(Missing):
        return REFUSED.get(int(number), "")
    return str(int(number)) if number == int(number) else repr(number)
