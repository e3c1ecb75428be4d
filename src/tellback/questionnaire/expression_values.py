"""XPath 1.0's three kinds of value and how one becomes another."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable

Value = str | float | bool

NUMBER = re.compile(r"^[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*$")
ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def as_number(value: Value) -> float:
    """XPath's number(): text that is not a number (blank too) is NaN."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, str):
        return float(value) if NUMBER.match(value) else math.nan
    return value


def as_boolean(value: Value) -> bool:
    """XPath's boolean(): blank text, 0 and NaN are false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    return value != 0 and not math.isnan(value)


def as_text(value: Value) -> str:
    """XPath's string(): a whole number has no decimal point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) else repr(value)


def compare(sign: str, left: Value, right: Value) -> bool:
    """`left sign right`: as booleans if one is, else as numbers if one is, else as text."""
    if sign in {"=", "!="}:
        same = _same(left, right)
        return same if sign == "=" else not same
    return ORDER[sign](as_number(left), as_number(right))


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_boolean(left) == as_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return as_number(left) == as_number(right)
