"""tables.csv: every count of a release as one row of one file, in a layout that stays.

Others read this file to audit a release; docs/reference/release-files.md describes it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from io import StringIO
from operator import attrgetter

from tellback.disclosure import Hidden, SafeTable
from tellback.release.about import BOROUGH
from tellback.release.fault import ReleaseFault

ALL = "all"
"""In place of a split and its group: nothing is split."""
JOIN = "*"
"""Between the names of a crossing; no id can have it."""


@dataclass(frozen=True)
class TidyRow:
    """One cell: numbers, or the code of why they are hidden; None is an empty value."""

    wave: str
    level: str
    area: str
    split: str
    group: str
    variable: str
    choice: str
    count: int | None
    percent: int | None
    base: int | None
    hidden: str


COLUMNS = tuple(field.name for field in fields(TidyRow))
NUMBERS = ("count", "percent", "base")
_values = attrgetter(*COLUMNS)


def rows_of(tables: Iterable[SafeTable]) -> Iterator[TidyRow]:
    """A row for each cell of each table, in their order."""
    for table in tables:
        group = table.group
        for cell in table.cells:
            yield TidyRow(
                wave=table.wave,
                level=group.level,
                area=group.area or BOROUGH,
                split=JOIN.join(group.split) or ALL,
                group=JOIN.join(group.value) or ALL,
                variable=table.id,
                choice=cell.id,
                count=shown(cell.count),
                percent=shown(cell.percent),
                base=shown(table.base),
                hidden=cell.count.code if isinstance(cell.count, Hidden) else "",
            )


def shown(number: int | Hidden) -> int | None:
    """The number, or None where it is hidden."""
    return None if isinstance(number, Hidden) else number


def to_csv(rows: Iterable[TidyRow]) -> str:
    """The file's text: UTF-8 when it is written, RFC 4180, a header."""
    held = StringIO()
    lines = csv.writer(held, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows(map(_values, rows))
    return held.getvalue()


def from_csv(text: str, *, name: str = "tables.csv") -> tuple[TidyRow, ...]:
    """The rows of such a text; `name` is what messages call it. Raises ReleaseFault."""
    lines = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = tuple(next(lines, ()))
        if header != COLUMNS:
            msg = f"{name}, line 1: the header is not `{','.join(COLUMNS)}`. Is it the right file?"
            raise ReleaseFault(msg)
        return tuple(_row(line, f"{name}, line {lines.line_num}") for line in lines)
    except csv.Error as fault:
        msg = f"{name}, line {lines.line_num}: it is no line of a CSV file ({fault}). Restore it."
        raise ReleaseFault(msg) from fault


def _row(line: Sequence[str], where: str) -> TidyRow:
    if len(line) != len(COLUMNS):
        msg = f"{where}: {len(line)} values, and there should be {len(COLUMNS)}. Restore it."
        raise ReleaseFault(msg)
    held = dict(zip(COLUMNS, line, strict=True))
    words = {name: value for name, value in held.items() if name not in NUMBERS}
    count, percent, base = (_number(held[name], f"{where}, {name}") for name in NUMBERS)
    if bool(words["hidden"]) != (count is None) or (count is None) != (percent is None):
        msg = f"{where}: it is neither hidden nor has it both its numbers. Restore it."
        raise ReleaseFault(msg)
    return TidyRow(**words, count=count, percent=percent, base=base)


def _number(value: str, where: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit()):
        msg = f"{where}: `{value}` is no whole number. Restore it."
        raise ReleaseFault(msg)
    return int(value)
