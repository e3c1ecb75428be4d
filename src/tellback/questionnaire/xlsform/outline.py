"""The rows of the survey sheet with the groups that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.suggestion import did_you_mean
from tellback.questionnaire.xlsform.leftovers import YES
from tellback.questionnaire.xlsform.lost import Lost
from tellback.questionnaire.xlsform.types import (
    ABOUT_THE_DEVICE,
    CARRIED,
    OTHERS,
    RowType,
    row_type,
)
from tellback.questionnaire.xlsform.workbook import SheetRow


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
    """A row that is a question, a note or a calculation, and its groups, outermost first."""

    row: SheetRow
    type: RowType
    groups: tuple[Group, ...]

    @property
    def name(self) -> str:
        """Its variable's name."""
        return self.row.get("name")


def outline(rows: Sequence[SheetRow], lost: Lost) -> Iterator[Placed]:
    """Questions, notes and calculations in order; what is none of these goes to `lost`."""
    outer = _Outer(lost)
    for row in rows:
        if row.get("disabled").lower() in YES:
            continue
        kind = row_type(row.get("type"))
        if outer.takes(row, kind.word):
            continue
        if outer.repeats:
            lost.note(row, "It stands in a repeat.", "Ask it outside the repeat.", "lost-repeat")
        elif kind.kind is None and kind.word != "calculate":
            _lose(row, kind.word, lost)
        else:
            yield Placed(row, kind, tuple(outer.groups))
    outer.end()


def _lose(row: SheetRow, word: str, lost: Lost) -> None:
    if word in ABOUT_THE_DEVICE:
        fault = f"“{word}” notes the device or the time, which is never kept here."
        lost.note(row, fault, "Nothing is needed.", "lost-device")
    elif not word:
        fault = "The row does not say its type."
        lost.note(row, fault, "Write its type, or take the row out.", "lost-type")
    elif word in OTHERS or word.startswith(("select_", "rank")):
        fault = f"A question of the type “{excerpt(row.get('type'))}” is not carried over."
        lost.note(row, fault, "Ask it as a choice, a number or in words.", "lost-type")
    else:
        fault = f"There is no type “{excerpt(row.get('type'))}”."
        remedy = did_you_mean(word, (*CARRIED, *OTHERS, "begin_group", "end_group"))
        lost.note(row, fault, remedy or "Write a type that XLSForm has.", "lost-unknown-type")


class _Outer:
    """The groups and repeats that are open, innermost last; a repeat is no group of ours."""

    def __init__(self, lost: Lost) -> None:
        self._open: list[tuple[str, Group]] = []
        self._lost = lost

    @property
    def groups(self) -> list[Group]:
        """The open groups, outermost first."""
        return [group for word, group in self._open if word == "group"]

    @property
    def repeats(self) -> int:
        """How many repeats are open."""
        return sum(word == "repeat" for word, _ in self._open)

    def takes(self, row: SheetRow, word: str) -> bool:
        """Whether the row begins or ends a group or a repeat."""
        verb, _, what = word.partition("_")
        if what not in {"group", "repeat"} or verb not in {"begin", "end"}:
            return False
        if verb == "end":
            self._end(row, what)
            return True
        self._open.append((what, Group(row)))
        if what == "repeat":
            fault = "A repeat asks the same again and again; that is not carried over."
            self._lost.note(row, fault, "Ask for a fixed number instead.", "lost-repeat")
        return True

    def _end(self, row: SheetRow, what: str) -> None:
        if not self._open:
            fault = f"A {what} ends here that did not begin."
            self._lost.note(row, fault, "Take it out.", "lost-group-end")
            return
        word, group = self._open.pop()
        if word != what:
            fault = f"A {what} ends here, where the {word} of row {group.row.number} is open; "
            remedy = f"Write end_{word} here, or mend the order."
            self._lost.note(row, f"{fault}that is ended.", remedy, "lost-group-end")

    def end(self) -> None:
        """Say which groups were left open."""
        for word, group in self._open:
            fault = f"This {word} begins and does not end; its end is taken to be the sheet's."
            self._lost.note(group.row, fault, f"Add an end_{word} row.", "lost-group-end")
