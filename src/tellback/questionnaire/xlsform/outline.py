"""The rows of the survey sheet with the groups that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tellback.questionnaire.xlsform.types import ABOUT_THE_DEVICE, RowType, row_type
from tellback.questionnaire.xlsform.workbook import SheetRow

Lose = Callable[[SheetRow, str, str, str], None]


@dataclass(frozen=True)
class Group:
    """A begin_group row; the same object for every row inside it."""

    row: SheetRow

    @property
    def name(self) -> str:
        """The group's name."""
        return self.row.get("name")

    @property
    def table_list(self) -> bool:
        """Whether its selects are shown as one grid."""
        return "table-list" in self.row.get("appearance").split()


@dataclass(frozen=True)
class Placed:
    """A row that is a question or a note, and its groups, outermost first."""

    row: SheetRow
    type: RowType
    groups: tuple[Group, ...]


def outline(rows: Sequence[SheetRow], lose: Lose) -> Iterator[Placed]:
    """Questions and notes in order; what is no question is told to `lose`."""
    outer = _Outer(lose)
    for row in rows:
        kind = row_type(row.get("type"))
        if outer.takes(row, kind.word) or kind.word in {"", "calculate"}:
            continue
        if outer.repeats:
            lose(row, "It stands in a repeat.", "Ask it outside the repeat.", "lost-repeat")
        elif kind.word in ABOUT_THE_DEVICE:
            fault = f"“{kind.word}” notes the device or the time, which is never kept here."
            lose(row, fault, "Nothing is needed.", "lost-device")
        elif kind.kind is None:
            fault = f"A question of the type “{row.get('type')[:40]}” is not carried over."
            lose(row, fault, "Ask it as a choice, a number or in words.", "lost-type")
        else:
            yield Placed(row, kind, tuple(outer.groups))
    outer.end()


class _Outer:
    """The groups and repeats that are open."""

    def __init__(self, lose: Lose) -> None:
        self.groups: list[Group] = []
        self.repeats = 0
        self._lose = lose

    def takes(self, row: SheetRow, word: str) -> bool:
        """Whether the row begins or ends a group or a repeat."""
        if word == "begin_group":
            self.groups.append(Group(row))
        elif word == "end_group":
            self._end_group(row)
        elif word == "begin_repeat":
            self.repeats += 1
            fault = "A repeat asks the same again and again; that is not carried over."
            self._lose(row, fault, "Ask for a fixed number instead.", "lost-repeat")
        elif word == "end_repeat":
            self.repeats = max(self.repeats - 1, 0)
        else:
            return False
        return True

    def _end_group(self, row: SheetRow) -> None:
        if self.groups:
            self.groups.pop()
        else:
            fault = "A group ends here that did not begin."
            self._lose(row, fault, "Take it out.", "lost-group-end")

    def end(self) -> None:
        """Say which groups were left open."""
        for group in self.groups:
            fault = "This group begins and does not end; its end is taken to be the sheet's."
            self._lose(group.row, fault, "Add an end_group row.", "lost-group-end")
