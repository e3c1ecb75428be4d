"""The sheets of an XLSForm as plain rows of text. Nothing in the file is run or followed.

Formulas are read as the value last stored, links and macros are not looked at. Limits
keep a made-up file from filling the memory.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tellback.questionnaire.problem import Problem, Unreadable

LARGEST = 20_000_000
LARGEST_UNPACKED = 200_000_000
"""Bytes. A real form is under 1 MB, some 10 MB unpacked."""
EMPTY_ROWS = 500
"""So many empty rows one after the other end a sheet."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
WANTED = ("survey", "choices", "settings")


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as the spreadsheet shows it, and its cells by column name."""

    number: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell's text; blank where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Workbook:
    """The three sheets of an XLSForm; `choices` and `settings` may be empty."""

    name: str
    survey: tuple[SheetRow, ...]
    choices: tuple[SheetRow, ...]
    settings: tuple[SheetRow, ...]


def read_workbook(path: Path) -> Workbook:
    """The sheets of the .xlsx at `path`. Raises Unreadable."""
    _guard(path)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it drops; none of them is ours.
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                sheets = {title.strip().lower(): book[title] for title in book.sheetnames}
                found = {name: tuple(_rows(sheets[name])) for name in WANTED if name in sheets}
            finally:
                book.close()
    except Exception as fault:
        raise _unreadable(
            path.name,
            f"The workbook is damaged ({type(fault).__name__}).",
            "Open it in a spreadsheet program and save it again as .xlsx.",
            "damaged-workbook",
        ) from fault
    if "survey" not in found:
        raise _no_survey(path.name, list(sheets))
    return Workbook(path.name, found["survey"], found.get("choices", ()), found.get("settings", ()))


def _guard(path: Path) -> None:
    """Refuse what is missing, no .xlsx, or far too large, before it is opened."""
    if not path.is_file():
        raise _unreadable(path.name, "There is no such file.", "Check the name.", "missing-file")
    if path.stat().st_size > LARGEST:
        fault = f"The file is larger than {LARGEST // 1_000_000} MB."
        raise _unreadable(path.name, fault, "Take out pictures and other sheets.", "too-large")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise _unreadable(
            path.name,
            "This is not an .xlsx workbook, or it is damaged.",
            "Open it in a spreadsheet program and save it as .xlsx, without a password.",
            "not-a-workbook",
        ) from fault
    if unpacked > LARGEST_UNPACKED:
        fault_words = f"Unpacked, the file is {unpacked // 1_000_000:,} MB."
        raise _unreadable(path.name, fault_words, "Take out what is no questionnaire.", "too-large")


def _rows(sheet: Any) -> Iterator[SheetRow]:
    """The rows below the header, blank ones left out."""
    sheet.reset_dimensions()
    header: list[str] = []
    empty = 0
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS, values_only=True)
    for number, values in enumerate(rows, start=1):
        texts = [_text(value) for value in values]
        if not any(texts):
            empty += 1
            if empty >= EMPTY_ROWS:
                return
            continue
        empty = 0
        if not header:
            header = [_column(text) for text in texts]
        else:
            cells = {name: text for name, text in zip(header, texts, strict=False) if name and text}
            if cells:
                yield SheetRow(number, cells)


def _column(text: str) -> str:
    """A column's name: spaces and case do not count, `label::English (en)` keeps its language."""
    name, sign, language = text.partition("::")
    return name.strip().lower().replace(" ", "_") + (f"::{language.strip()}" if sign else "")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).replace("\u00a0", " ").split(" ")).strip()


def _no_survey(name: str, sheets: list[str]) -> Unreadable:
    near = get_close_matches("survey", sheets, n=1)
    remedy = f"Rename the sheet “{near[0]}” to survey." if near else "Add a sheet named survey."
    return _unreadable(name, "There is no sheet named survey.", remedy, "no-survey-sheet")


def _unreadable(place: str, fault: str, remedy: str, code: str) -> Unreadable:
    return Unreadable([Problem(place, fault, remedy, code)])
