"""The commonest constraint: a number between two others."""

from __future__ import annotations

import re

PART = re.compile(r"^\s*\(?\s*\.\s*(?P<sign><=|>=)\s*(?P<number>-?\d+(?:\.\d+)?)\s*\)?\s*$")


def bounds_of(constraint: str) -> tuple[float | None, float | None] | None:
    """(least, most) of `. >= 0 and . <= 120`; None for anything else."""
    least = most = None
    for text in re.split(r"\band\b", constraint):
        part = PART.match(text)
        if part is None:
            return None
        if part["sign"] == ">=":
            least = float(part["number"])
        else:
            most = float(part["number"])
    return least, most
