"""What is counted: a column in which each pupil has a place, a small whole number from 0.

Some are columns of the snapshot as they stand. Others are worked out from several of them,
once for each combination of values that occurs, and never once for each pupil.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import Question
from tellback.snapshot import Holds, Snapshot

LOWEST = int(min(Missing))
"""Taken from each code, so that -9 becomes place 0."""

NOT_ANSWERED, NOT_ASKED, REFUSED = (int(one) - LOWEST for one in sorted(Missing))
"""The places of the missing, in every column that holds answers."""

FIRST_NUMBER = 3
"""The place of the least number that is counted; it follows the missing."""

MOST_VALUES = 25
"""A number that may be more than this many different ones is counted as answered or not."""

Value = float | str
Row = Mapping[str, Value]
"""Column of the snapshot -> what stands in it for some pupil."""


@dataclass(frozen=True, eq=False)
class Column:
    """A place for each pupil, from 0 to one less than `size`; equal to no other column."""

    reads: tuple[str, ...]
    """The columns of the snapshot that it is worked out from; one or more."""
    size: int
    place: Callable[[Row], int] | None = None
    """None where it is the one column read, as it stands, less LOWEST."""

    def place_of(self, row: Row) -> int:
        """The place of a pupil in whose columns `row` stands."""
        return self.place(row) if self.place else int(row[self.reads[0]]) - LOWEST


def counted_values(question: Question) -> range | None:
    """The values of a number that are counted one by one; None where there are too many."""
    if not question.whole or question.least is None or question.most is None:
        return None
    values = range(int(question.least), int(question.most) + 1)
    return values if 0 < len(values) <= MOST_VALUES and values[0] > max(Missing) else None


def held_in(snapshot: Snapshot, name: str) -> Column:
    """What is counted of the snapshot's own column `name`.

    Codes have the place code - LOWEST; numbers that are counted one by one stand in order
    from FIRST_NUMBER, and all numbers of a question where they are not at FIRST_NUMBER.
    """
    about = snapshot.columns[name]
    if about.holds not in {Holds.WHOLE, Holds.NUMBER}:
        return Column((name,), max(about.values) - LOWEST + 1)
    values = counted_values(snapshot.questionnaire.question_of[about.variable])
    numbers = range(1) if values is None else values

    def place(row: Row) -> int:
        number = row[name]
        if number in set(Missing):
            return int(number) - LOWEST
        if values is None:
            return FIRST_NUMBER
        # What lies outside the limits is in no cell; nobody could have answered it.
        return FIRST_NUMBER + (numbers.index(int(number)) if number in values else len(values))

    return Column((name,), FIRST_NUMBER + len(numbers) + 1, place)
