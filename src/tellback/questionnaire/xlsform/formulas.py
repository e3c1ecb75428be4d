"""Where a workbook holds formulas: none is computed, and each is said."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook

from tellback.questionnaire.problem import Problem

MOST_SAID = 20
MOST_ROWS = 5_000
MOST_COLUMNS = 200
FORMULA = b"<f"
REMEDY = "Write the value itself if it should not change."


def formulas_in(data: bytes, sheets: Collection[str]) -> tuple[Problem, ...]:
    """A sentence for each formula in the named sheets of an .xlsx, up to `MOST_SAID`.

    The workbook is opened a second time only where some sheet holds a formula at all. One
    that cannot be opened has none to speak of; whoever reads it says what is wrong.
    """
    try:
        if not _holds_any(data):
            return ()
        found = [*_formulas(data, sheets)]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ParseError, DefusedXmlException):
        return ()
    more = len(found) - MOST_SAID
    if more > 0:
        found[MOST_SAID:] = [
            Problem("the workbook", f"{more} more cells hold formulas.", REMEDY, "lost-formula")
        ]
    return tuple(found)


def _holds_any(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if "/worksheets/" in part.filename and part.filename.endswith(".xml"):
                with archive.open(part) as sheet:
                    before = b""
                    while block := sheet.read(1_000_000):
                        if FORMULA in before + block:
                            return True
                        before = block[-1:]
    return False


def _formulas(data: bytes, sheets: Collection[str]) -> Iterator[Problem]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        for name in book.sheetnames:
            if name.strip().lower() not in sheets:
                continue
            sheet = book[name]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
                for cell in row:
                    if cell.data_type == "f":
                        yield Problem(
                            f"sheet {name}, cell {cell.coordinate}",
                            "This cell holds a formula. The value last stored was read; "
                            "nothing is computed.",
                            REMEDY,
                            "lost-formula",
                        )
        book.close()
