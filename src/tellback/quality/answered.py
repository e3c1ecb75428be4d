"""A snapshot's columns as arrays, for whoever looks at how a response was answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from tellback.questionnaire.answer import SEVERAL
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Question
from tellback.snapshot import Holds, Snapshot

ABSENT = (int(Missing.NOT_ANSWERED), int(Missing.NOT_ASKED))


@dataclass(frozen=True)
class Answered:
    """A snapshot looked at by rows."""

    snapshot: Snapshot

    @cached_property
    def columns_of(self) -> dict[str, tuple[str, ...]]:
        """Variable -> its columns, in the order asked: several where each choice has one."""
        found: dict[str, tuple[str, ...]] = {}
        for name, column in self.snapshot.columns.items():
            found[column.variable] = (*found.get(column.variable, ()), name)
        return found

    def numbers(self, column: str) -> Any:
        """The column as an array of numbers, one a row."""
        return self.snapshot.table.column(column).to_numpy()

    def first(self, variable: str) -> Any:
        """The first of a variable's columns: a missing code stands in all of them."""
        return self.numbers(self.columns_of[variable][0])

    @cached_property
    def matrix(self) -> Any:
        """Every column of answers side by side: rows x columns of float64."""
        names = list(self.snapshot.columns)
        if not names:
            return np.zeros((self.snapshot.rows, 0))
        return np.column_stack([self.numbers(name).astype(float) for name in names])

    @cached_property
    def asked(self) -> Any:
        """How many variables each row was asked."""
        return self._count(lambda held: held != Missing.NOT_ASKED)

    @cached_property
    def given(self) -> Any:
        """How many variables each row answered; to prefer not to say is an answer."""
        return self._count(lambda held: ~np.isin(held, ABSENT))

    def _count(self, holds: Callable[[Any], Any]) -> Any:
        total = np.zeros(self.snapshot.rows, int)
        for variable in self.columns_of:
            total += holds(self.first(variable))
        return total

    def answers(self, variables: Sequence[str]) -> tuple[tuple[Mapping[str, str], ...], Any]:
        """The different answers to `variables`, as a rule reads them, and which each row gave.

        The second is an array of places in the first, one a row: many pupils say the same, and a
        rule has to be asked once.
        """
        names = [name for variable in variables for name in self.columns_of[variable]]
        # The column of noughts is for a rule that asks for no variable.
        columns = [np.zeros(self.snapshot.rows), *(self.numbers(name) for name in names)]
        different, which = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
        held = dict(zip(names, different[:, 1:].T.tolist(), strict=True))
        said = [list(self._said(variable, held)) for variable in variables]
        sets = (dict(zip(variables, words, strict=True)) for words in zip(*said, strict=True))
        return (tuple(sets) if variables else ({},), which.reshape(-1))

    def _said(self, variable: str, held: Mapping[str, Sequence[float]]) -> Iterator[str]:
        names = self.columns_of[variable]
        says = [self._says(name) for name in names]
        for codes in zip(*(held[name] for name in names), strict=True):
            words = (say(code) for say, code in zip(says, codes, strict=True))
            yield SEVERAL.join(dict.fromkeys(word for word in words if word))

    def _says(self, name: str) -> Callable[[float], str]:
        column = self.snapshot.columns[name]
        question = self.snapshot.questionnaire.question_of[column.variable]
        if column.holds in {Holds.WHOLE, Holds.NUMBER}:
            return _digits
        said = {1: column.choice} if column.holds is Holds.TICK else _choices(question)
        known = said | {int(Missing.PREFER_NOT_TO_SAY): PREFER_NOT_TO_SAY}
        return lambda code: known.get(int(code), "")


def _choices(question: Question) -> dict[int, str]:
    return {choice.code: choice.id for choice in question.offered if choice.code}


def _digits(number: float) -> str:
    if number in set(Missing):
        return PREFER_NOT_TO_SAY if number == Missing.PREFER_NOT_TO_SAY else ""
    return str(int(number)) if number == int(number) else repr(number)
