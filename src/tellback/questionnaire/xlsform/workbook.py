"""The sheets of an XLSForm as plain rows of text. Nothing in the file is run or followed.

Formulas are read as the value last stored, links and macros are not looked at. Limits
keep a made-up file from filling the memory.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.suggestion import did_you_mean
from tellback.questionnaire.xlsform.formulas import formulas_in
from tellback.questionnaire.xlsform.old_workbook import OLD_START, old_sheets

Rows = Iterable[tuple[object, ...]]
"""A sheet: its rows of values, from the first."""
LARGEST = 20_000_000
LARGEST_UNPACKED = 200_000_000
LARGEST_PART = 50_000_000
"""Bytes, for the parts that are read whole. A real form is under 1 MB, some 10 MB unpacked."""
EMPTY_ROWS = 1_000
"""So many empty rows one after the other end a sheet."""
MOST_ROWS = 5_000
MOST_COLUMNS = 200
WANTED = ("survey", "choices", "settings")
NOT_CARRIED = ("entities", "external_choices", "osm")
"""Sheets that XLSForm knows and we do not."""
OWN = "tellback"
"""The sheet of our own; see own_sheet.py."""
NEEDED = ("type", "name")
SAME_COLUMN = {
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "calculate": "calculation",
    "readonly": "read_only",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "caption": "label",
    "list": "list_name",
    "value": "name",
    "title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
    "set_form_title": "form_title",
}
"""Other spellings of a column's name."""


@dataclass(frozen=True)
class SheetRow:
    """One row: its sheet, its number as the spreadsheet shows it, its cells by column name."""

    number: int
    cells: Mapping[str, str]
    sheet: str = "survey"

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
    lost: tuple[Problem, ...] = ()
    """What was not read: sheets and columns of no use to us, and what stands past the limits."""
    own: tuple[tuple[str, ...], ...] = ()
    """The rows of the sheet of our own, in a workbook that we wrote."""


def read_workbook(path: Path) -> Workbook:
    """The sheets of the .xlsx, .xlsm or .xls at `path`. Raises Unreadable."""
    return read_sheets(_within_limit(path), name=path.name)


def read_sheets(data: bytes, *, name: str) -> Workbook:
    """The sheets of a workbook's bytes; `name` is what messages call it. Raises Unreadable."""
    try:
        if data.startswith(OLD_START):
            return _read(name, old_sheets(data))
        said = (*_guarded(name, data), *formulas_in(data, WANTED))
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it drops; none of them is ours.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                sheets = {one.strip().lower(): _rows_of(book[one]) for one in book.sheetnames}
                return _read(name, sheets, said)
            finally:
                book.close()
    except Unreadable:
        raise
    except Exception as fault:
        raise _unreadable(
            name,
            f"The workbook is damaged ({type(fault).__name__}).",
            "Open it in a spreadsheet program and save it again as .xlsx.",
            "damaged-workbook",
        ) from fault


def _rows_of(sheet: Any) -> Iterator[tuple[object, ...]]:
    # A file may claim any size for a sheet; what stands in it counts.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)


def _read(name: str, sheets: Mapping[str, Rows], said: tuple[Problem, ...] = ()) -> Workbook:
    if "survey" not in sheets:
        raise _no_survey(name, sheets)
    lost = [
        *said,
        *(
            Problem(f"sheet {one}", "This sheet is not read.", "Nothing is needed.", "lost-sheet")
            for one in NOT_CARRIED
            if one in sheets
        ),
    ]
    found: dict[str, tuple[SheetRow, ...]] = dict.fromkeys(WANTED, ())
    for one in WANTED:
        if one in sheets:
            reading = _Reading(one)
            found[one] = tuple(reading.rows(sheets[one]))
            lost += reading.lost
            if one == "survey":
                _has_needed(name, reading.header)
    own = tuple(tuple(str(value or "") for value in values[:2]) for values in sheets.get(OWN, ()))
    return Workbook(name, found["survey"], found["choices"], found["settings"], tuple(lost), own)


def _within_limit(path: Path) -> bytes:
    """The bytes of the file, unless it is missing or far too large."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as fault:
        sentence = "There is no such file, or it may not be read."
        raise _unreadable(path.name, sentence, "Check the name.", "missing-file") from fault
    if len(data) > LARGEST:
        sentence = f"The file is larger than {LARGEST // 1_000_000} MB."
        raise _unreadable(path.name, sentence, "Take out pictures and other sheets.", "too-large")
    return data


def _guarded(name: str, data: bytes) -> tuple[Problem, ...]:
    """What to say of macros in it; raises Unreadable where it is no .xlsx or unpacks too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise _unreadable(
            name,
            "This is not an .xlsx workbook, or it is damaged or has a password.",
            "Open it in a spreadsheet program and save it as .xlsx, without a password.",
            "not-a-workbook",
        ) from fault
    _small_enough(name, parts)
    if not any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        return ()
    sentence = "There are macros in the workbook. They were not run and are not carried over."
    return (Problem(name, sentence, "Nothing is needed.", "lost-macros"),)


