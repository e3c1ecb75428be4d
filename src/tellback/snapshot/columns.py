"""A questionnaire's answers as columns of small numbers.

One choice: the choice's code. Several choices: a column a choice, 1 ticked or 0. A
number: itself. Words: 1 where something was written; the words are kept apart. Missing
is -9 not answered, -8 not asked, -7 prefer not to say, in every column.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pyarrow as pa
from pydantic import BaseModel, ConfigDict

from tellback.questionnaire.bases import base_of
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import ONE_CHOICE, Kind, Question, Questionnaire

ABOUT_PUPIL = ("school", "locality", "year_group", "mode")
"""Columns of words: from the register and the ticket, never typed by the pupil."""

LARGEST_BYTE = 127
MISSING = {int(one): one.words for one in Missing}


class Holds(StrEnum):
    """What stands in a column, besides the missing codes."""

    CODE = "code"
    TICK = "tick"
    WRITTEN = "written"
    WHOLE = "whole number"
    NUMBER = "number"


class Column(BaseModel):
    """One column of numbers, as the manifest and the Parquet file explain it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """The variable; with a dot and a choice's id behind it where each choice has a column."""
    variable: str
    choice: str = ""
    """The choice that is ticked or not; empty where the column holds the whole variable."""
    question: str
    label: str
    holds: Holds
    values: dict[int, str]
    """Number -> its words; a column of numbers explains its missing codes alone."""
    base: str
    """Who was asked, in words."""

    @property
    def arrow_type(self) -> Any:
        """The Arrow type: int8, int16 where a code needs it, int32 or float64 for numbers."""
        if self.holds is Holds.NUMBER:
            return pa.float64()
        if self.holds is Holds.WHOLE:
            return pa.int32()
        return pa.int16() if max(self.values) > LARGEST_BYTE else pa.int8()


def codes_of(question: Question) -> dict[str, int]:
    """Choice id -> its code; refusing has none, it is missing."""
    return {choice.id: choice.code for choice in question.offered if choice.code is not None}


def columns_of(questionnaire: Questionnaire) -> tuple[Column, ...]:
    """Every column in the order asked; a preset has none, for its value is about the pupil."""
    return tuple(
        column
        for variable in questionnaire.variables
        for column in _columns(questionnaire, variable)
    )


def _columns(questionnaire: Questionnaire, variable: str) -> Iterator[Column]:
    question = questionnaire.question_of[variable]
    title = questionnaire.title_of(variable)
    about = {
        "variable": variable,
        "question": question.id,
        "base": base_of(questionnaire, variable).words,
    }
    if question.kind is Kind.MULTI:
        for choice in question.choices:
            words = choice.text.say()
            yield Column(
                name=f"{variable}.{choice.id}",
                choice=choice.id,
                label=f"{title} {words}",
                holds=Holds.TICK,
                values={1: f"ticked {words}", 0: "not ticked"} | MISSING,
                **about,
            )
    elif question.kind is not Kind.PRESET:
        holds, values = _held(question)
        yield Column(name=variable, label=title, holds=holds, values=values | MISSING, **about)


def _held(question: Question) -> tuple[Holds, dict[int, str]]:
    if question.kind in ONE_CHOICE or question.kind is Kind.GRID:
        texts = {choice.id: choice.text.say() for choice in question.offered}
        return Holds.CODE, {code: texts[choice] for choice, code in codes_of(question).items()}
    if question.kind is Kind.TEXT:
        return Holds.WRITTEN, {1: "written"}
    return Holds.WHOLE if question.whole else Holds.NUMBER, {}
