"""The commonest constraints: a number between two others, and words of some length."""

from __future__ import annotations

import re

PART = re.compile(
    r"\s*\(?\s*\.\s*(?P<sign><=|>=|<|>)\s*(?P<number>-?\d{1,15}(?:\.\d{1,9})?)\s*\)?\s*"
)
LENGTH = re.compile(r"\s*string-length\(\s*\.\s*\)\s*(?P<sign><=|<)\s*(?P<number>\d{1,6})\s*")
MOST_LETTERS = 10_000


def bounds_of(constraint: str, *, whole: bool) -> tuple[float | None, float | None] | None:
    """(least, most) of `. >= 0 and . <= 120`; None for anything else.

    `. > 0` says `. >= 1` of `whole` numbers, and of others nothing that can be carried.
    """
    least = most = None
    # Spaces in their thousands would make the pattern slow.
    for text in re.split(r"\band\b", " ".join(constraint.split())):
        part = PART.fullmatch(text)
        if part is None or (len(part["sign"]) == 1 and not _steps(part["number"], whole=whole)):
            return None
        number, step = float(part["number"]), 1 if len(part["sign"]) == 1 else 0
        if part["sign"].startswith(">"):
            least = number + step if least is None else max(least, number + step)
        else:
            most = number - step if most is None else min(most, number - step)
    return least, most


def longest_of(constraint: str) -> int | None:
    """The letters that `string-length(.) <= 100` allows; None for anything else."""
    found = LENGTH.fullmatch(" ".join(constraint.split()))
    if found is None:
        return None
    longest = int(found["number"]) - (1 if found["sign"] == "<" else 0)
    return longest if 1 <= longest <= MOST_LETTERS else None


def _steps(number: str, *, whole: bool) -> bool:
    return whole and "." not in number
