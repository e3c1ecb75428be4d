"""Looks through a snapshot for responses that may not have been meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from tellback.quality.answered import Answered
from tellback.quality.criteria import Criteria
from tellback.quality.flag import Flag, Reason
from tellback.questionnaire.expression import parse
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import ONE_CHOICE, Kind, Question
from tellback.snapshot import Snapshot

WHOLE = 100


def look(snapshot: Snapshot, criteria: Criteria) -> tuple[Flag, ...]:
    """Every reason to look at a response, by row. A flag is a question, never an answer."""
    answered = Answered(snapshot)
    return tuple(
        sorted(
            flag
            for find in (_straight_grids, _long_runs, _few_answers, _impossible, _alike)
            for flag in find(answered, criteria)
        )
    )


def _straight_grids(answered: Answered, criteria: Criteria) -> Iterator[Flag]:
    """Grids with one answer in every line that was asked, and enough lines."""
    straight = np.zeros(answered.snapshot.rows, int)
    for question in answered.snapshot.questionnaire.questions:
        if question.kind is Kind.GRID and len(question.rows) >= criteria.straight_grids.rows:
            straight += _is_straight(answered, question, criteria.straight_grids.rows)
    for row in np.flatnonzero(straight >= criteria.straight_grids.grids):
        yield Flag(int(row), Reason.STRAIGHT_GRIDS, f"{straight[row]} grids")


def _is_straight(answered: Answered, question: Question, fewest: int) -> Any:
    held = np.column_stack([answered.first(one).astype(int) for one in question.variables])
    asked = held != Missing.NOT_ASKED
    # Where a line was passed by, the others alone have to agree.
    top = np.where(asked, held, np.iinfo(np.int32).min).max(axis=1)
    low = np.where(asked, held, np.iinfo(np.int32).max).min(axis=1)
    return (top == low) & (low > 0) & (asked.sum(axis=1) >= fewest)


def _long_runs(answered: Answered, criteria: Criteria) -> Iterator[Flag]:
    """The same place among the answers, question after question; a blank ends a run."""
    run = np.zeros(answered.snapshot.rows, int)
    longest = run.copy()
    last = run.copy()
    for variable in answered.columns_of:
        question = answered.snapshot.questionnaire.question_of[variable]
        if question.kind not in ONE_CHOICE and question.kind is not Kind.GRID:
            continue
        place = _places(answered, question, variable)
        passed = place == Missing.NOT_ASKED
        run = np.where(passed, run, np.where((place > 0) & (place == last), run + 1, place > 0))
        last = np.where(passed, last, place)
        longest = np.maximum(longest, run)
    for row in np.flatnonzero(longest >= criteria.longest_run):
        yield Flag(int(row), Reason.LONG_RUN, f"{longest[row]} in a row")


def _places(answered: Answered, question: Question, variable: str) -> Any:
    """Each row's answer as its place among those offered, from 1; missing codes as they are."""
    held = answered.first(variable).astype(int)
    place = np.where(held < 0, held, 0)
    for at, choice in enumerate(question.offered, start=1):
        if choice.code:
            place = np.where(held == choice.code, at, place)
    return place


def _few_answers(answered: Answered, criteria: Criteria) -> Iterator[Flag]:
    few = answered.given * WHOLE < answered.asked * criteria.least_answered
    for row in np.flatnonzero(few):
        yield Flag(
            int(row), Reason.FEW_ANSWERS, f"{answered.given[row]} of {answered.asked[row]} asked"
        )


def _impossible(answered: Answered, criteria: Criteria) -> Iterator[Flag]:
    for one in criteria.impossible:
        rule = parse(one.rule)
        different, which = answered.answers(tuple(rule.variables))
        broken = np.array([rule.test(answers) for answers in different], bool)
        for row in np.flatnonzero(broken[which]):
            yield Flag(int(row), Reason.IMPOSSIBLE, one.id)


def _alike(answered: Answered, criteria: Criteria) -> Iterator[Flag]:
    """Rows of one school with the same answers in every column, and enough of them."""
    schools = answered.snapshot.table.column("school").to_pylist()
    rows = [
        (school, answers.tobytes())
        for school, answers in zip(schools, answered.matrix, strict=True)
    ]
    counted = Counter(rows)
    for row, key in enumerate(rows):
        if counted[key] > 1 and answered.given[row] >= criteria.alike:
            yield Flag(row, Reason.ALIKE, f"{counted[key]} responses")
