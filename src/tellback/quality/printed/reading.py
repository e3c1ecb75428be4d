"""Printed figures from a CSV file; every fault of the file in a sentence with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Literal, cast

from tellback.quality.printed.figure import ALL, WHOLE, PrintedFigure
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.questionnaire.suggestion import did_you_mean

NEEDED = ("measure", "answer", "year", "value", "unit")
OPTIONAL = ("id", "question", "group", "base", "base_count", "several")
UNREAD = ("section", "source", "source_line", "note")
"""Columns that say where a figure stands; they are allowed and not looked at."""
ALSO = {
    "statement_id": "id",
    "question_numbers": "question",
    "breakdown": "group",
    "category": "answer",
}
"""Other names by which a column is known."""
UNITS = {
    **dict.fromkeys(("percent", "per cent", "%"), "percent"),
    **dict.fromkeys(("count", "number", "pupils"), "count"),
}
TOTALS = frozenset({"", ALL, "total", "everyone"})
"""How a total's group is written."""
_VALUE = re.compile(r"^\d{1,9}(\.\d{1,6})?$")


def read_figures(path: Path) -> tuple[PrintedFigure, ...]:
    """The figures in a CSV file, in its order. Raises Unreadable with every fault of it."""
    return figures_of(text_of(path), name=path.name)


def figures_of(text: str, *, name: str) -> tuple[PrintedFigure, ...]:
    """The figures in the text of a CSV file, which messages call `name`. Raises Unreadable."""
    try:
        rows = list(csv.reader(StringIO(text), strict=True))
    except csv.Error as error:
        raise Unreadable([_not_csv(name, str(error))]) from None
    if not rows or not any(rows[0]):
        raise Unreadable([_not_csv(name, "it is empty")])
    header = [ALSO.get(title, title) for title in (one.strip().casefold() for one in rows[0])]
    problems = list(_wrong_header(header, name))
    if problems:
        raise Unreadable(problems)
    figures = []
    # Rows are numbered as lines; a cell with a line break in it would shift them, and has no use.
    for line, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            cells = {title: cell.strip() for title, cell in zip(header, row, strict=False)}
            place = f"{name} line {line}"
            problems += [*_wrong_length(row, header, place), *_wrong_row(cells, place)]
            if not problems:
                figures.append(_figure(cells, line))
    if problems:
        raise Unreadable(problems)
    return tuple(figures)


def _figure(cells: Mapping[str, str], line: int) -> PrintedFigure:
    count = cells.get("base_count", "").replace(",", "")
    group = cells.get("group", "").casefold()
    return PrintedFigure(
        line=line,
        id=cells.get("id", ""),
        measure=cells["measure"],
        question=cells.get("question", ""),
        group=ALL if group in TOTALS else group,
        answer=cells["answer"],
        year=cells["year"],
        value=cells["value"].replace(",", ""),
        unit=cast("Literal['percent', 'count']", UNITS[cells["unit"].casefold()]),
        base=cells.get("base", ""),
        base_count=int(count) if count else None,
        several=cells.get("several", "").casefold() in {"yes", "true", "1"},
    )


def _wrong_header(header: list[str], name: str) -> Iterator[Problem]:
    place = f"{name} line 1"
    for title in NEEDED:
        if title not in header:
            yield Problem(
                place,
                f"There is no column `{title}`.",
                f"The first line names the columns: {', '.join((*NEEDED, *OPTIONAL))}.",
                "missing-column",
            )
    for title in dict.fromkeys(header):
        if title not in {*NEEDED, *OPTIONAL, *UNREAD}:
            yield Problem(
                place,
                f"There is no such column as `{excerpt(title)}`.",
                did_you_mean(title, (*NEEDED, *OPTIONAL)) or "Rename it, or take it out.",
                "unknown-column",
            )
        elif header.count(title) > 1:
            yield Problem(place, f"`{title}` is there twice.", "Keep one.", "twice-a-column")


def _wrong_length(row: list[str], header: list[str], place: str) -> Iterator[Problem]:
    if len(row) != len(header):
        yield Problem(
            place,
            f"The line has {len(row)} cells, and there are {len(header)} columns.",
            "Put cells that hold a comma in double quotation marks.",
            "wrong-length",
        )


def _wrong_row(cells: Mapping[str, str], place: str) -> Iterator[Problem]:
    for title in ("measure", "year"):
        if not cells.get(title):
            yield Problem(place, f"`{title}` is empty.", "Write it.", "empty-cell")
    unit = UNITS.get(cells.get("unit", "").casefold())
    if unit is None:
        yield Problem(
            place,
            f"`{excerpt(cells.get('unit', ''))}` is no unit.",
            "Write percent or count.",
            "unknown-unit",
        )
    value = cells.get("value", "").replace(",", "")
    if not _VALUE.match(value) or (unit == "count" and "." in value):
        yield Problem(
            place,
            f"`{excerpt(cells.get('value', ''))}` is not a number that was printed.",
            "Write digits alone, such as 46 or 2.5; a count is whole.",
            "not-number",
        )
    elif unit == "percent" and float(value) > WHOLE:
        yield Problem(
            place, f"{value}% is more than a whole.", "Check the value.", "more-than-whole"
        )
    count = cells.get("base_count", "").replace(",", "")
    if count and (not count.isdecimal() or not int(count)):
        yield Problem(
            place,
            f"`{excerpt(count)}` is no number of pupils.",
            "Write a whole number of 1 or more, or leave the cell empty.",
            "not-base",
        )


def _not_csv(name: str, why: str) -> Problem:
    return Problem(
        name,
        f"The file cannot be read as CSV: {why}.",
        "Save the table as CSV with commas, in UTF-8.",
        "not-csv",
    )
