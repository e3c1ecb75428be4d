"""Safe tables as JSON, for a release's folder, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tellback.disclosure.table import KEY, Hidden, SafeCell, SafeTable


def to_json(tables: Sequence[SafeTable]) -> str:
    """Deterministic text; what is hidden is `{"hidden": reason}`, never a number."""
    return json.dumps([_table(one) for one in tables], indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> tuple[SafeTable, ...]:
    """The tables that `to_json` wrote. Raises ValueError where it is not such a text.

    The caller checks the file's hash against its release first.
    """
    try:
        return tuple(_read_table(one) for one in json.loads(text))
    except (KeyError, TypeError) as fault:
        msg = f"This is not a file of safe tables: {fault}."
        raise ValueError(msg) from fault


def _number(value: int | Hidden) -> int | dict[str, str]:
    return {"hidden": value.reason} if isinstance(value, Hidden) else value


def _read_number(value: int | dict[str, str]) -> int | Hidden:
    return Hidden(value["hidden"]) if isinstance(value, dict) else int(value)


def _table(table: SafeTable) -> dict[str, Any]:
    return {
        "id": table.id,
        "kind": table.kind,
        "question": table.question,
        "title": table.title,
        "row": table.row,
        "section": table.section,
        "base": _number(table.base),
        "base_words": table.base_words,
        "exclusive": table.exclusive,
        "hidden": table.hidden.reason if table.hidden else None,
        "cells": [
            {
                "id": cell.id,
                "words": cell.words,
                "count": _number(cell.count),
                "percent": _number(cell.percent),
                "role": cell.role,
            }
            for cell in table.cells
        ],
    }


def _read_table(held: dict[str, Any]) -> SafeTable:
    cells = tuple(
        SafeCell(
            id=cell["id"],
            words=cell["words"],
            count=_read_number(cell["count"]),
            percent=_read_number(cell["percent"]),
            role=cell["role"],
        )
        for cell in held["cells"]
    )
    names = ("id", "kind", "question", "title", "row", "section", "base_words", "exclusive")
    return SafeTable(
        **{name: held[name] for name in names},
        base=_read_number(held["base"]),
        hidden=Hidden(held["hidden"]) if held["hidden"] else None,
        cells=cells,
        key=KEY,
    )
