"""The functions a rule may call: what each takes, gives and does.

They do what ODK XForms says of them (getodk.github.io/xforms-spec), to the letter of its engine.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from tellback.questionnaire.expression.values import NOT_A_NUMBER, SPACES, Value, several


class Sort(Enum):
    """What a value is known to be before any answer is."""

    TEXT = auto()
    NUMBER = auto()
    TRUTH = auto()
    ANSWER = auto()
    """An answer as given: text, but as yes or no it always holds, blank or not."""
    ANY = auto()
    """Known only once there are answers."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function; the last of what it `takes` may be repeated where `most` is None."""

    takes: tuple[Sort, ...]
    gives: Sort
    work: Callable[..., Value]
    least: int
    most: int | None


def _takes(
    *takes: Sort, gives: Sort, work: Callable[..., Value], least: int | None = None
) -> Function:
    return Function(takes, gives, work, len(takes) if least is None else least, len(takes))


def _repeats(takes: Sort, *, gives: Sort, work: Callable[..., Value]) -> Function:
    return Function((takes,), gives, work, 1, None)


_MOST_DECIMALS = 15.0
"""No answer has more; it keeps the powers of ten within what a float can hold."""


def _identity(value: Value) -> Value:
    return value


def selected(answer: str, choice: str) -> bool:
    """Whether `choice`, spaces around it aside, is among the choices of `answer`."""
    return is_among(choice.strip(SPACES), answer)


def is_among(choice: str, answer: str) -> bool:
    """Whether `choice` is among the choices of `answer`; most often it is not even a part."""
    return choice in answer and choice in several(answer)


def count_selected(answer: str) -> float:
    """How many choices `answer` holds."""
    found = several(answer)
    return 0.0 if found == [""] else float(len(found))


def whole(number: float) -> float:
    """`number` without what follows its point."""
    return float(math.trunc(number)) if math.isfinite(number) else number


def rounded(number: float, decimals: float = 0.0) -> float:
    """`number` to so many decimals, halves away from zero."""
    if math.isnan(decimals):
        return NOT_A_NUMBER
    if not math.isfinite(number):
        return number
    # As floats and not as Python's own rounding, so that 1.005 comes out as it does in ODK.
    scale = 10.0 ** max(min(decimals, _MOST_DECIMALS), -_MOST_DECIMALS)
    return math.copysign(math.floor(abs(number) * scale + 0.5) / scale, number)


def least(*numbers: float) -> float:
    """The least of `numbers`; not-a-number if one of them is."""
    return NOT_A_NUMBER if any(map(math.isnan, numbers)) else min(numbers)


def greatest(*numbers: float) -> float:
    """The greatest of `numbers`; not-a-number if one of them is."""
    return NOT_A_NUMBER if any(map(math.isnan, numbers)) else max(numbers)


def _length(text: str) -> float:
    return float(len(text))


def _joined(*texts: str) -> str:
    return "".join(texts)


def _first(text: str, instead: str) -> str:
    return text or instead


FUNCTIONS: dict[str, Function] = {
    "true": _takes(gives=Sort.TRUTH, work=lambda: True),
    "false": _takes(gives=Sort.TRUTH, work=lambda: False),
    "not": _takes(Sort.TRUTH, gives=Sort.TRUTH, work=operator.not_),
    "boolean": _takes(Sort.TRUTH, gives=Sort.TRUTH, work=_identity),
    "number": _takes(Sort.NUMBER, gives=Sort.NUMBER, work=_identity),
    "string": _takes(Sort.TEXT, gives=Sort.TEXT, work=_identity),
    "selected": _takes(Sort.TEXT, Sort.TEXT, gives=Sort.TRUTH, work=selected),
    "count-selected": _takes(Sort.TEXT, gives=Sort.NUMBER, work=count_selected),
    "string-length": _takes(Sort.TEXT, gives=Sort.NUMBER, work=_length),
    "contains": _takes(Sort.TEXT, Sort.TEXT, gives=Sort.TRUTH, work=operator.contains),
    "starts-with": _takes(Sort.TEXT, Sort.TEXT, gives=Sort.TRUTH, work=str.startswith),
    "ends-with": _takes(Sort.TEXT, Sort.TEXT, gives=Sort.TRUTH, work=str.endswith),
    "concat": _repeats(Sort.TEXT, gives=Sort.TEXT, work=_joined),
    "coalesce": _takes(Sort.TEXT, Sort.TEXT, gives=Sort.TEXT, work=_first),
    "int": _takes(Sort.NUMBER, gives=Sort.NUMBER, work=whole),
    "round": _takes(Sort.NUMBER, Sort.NUMBER, gives=Sort.NUMBER, work=rounded, least=1),
    "min": _repeats(Sort.NUMBER, gives=Sort.NUMBER, work=least),
    "max": _repeats(Sort.NUMBER, gives=Sort.NUMBER, work=greatest),
    # Only the branch that is wanted is worked out, which `meaning` does itself.
    "if": _takes(Sort.TRUTH, Sort.ANY, Sort.ANY, gives=Sort.ANY, work=_identity),
}
"""Name -> function."""

_CLOCK = "the same answers must lead the same way on any day"
NOT_OFFERED: dict[str, str] = {
    "regex": (
        "a pattern can take for ever over one answer; use contains(), starts-with() or "
        "string-length()"
    ),
    "today": _CLOCK,
    "now": _CLOCK,
    "random": "the same answers must always lead the same way",
    "uuid": "the same answers must always lead the same way",
    "pulldata": "a rule reads answers only",
    "instance": "a rule reads answers only",
    "count": "there are no repeated groups to count; use count-selected()",
    "sum": "there are no repeated groups to add up; write the sum with `+`",
    "position": "there are no repeated groups",
    "once": "an answer is never worked out",
    "jr:choice-name": "a rule compares the ids of choices, not their words",
}
"""Functions of ODK that we leave out, and why."""
