"""Responses as Arrow tables: one row a pupil, and what was written in words apart from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question, Questionnaire
from tellback.response import WRITTEN, Response
from tellback.snapshot.columns import ABOUT_PUPIL, Column, Holds, codes_of


@dataclass(frozen=True)
class PupilRow:
    """One pupil's response and what is known beside it, from the register and the ticket."""

    school: str
    """The school's number in the register, as text."""
    locality: str
    year_group: str
    mode: str
    """`online` or `paper`."""
    response: Response


def responses_table(
    questionnaire: Questionnaire, columns: Sequence[Column], pupils: Sequence[PupilRow]
) -> Any:
    """The Arrow table of `columns`, one row for each of `pupils` in their order."""
    named = {name: _words([getattr(pupil, name) for pupil in pupils]) for name in ABOUT_PUPIL}
    fields = [pa.field(name, held.type, nullable=False) for name, held in named.items()]
    arrays = list(named.values())
    for column in columns:
        question = questionnaire.question_of[column.variable]
        numbers = _numbers(column, question, pupils)
        arrays.append(pa.array(numbers, column.arrow_type, size=len(pupils)))
        fields.append(_field(column))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def free_text_table(
    questionnaire: Questionnaire,
    pupils: Sequence[PupilRow],
    shuffle: Callable[[list[tuple[str, str]]], None],
) -> Any:
    """(variable, text) of everything written, in an order of its own: nothing says by whom."""
    written = list(_written(questionnaire, pupils))
    shuffle(written)
    return pa.table(
        {
            "variable": pa.array([variable for variable, _ in written], pa.string()),
            "text": pa.array([text for _, text in written], pa.string()),
        }
    )


def _written(questionnaire: Questionnaire, pupils: Sequence[PupilRow]) -> Iterator[tuple[str, str]]:
    for question in questionnaire.questions:
        if question.kind is Kind.TEXT:
            for pupil in pupils:
                text = pupil.response.answers.get(question.id)
                if text and text != WRITTEN and not _refuses(question, text):
                    yield question.id, text


def _words(values: list[str]) -> Any:
    """Dictionary strings; the words are sorted, so that their order tells nothing either."""
    known = sorted(set(values))
    place = {word: at for at, word in enumerate(known)}
    places = pa.array([place[value] for value in values], pa.int32())
    return pa.DictionaryArray.from_arrays(places, pa.array(known, pa.string()))


def _field(column: Column) -> Any:
    about = {
        "label": column.label,
        "question": column.question,
        "variable": column.variable,
        "base": column.base,
        "values": json.dumps(column.values, ensure_ascii=False),
    }
    return pa.field(column.name, column.arrow_type, nullable=False, metadata=about)


def _numbers(column: Column, question: Question, pupils: Sequence[PupilRow]) -> Iterator[float]:
    """What stands in `column` for each pupil."""
    meaning = _meaning(column, question)
    for pupil in pupils:
        given = pupil.response.answers.get(column.variable)
        if column.variable not in pupil.response.asked:
            yield int(Missing.NOT_ASKED)
        elif not given:
            yield int(Missing.NOT_ANSWERED)
        elif _refuses(question, given):
            yield int(Missing.PREFER_NOT_TO_SAY)
        else:
            yield meaning(given)


def _meaning(column: Column, question: Question) -> Callable[[str], float]:
    """What makes a number of an answer that was given."""
    if column.holds is Holds.CODE:
        return codes_of(question).__getitem__
    if column.holds is Holds.TICK:
        return lambda given: int(column.choice in given.split(SEVERAL))
    if column.holds is Holds.WRITTEN:
        return lambda _: 1
    return (lambda given: int(float(given))) if column.holds is Holds.WHOLE else float


def _refuses(question: Question, given: str) -> bool:
    return question.may_refuse and given == PREFER_NOT_TO_SAY
