"""The tidy file that people open: the rows of tables.csv, with words beside their ids."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from tellback.release.lines import LEVEL_WORDS, Line, split_words

Value = str | int | None

COLUMNS: dict[str, tuple[type, str]] = {
    "wave": (str, "The run of the survey"),
    "level": (str, "The kind of area: borough, locality, group or school"),
    "area": (str, "The area's id: borough, a name, or a school's number"),
    "area_type": (str, "The kind of area, in words"),
    "area_name": (str, "The area's name"),
    "split": (str, "What pupils are split by, or all"),
    "group": (str, "Their answers to that, as ids, or all"),
    "split_name": (str, "What pupils are split by, in words"),
    "pupils": (str, "Which pupils, in words"),
    "section": (str, "The section of the questionnaire, or Headlines"),
    "variable": (str, "The variable's or the measure's id"),
    "question": (str, "What was asked, in words"),
    "choice": (str, "The choice's id; -9 not answered, -7 preferred not to say"),
    "answer": (str, "The answer, in words"),
    "count": (int, "How many pupils gave it; empty where that is hidden"),
    "percent": (int, "The same as a whole per cent of the base, halves rounded up"),
    "base": (int, "How many pupils were asked; empty where that is hidden"),
    "asked": (str, "Who was asked, in words"),
    "hidden": (str, "The code of why it is hidden; empty where it is not"),
    "reason": (str, "Why it is hidden, in words"),
}
"""Column -> its type and what it holds."""

NUMBERS = frozenset(name for name, (kind, _) in COLUMNS.items() if kind is int)
MAY_BE_EMPTY = frozenset({"count", "percent", "base", "hidden", "reason"})
PRIMARY_KEY = ("wave", "level", "area", "split", "group", "variable", "choice")
"""No two rows have all of these in common."""
EVERYTHING = "Not split"


def rows(lines: Iterable[Line]) -> Iterator[tuple[Value, ...]]:
    """A row a line, in the order of COLUMNS."""
    for line in lines:
        row, group = line.row, line.table.group
        split = " and ".join(split_words(name) for name in group.split) or EVERYTHING
        yield (
            *(row.wave, row.level, row.area, LEVEL_WORDS[group.level], line.area_name),
            *(row.split, row.group, split, line.pupils),
            *(line.section, row.variable, line.question, row.choice, line.answer),
            *(row.count, row.percent, row.base, line.base_words, row.hidden, line.reason),
        )


def to_csv(lines: Iterable[Line]) -> bytes:
    """As UTF-8 with a mark at its start, without which Excel takes it for something else."""
    held = StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(lines))
    return held.getvalue().encode("utf-8-sig")


def to_parquet(lines: Iterable[Line]) -> bytes:
    """The same columns, typed, with what they hold as their metadata."""
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and this file alone needs it
    import pyarrow.parquet as pq  # noqa: PLC0415

    held: list[tuple[Any, ...]] = list(rows(lines))
    fields = [
        pa.field(
            name,
            pa.int32() if kind is int else pa.string(),
            nullable=name in NUMBERS,
            metadata={"description": words},
        )
        for name, (kind, words) in COLUMNS.items()
    ]
    columns = [[row[at] for row in held] for at in range(len(fields))]
    arrays = [pa.array(one, field.type) for one, field in zip(columns, fields, strict=True)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())
