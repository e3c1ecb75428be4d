"""The sheets of a workbook of the old kind (.xls), as rows of values; nothing in it is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from io import StringIO
from typing import Any

import xlrd

OLD_START = b"\xd0\xcf\x11\xe0"
"""How a file of the old kind begins."""


def old_sheets(data: bytes) -> Mapping[str, Iterator[tuple[object, ...]]]:
    """Name of each sheet, in small letters -> its rows of values.

    Raises what xlrd raises where the file is damaged or has a password.
    """
    # xlrd tells of oddities on standard output; nobody reads them there.
    book = xlrd.open_workbook(file_contents=data, ragged_rows=True, logfile=StringIO())
    return {sheet.name.strip().lower(): _rows(book, sheet) for sheet in book.sheets()}


def _rows(book: Any, sheet: Any) -> Iterator[tuple[object, ...]]:
    for at in range(sheet.nrows):
        yield tuple(_value(book, cell) for cell in sheet.row(at))


def _value(book: Any, cell: Any) -> object:
    """A cell as openpyxl would give it: text, number, truth, day, or None."""
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR}:
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _day(cell.value, book.datemode)
    return cell.value


def _day(value: float, datemode: int) -> datetime | float:
    try:
        day: datetime = xlrd.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError):
        return value
    return day
