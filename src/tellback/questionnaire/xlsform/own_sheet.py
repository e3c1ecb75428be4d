"""The sheet by which a workbook that we wrote is read back whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256

from tellback.questionnaire.xlsform.workbook import SheetRow, Workbook

OWN_SHEET = "tellback"
LONGEST_CELL = 30_000
"""Characters; a spreadsheet's cell holds 32,767."""


def chunks(text: str) -> Iterator[str]:
    """`text` in pieces that fit a cell."""
    for at in range(0, len(text), LONGEST_CELL):
        yield text[at : at + LONGEST_CELL]


def mark_of(workbook: Workbook) -> str:
    """What stands for the three sheets of an XLSForm, as they are read."""
    rows: tuple[SheetRow, ...] = (*workbook.survey, *workbook.choices, *workbook.settings)
    told = [[row.sheet, row.number, dict(row.cells)] for row in rows]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def own_text(workbook: Workbook) -> str | None:
    """The YAML that a workbook carries; None where it carries none."""
    first, *rest = workbook.own or (("", ""),)
    return "".join(row[0] for row in rest) if first[0] == OWN_SHEET and len(first) > 1 else None


def is_untouched(workbook: Workbook) -> bool:
    """Whether its three sheets are as we wrote them."""
    return bool(workbook.own) and workbook.own[0][1] == mark_of(workbook)
