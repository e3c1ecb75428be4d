"""Validates a CSV file against its metadata, as far as ours uses the W3C's vocabulary."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any


def invalid(metadata: bytes, data: bytes) -> Iterator[str]:
    """A sentence for each thing of `data` that is not as `metadata` says."""
    held = json.loads(metadata)
    assert "http://www.w3.org/ns/csvw" in held["@context"]
    dialect, schema = held["dialect"], held["tableSchema"]
    lines = csv.reader(
        StringIO(data.decode(dialect["encoding"]).removeprefix("\ufeff"), newline=""),
        delimiter=dialect["delimiter"],
        quotechar=dialect["quoteChar"],
    )
    columns = schema["columns"]
    names = [column["name"] for column in columns]
    if dialect["header"] and next(lines) != [column["titles"] for column in columns]:
        yield "the header is not that of the columns"
    seen: set[tuple[str, ...]] = set()
    for at, line in enumerate(lines, 2):
        if len(line) != len(columns):
            yield f"line {at} has {len(line)} cells"
            continue
        for column, value in zip(columns, line, strict=True):
            if fault := _why_not(column, value):
                yield f"line {at}, {column['name']}: {fault}"
        key = tuple(line[names.index(name)] for name in schema["primaryKey"])
        if key in seen:
            yield f"line {at}: {key} is there twice"
        seen.add(key)


def _why_not(column: dict[str, Any], value: str) -> str | None:
    if value == column.get("null", ""):
        return "required" if column.get("required") else None
    datatype = column["datatype"]
    named = datatype if isinstance(datatype, dict) else {"base": datatype}
    if named["base"] == "nonNegativeInteger":
        if not re.fullmatch(r"\d+", value):
            return f"`{value}` is no whole number"
        return "too large" if int(value) > int(named.get("maximum", value)) else None
    assert named["base"] == "string"
    return None if re.fullmatch(named.get("format", ".*"), value, re.DOTALL) else f"`{value}`"
