"""XLSForms for tests, written as tables in text and saved as .xlsx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook

YES_NO = """
list_name | name | label
yn        | yes  | Yes
yn        | no   | No
"""

Rows = list[list[str]]


def rows_of(table: str) -> Rows:
    """The cells of a table: one line a row, cells between bars, the header first.

    An empty line and one that starts with `#` say nothing.
    """
    lines = [line.strip() for line in table.strip().splitlines()]
    return [
        [cell.strip() for cell in line.split("|")]
        for line in lines
        if line and not line.startswith("#")
    ]


def save(path: Path, sheets: Mapping[str, str | Iterable[Iterable[object]]]) -> Path:
    """Writes a workbook: sheet name -> table in text, or its rows as they are."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows_of(table) if isinstance(table, str) else table:
            sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


def xlsform(path: Path, survey: str, choices: str = YES_NO, settings: str = "") -> Path:
    """Writes an XLSForm; its id and title come from the name of the file."""
    sheets = {"survey": survey, "choices": choices}
    sheets["settings"] = settings or f"form_title | form_id\n{path.stem} | {path.stem}"
    return save(path, sheets)