def _small_enough(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """Sheets are read row by row, other XML whole, and what is no XML not at all."""
    whole = [
        part.file_size
        for part in parts
        if part.filename.endswith((".xml", ".rels")) and "/worksheets/" not in part.filename
    ]
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or max(whole, default=0) > LARGEST_PART:
        sentence = f"Unpacked, the file is {unpacked // 1_000_000:,} MB."
        raise _unreadable(name, sentence, "Take out what is no questionnaire.", "too-large")


class _Reading:
    """One sheet being read."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.header: list[str] = []
        self.lost: list[Problem] = []

    def rows(self, rows: Rows) -> Iterator[SheetRow]:
        """The rows below the header, blank ones left out."""
        empty = 0
        for number, values in enumerate(rows, start=1):
            texts = [_text(value) for value in values]
            if not any(texts):
                empty += 1
                if empty >= EMPTY_ROWS:
                    self._ends_at(number)
                    return
                continue
            empty = 0
            self._within(number)
            if not self.header:
                self._take_header(texts)
            elif cells := self._cells(texts):
                yield SheetRow(number, cells, self.sheet)

    def _cells(self, texts: list[str]) -> dict[str, str]:
        cells: dict[str, str] = {}
        for name, text in zip(self.header, texts, strict=False):
            if name and text:
                cells.setdefault(name, text)
        return cells

    def _take_header(self, texts: list[str]) -> None:
        self.header = [_column(text) for text in texts[:MOST_COLUMNS]]
        if any(texts[MOST_COLUMNS:]):
            sentence = f"Columns past number {MOST_COLUMNS} are not read."
            self._lose(sentence, "Take out columns that are empty.", "lost-columns")
        for name in {one for one in self.header if one and self.header.count(one) > 1}:
            sentence = f"There are two columns {name}; only the first that is filled in is read."
            self._lose(sentence, "Keep one of them.", "lost-columns")

    def _ends_at(self, number: int) -> None:
        sentence = f"From row {number - EMPTY_ROWS + 1} on there are {EMPTY_ROWS:,} empty rows; "
        remedy = "If something stands below them, take the empty rows out."
        self._lose(f"{sentence}what may stand below them is not read.", remedy, "lost-rows")

    def _within(self, number: int) -> None:
        if number > MOST_ROWS:
            sentence = f"The sheet has more than {MOST_ROWS:,} rows."
            raise _unreadable(
                f"sheet {self.sheet}", sentence, "Take out what is not needed.", "too-large"
            )

    def _lose(self, fault: str, remedy: str, code: str) -> None:
        self.lost.append(Problem(f"sheet {self.sheet}", fault, remedy, code))


def _column(text: str) -> str:
    """A column's name: spaces and case do not count, `label::English (en)` keeps its language."""
    plain = "_".join(text.lower().split())
    if plain in SAME_COLUMN:
        return SAME_COLUMN[plain]
    sign = "::" if "::" in text else ":"
    name, found, language = text.partition(sign)
    name = "_".join(name.lower().split())
    name = SAME_COLUMN.get(name, name)
    return f"{name}::{language.strip()}" if found else name


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\u00a0", " ").strip()


def _has_needed(name: str, header: list[str]) -> None:
    missing = [one for one in NEEDED if one not in header]
    if missing:
        raise Unreadable(
            Problem(
                f"{name}, sheet survey",
                f"There is no column {one}.",
                did_you_mean(one, filter(None, header))
                or f"Write {one} at the head of a column, in the first row.",
                "no-such-column",
            )
            for one in missing
        )


def _no_survey(name: str, sheets: Mapping[str, Rows]) -> Unreadable:
    near = get_close_matches("survey", sheets, n=1)
    remedy = f"Rename the sheet “{near[0]}” to survey." if near else "Add a sheet named survey."
    return _unreadable(name, "There is no sheet named survey.", remedy, "no-survey-sheet")


def _unreadable(place: str, fault: str, remedy: str, code: str) -> Unreadable:
    return Unreadable([Problem(place, fault, remedy, code)])
