"""The rows of a CSV file with fixed columns, each knowing its line."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from tellback.questionnaire.problem import Problem, Unreadable


@dataclass(frozen=True)
class CsvRow:
    """One line: its cells by column, without the blanks around them."""

    place: str
    cells: Mapping[str, str]

    def problem(self, fault: str, remedy: str, code: str) -> Problem:
        """What is wrong on this line."""
        return Problem(self.place, fault, remedy, code)


def csv_rows(text: str, columns: Sequence[str], *, name: str) -> tuple[CsvRow, ...]:
    """The lines below the header, which must be `columns` in their order; blank ones are left out.

    Raises Unreadable with every line that has another number of cells.
    """
    try:
        rows = list(csv.reader(StringIO(text), strict=True))
    except csv.Error as error:
        raise Unreadable([_not_csv(name, f"it is no CSV: {error}", columns)]) from None
    if not rows or [cell.strip() for cell in rows[0]] != list(columns):
        raise Unreadable([_not_csv(name, "its first line names other columns", columns)])
    made, problems = [], []
    for line, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        place = f"{name} line {line}"
        if len(row) != len(columns):
            fault = f"The line has {len(row)} cells, and there are {len(columns)} columns."
            remedy = "Put cells that hold a comma in double quotation marks."
            problems.append(Problem(place, fault, remedy, "wrong-length"))
        cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
        made.append(CsvRow(place, cells))
    if problems:
        raise Unreadable(problems)
    return tuple(made)


def _not_csv(name: str, why: str, columns: Sequence[str]) -> Problem:
    return Problem(
        name,
        f"The file cannot be read: {why}.",
        f"Save it as CSV with commas, in UTF-8, its first line {','.join(columns)}.",
        "not-csv",
    )
