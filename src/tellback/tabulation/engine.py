"""Counts columns of small numbers. The only file that touches the arrays of a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import Question
from tellback.snapshot import Holds, Snapshot

LOWEST = int(min(Missing))
"""Taken from each code before counting, so that -9 becomes 0."""

ANSWERED = 1
"""What stands for every answer that is not counted by its value: words, and most numbers."""

MOST_VALUES = 25
"""A number that may be more than this many different ones is counted as answered or not."""

Counts = dict[int, int]
"""Code in a column -> pupils who have it; codes that nobody has are left out."""


def counted_values(question: Question) -> range | None:
    """The values of a number that are counted one by one; None where there are too many."""
    if not question.whole or question.least is None or question.most is None:
        return None
    values = range(int(question.least), int(question.most) + 1)
    return values if 0 < len(values) <= MOST_VALUES and values[0] > max(Missing) else None


@dataclass(frozen=True, eq=False)
class Rows:
    """Some of a snapshot's pupils."""

    mask: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        """How many pupils."""
        return int(np.count_nonzero(self.mask))

    def __and__(self, other: Rows) -> Rows:
        """Those in both."""
        return Rows(self.mask & other.mask)

    def __sub__(self, other: Rows) -> Rows:
        """Those not in the other."""
        return Rows(self.mask & ~other.mask)

    def __le__(self, other: Rows) -> bool:
        """Whether all of them are in the other."""
        return not np.any(self.mask & ~other.mask)


class Engine:
    """One snapshot's columns as codes, each taken out of it once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._taken: dict[str, npt.NDArray[np.signedinteger]] = {}

    def everyone(self) -> Rows:
        """All pupils."""
        return Rows(np.ones(self.snapshot.rows, dtype=np.bool_))

    def where(self, chosen: Iterable[bool]) -> Rows:
        """The pupils whose place is true: one place a row, in the snapshot's order."""
        return Rows(np.fromiter(chosen, dtype=np.bool_, count=self.snapshot.rows))

    def having(self, column: str, codes: Collection[int]) -> Rows:
        """The pupils with one of `codes` in `column`."""
        return Rows(np.isin(self._codes(column), list(codes)))

    def counts(self, column: str, rows: Rows | None = None) -> Counts:
        """How many pupils have each code; of `rows` alone where given."""
        codes = self._codes(column) if rows is None else self._codes(column)[rows.mask]
        counted = np.bincount(codes.astype(np.intp) - LOWEST)
        return {at + LOWEST: int(count) for at, count in enumerate(counted) if count}

    def numbers(self, column: str) -> list[float]:
        """What stands in `column` for each pupil, in the snapshot's order."""
        return list(self._numbers(column).tolist())

    def _codes(self, column: str) -> npt.NDArray[np.signedinteger]:
        if column not in self._taken:
            held = self.snapshot.columns[column]
            numbers = self._numbers(column)
            question = self.snapshot.questionnaire.question_of[held.variable]
            many = held.holds in {Holds.WHOLE, Holds.NUMBER} and not counted_values(question)
            if many:
                given = ~np.isin(numbers, [int(one) for one in Missing])
                numbers = np.where(given, ANSWERED, numbers).astype(np.int8)
            self._taken[column] = numbers
        return self._taken[column]

    def _numbers(self, column: str) -> npt.NDArray[Any]:
        return np.asarray(self.snapshot.table.column(column).to_numpy())
