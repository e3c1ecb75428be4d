"""Safe tables as JSON, for a release's folder, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError

from tellback.disclosure.table import KEY, Hidden, SafeCell, SafeTable, Why, whole_percent
from tellback.tabulation.group import Group, Level


class StoredFault(ValueError):
    """A text that is no file of safe tables, or one that contradicts itself."""


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class _Withheld(_Stored):
    code: Why
    reason: str


class _Group(_Stored):
    level: Level
    area: str
    split: tuple[str, ...]
    value: tuple[str, ...]


class _Cell(_Stored):
    id: str
    words: str
    role: Literal["choice", "no_answer"]
    count: StrictInt | _Withheld
    percent: StrictInt | _Withheld


class _Table(_Stored):
    wave: str
    group: _Group
    id: str
    kind: Literal["variable", "measure"]
    question: str
    title: str
    row: str
    section: str
    base: StrictInt | _Withheld
    base_words: str
    exclusive: bool
    rule: str
    hidden: _Withheld | None
    cells: tuple[_Cell, ...]


class _File(_Stored):
    tellback_safe_tables: Literal[2] = 2
    tables: tuple[_Table, ...]


def to_json(tables: Sequence[SafeTable]) -> str:
    """Always the same text for the same tables; what is hidden is its reason, never a number."""
    held = _File(tables=tuple(_Table.model_validate(table) for table in tables))
    return held.model_dump_json(indent=1) + "\n"


def from_json(text: str) -> tuple[SafeTable, ...]:
    """The tables that `to_json` wrote, checked for what contradicts itself. Raises StoredFault.

    That they are those that were released is for the caller to check, by the file's hash.
    """
    try:
        held = _File.model_validate_json(text)
    except ValidationError as fault:
        where = ".".join(str(step) for step in fault.errors()[0]["loc"]) or "its start"
        msg = f"This is no file of safe tables: it breaks at {where}. Restore it from a backup."
        raise StoredFault(msg) from fault
    for table in held.tables:
        if reason := _why_not(table):
            msg = f"The safe table {table.id} contradicts itself: {reason}. Restore it."
            raise StoredFault(msg)
    return tuple(_table(table) for table in held.tables)


def _why_not(table: _Table) -> str | None:
    if table.hidden or isinstance(table.base, _Withheld):
        shown = [cell for cell in table.cells if not isinstance(cell.count, _Withheld)]
        if shown or not isinstance(table.base, _Withheld) or not table.hidden:
            return "it is hidden, and yet something of it is shown"
        return None
    base = table.base
    if not all(_agrees(cell, base) for cell in table.cells):
        return "a count does not fit its per cent and its base"
    counts = [cell.count for cell in table.cells if not isinstance(cell.count, _Withheld)]
    hidden = len(table.cells) - len(counts)
    if table.exclusive and (hidden == 1 or not _make_up(counts, base, hidden)):
        return "its counts do not make up its base, or tell the one that is hidden"
    return None


def _agrees(cell: _Cell, base: int) -> bool:
    if isinstance(cell.count, _Withheld) or isinstance(cell.percent, _Withheld):
        return cell.count == cell.percent
    if not base:
        return cell.count == cell.percent == 0
    return 0 <= cell.count <= base and cell.percent == whole_percent(cell.count, base)


def _make_up(counts: Iterable[int], base: int, hidden: int) -> bool:
    """Whether the counts shown leave the hidden ones what they need."""
    left = base - sum(counts)
    return left >= 0 if hidden else left == 0


def _table(held: _Table) -> SafeTable:
    return SafeTable(
        id=held.id,
        kind=held.kind,
        question=held.question,
        title=held.title,
        row=held.row,
        section=held.section,
        base=_number(held.base),
        base_words=held.base_words,
        exclusive=held.exclusive,
        rule=held.rule,
        hidden=Hidden(held.hidden.reason, held.hidden.code) if held.hidden else None,
        cells=tuple(
            SafeCell(
                id=cell.id,
                words=cell.words,
                role=cell.role,
                count=_number(cell.count),
                percent=_number(cell.percent),
                key=KEY,
            )
            for cell in held.cells
        ),
        key=KEY,
        group=Group(held.group.level, held.group.area, held.group.split, held.group.value),
        wave=held.wave,
    )


def _number(held: int | _Withheld) -> int | Hidden:
    return held if isinstance(held, int) else Hidden(held.reason, held.code)
