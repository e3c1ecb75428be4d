"""Answers as words, numbers and yes or no, changed into each other as ODK's engine does.

Every answer is text; a blank one is the empty text and, as a number, not a number. The rules are
those of XPath 1.0 (W3C, 1999, section 3.2 to 3.5 and 4.2 to 4.4) with what ODK XForms adds: a
number may have an exponent, and what is not a number is the empty text.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

NOT_A_NUMBER = math.nan
SPACES = " \t\r\n"
"""What XML counts as space."""
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_MOST_PLAIN, _LEAST_PLAIN = 1e21, 1e-6
"""Between these a number is written out in digits."""

Value = str | float | bool


def number_of_text(text: str) -> float:
    """The number that `text` says, spaces around it aside, or not-a-number."""
    if text.isdigit() and text.isascii():
        return float(text)
    bare = text.strip(SPACES)
    return float(bare) if _NUMBER.fullmatch(bare) else NOT_A_NUMBER


def text_of_number(number: float) -> str:
    """The shortest digits that say `number`; the empty text for not-a-number."""
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    digits = repr(number)
    if _LEAST_PLAIN <= abs(number) < _MOST_PLAIN:
        plain = f"{Decimal(digits):f}"
        return plain.removesuffix(".0")
    front, _, power = digits.partition("e")
    return f"{front.removesuffix('.0')}e{int(power):+d}"


def truth_of_number(number: float) -> bool:
    """Everything but zero and not-a-number holds."""
    return number != 0 and not math.isnan(number)


def text_of_truth(truth: bool) -> str:  # noqa: FBT001 - the value itself
    """`true` or `false`."""
    return "true" if truth else "false"


def number_of(value: Value) -> float:
    """Any value as a number."""
    return number_of_text(value) if isinstance(value, str) else float(value)


def text_of(value: Value) -> str:
    """Any value as text."""
    if isinstance(value, str):
        return value
    return text_of_truth(value) if isinstance(value, bool) else text_of_number(value)


def truth_of(value: Value) -> bool:
    """Any value as yes or no; text holds unless it is empty."""
    return truth_of_number(value) if isinstance(value, float) else bool(value)


def equal(left: Value, right: Value) -> bool:
    """Whether two values are equal once the weaker is changed into the kind of the stronger.

    Yes or no is stronger than a number, and a number than text.
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return truth_of(left) == truth_of(right)
    if isinstance(left, float) or isinstance(right, float):
        return number_of(left) == number_of(right)
    return left == right


def several(text: str) -> list[str]:
    """The choices in the answer to a question with several; one empty choice where blank."""
    if text.isascii():
        # Python's own idea of space is XML's, for letters that an answer may have.
        return text.split() or [""]
    return re.split(r"[ \t\r\n]+", text.strip(SPACES))
