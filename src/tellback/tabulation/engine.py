"""Counts columns of small numbers. The only file that speaks to the arrays of a snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.bases import Base, base_of
from tellback.questionnaire.expression import parse
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import (
    PREFER_NOT_TO_SAY,
    Choice,
    Kind,
    Measure,
    Question,
    Questionnaire,
)
from tellback.questionnaire.rule_words import words_of_rule
from tellback.snapshot import Snapshot
from tellback.tabulation.table import RawCell, RawTable

COUNTED = frozenset({Kind.SINGLE, Kind.YES_NO, Kind.LIST, Kind.GRID, Kind.MULTI})
OFFSET = 9
"""Added before counting, so that -9 becomes 0."""

Counts = dict[int, int]
Mask = npt.NDArray[np.bool_]


def tabulate_all(snapshot: Snapshot) -> tuple[RawTable, ...]:
    """Every variable that has choices, in the order asked, then every measure."""
    questionnaire = snapshot.questionnaire
    variables = [
        name
        for name in questionnaire.variables
        if questionnaire.question_of[name].kind in COUNTED
    ]
    tables = [tabulate(snapshot, name) for name in variables]
    return (*tables, *(_measure(snapshot, one) for one in questionnaire.measures))


def tabulate(snapshot: Snapshot, variable: str) -> RawTable:
    """How the pupils who were asked `variable` answered."""
    questionnaire = snapshot.questionnaire
    question = questionnaire.question_of[variable]
    multi = question.kind is Kind.MULTI
    names = [f"{variable}.{one.id}" for one in question.choices] if multi else [variable]
    counts = [_counts(_values(snapshot, name)) for name in names]
    first = counts[0]
    asked = snapshot.rows - first.get(Missing.NOT_ASKED, 0)
    base = base_of(questionnaire, variable)
    row = questionnaire.row_of.get(variable)
    return RawTable(
        id=variable,
        kind="variable",
        question=question.id,
        title=question.text.say(),
        row=row.text.say() if row else "",
        section=questionnaire.section_of[question.id].id,
        cells=tuple(_cells(question, counts, multi=multi)),
        not_answered=first.get(Missing.NOT_ANSWERED, 0),
        refused=first.get(Missing.PREFER_NOT_TO_SAY, 0),
        base=asked,
        base_words=base.words,
        exclusive=not multi,
        route=base.variables,
    )


def _cells(question: Question, counts: Sequence[Counts], *, multi: bool) -> list[RawCell]:
    choices: list[Choice] = [one for one in question.offered if one.id != PREFER_NOT_TO_SAY]
    if multi:
        found = [counted.get(1, 0) for counted in counts]
    else:
        found = [counts[0].get(one.code or 0, 0) for one in choices]
    return [
        RawCell(choice.id, choice.text.say(), count)
        for choice, count in zip(choices, found, strict=True)
    ]


def _measure(snapshot: Snapshot, measure: Measure) -> RawTable:
    """How many of the base gave one of the measure's choices."""
    questionnaire = snapshot.questionnaire
    variable = measure.variable
    question = questionnaire.question_of[variable]
    within = _where(snapshot, measure)
    asked = _asked(snapshot, variable)
    base = _measure_base(questionnaire, measure)
    counted_of = within if measure.of == "everyone" else within & asked
    held = _held(snapshot, question, variable, measure.choices) & counted_of
    return RawTable(
        id=measure.id,
        kind="measure",
        question=question.id,
        title=measure.text.say(),
        row="",
        section=questionnaire.section_of[question.id].id,
        cells=(RawCell("held", measure.text.say(), int(held.sum())),),
        not_answered=0,
        refused=0,
        base=int(counted_of.sum()),
        base_words=base.words,
        exclusive=False,
        route=base.variables,
        parts=tuple((variable, choice) for choice in measure.choices),
    )


def _measure_base(questionnaire: Questionnaire, measure: Measure) -> Base:
    asked = base_of(questionnaire, measure.variable)
    narrowed = parse(measure.where).variables if measure.where else ()
    reads = tuple(dict.fromkeys((*asked.variables, *narrowed)))
    if measure.of == "everyone":
        return Base(None, "all pupils", reads)
    if not measure.where:
        return Base(asked.rule, asked.words, reads)
    said = words_of_rule(questionnaire, measure.where, parse(measure.where).tree)
    words = said if asked.rule is None else f"{asked.words}, and {said.removeprefix('pupils ')}"
    return Base(measure.where, words, reads)


def _where(snapshot: Snapshot, measure: Measure) -> Mask:
    """The rows where the measure's own rule holds: its columns are turned back into answers."""
    if not measure.where:
        return np.ones(snapshot.rows, dtype=np.bool_)
    rule = parse(measure.where)
    answers = [_answers(snapshot, name) for name in rule.variables]
    return np.fromiter(
        (
            rule.test(dict(zip(rule.variables, given, strict=True)))
            for given in zip(*answers, strict=True)
        ),
        dtype=np.bool_,
        count=snapshot.rows,
    )


def _answers(snapshot: Snapshot, variable: str) -> list[str]:
    question = snapshot.questionnaire.question_of[variable]
    if question.kind is Kind.MULTI:
        columns = [
            (choice.id, _values(snapshot, f"{variable}.{choice.id}")) for choice in question.choices
        ]
        return [
            SEVERAL.join(choice for choice, values in columns if values[row] == 1)
            for row in range(snapshot.rows)
        ]
    ids = {choice.code: choice.id for choice in question.offered if choice.code}
    ids[int(Missing.PREFER_NOT_TO_SAY)] = PREFER_NOT_TO_SAY
    if question.kind is Kind.NUMBER:
        return ["" if one < 0 else f"{one:g}" for one in _values(snapshot, variable).tolist()]
    return [ids.get(code, "") for code in _values(snapshot, variable).tolist()]


def _asked(snapshot: Snapshot, variable: str) -> Mask:
    question = snapshot.questionnaire.question_of[variable]
    name = f"{variable}.{question.choices[0].id}" if question.kind is Kind.MULTI else variable
    return np.asarray(_values(snapshot, name) != Missing.NOT_ASKED)


def _held(
    snapshot: Snapshot, question: Question, variable: str, choices: Sequence[str]
) -> Mask:
    if question.kind is Kind.MULTI:
        held = np.zeros(snapshot.rows, dtype=np.bool_)
        for choice in choices:
            held |= _values(snapshot, f"{variable}.{choice}") == 1
        return held
    codes = {one.id: one.code or int(Missing.PREFER_NOT_TO_SAY) for one in question.offered}
    return np.isin(_values(snapshot, variable), [codes[choice] for choice in choices])


def _values(snapshot: Snapshot, column: str) -> npt.NDArray[Any]:
    return np.asarray(snapshot.table.column(column).to_numpy())


def _counts(values: npt.NDArray[Any]) -> Counts:
    """Value -> how often, in one pass."""
    counted = np.bincount(values.astype(np.int64) + OFFSET)
    return {at - OFFSET: int(count) for at, count in enumerate(counted) if count}
