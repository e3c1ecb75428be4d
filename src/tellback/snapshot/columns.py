"""A questionnaire's answers as columns of small numbers.

One choice: the choice's code. Several choices: a column a choice, 1 ticked or 0. A
number: itself. Words: 1 where something was written; the words are kept apart. Missing
is -9 not answered, -8 not asked, -7 prefer not to say, in every column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.bases import base_of
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question, Questionnaire
from tellback.response import Response

ABOUT_PUPIL = ("school", "locality", "year_group", "mode")
"""Columns that hold text: from the register and the ticket, never typed by the pupil."""


@dataclass(frozen=True)
class Column:
    """One column of numbers: `values` maps each number to its words."""

    name: str
    variable: str
    choice: str
    question: str
    label: str
    holds: Literal["code", "tick", "number", "written"]
    whole: bool
    values: dict[int, str]
    base: str

    def value(self, response: Response, codes: dict[str, int]) -> float:
        """What stands in this column for one pupil; `codes` are the variable's."""
        if self.variable not in response.asked:
            return Missing.NOT_ASKED
        given = response.answers.get(self.variable, "")
        if not given:
            return Missing.NOT_ANSWERED
        if given == PREFER_NOT_TO_SAY and self.holds != "written":
            return Missing.PREFER_NOT_TO_SAY
        if self.holds == "tick":
            return int(self.choice in given.split(SEVERAL))
        if self.holds == "code":
            return codes[given]
        return 1 if self.holds == "written" else float(given)


def codes_of(question: Question) -> dict[str, int]:
    """Choice id -> its code."""
    return {choice.id: choice.code for choice in question.offered if choice.code}


def columns_of(questionnaire: Questionnaire) -> tuple[Column, ...]:
    """Every column in the order asked; a preset has none, its value is about the pupil."""
    return tuple(
        column for question in questionnaire.questions for column in _columns(questionnaire, question)
    )


def _columns(questionnaire: Questionnaire, question: Question) -> Iterator[Column]:
    missing = {int(one): one.words for one in Missing}
    for variable in question.variables:
        base = base_of(questionnaire, variable).words
        title = questionnaire.title_of(variable)
        if question.kind is Kind.MULTI:
            for choice in question.choices:
                words = choice.text.say()
                yield Column(
                    name=f"{variable}.{choice.id}",
                    variable=variable,
                    choice=choice.id,
                    question=question.id,
                    label=f"{title} {words}",
                    holds="tick",
                    whole=True,
                    values={1: f"ticked {words}", 0: "not ticked"} | missing,
                    base=base,
                )
        elif question.kind is Kind.NUMBER:
            yield _plain(question, variable, title, base, "number", missing)
        elif question.kind is Kind.TEXT:
            yield _plain(question, variable, title, base, "written", {1: "written"} | missing)
        elif question.kind is not Kind.PRESET:
            texts = {choice.id: choice.text.say() for choice in question.offered}
            values = {code: texts[id_] for id_, code in codes_of(question).items()}
            yield _plain(question, variable, title, base, "code", values | missing)


def _plain(  # noqa: PLR0913 - the facts of a column
    question: Question,
    variable: str,
    title: str,
    base: str,
    holds: Literal["code", "number", "written"],
    values: dict[int, str],
) -> Column:
    whole = holds != "number" or question.whole
    return Column(variable, variable, "", question.id, title, holds, whole, values, base)
