"""The functions that rules may call, each on XPath values."""

from __future__ import annotations

import math
from collections.abc import Callable

from tellback.questionnaire.expression_values import Value, as_boolean, as_number, as_text


def selected(answer: Value, choice: Value) -> bool:
    """Whether a choice is among those ticked."""
    return as_text(choice).strip() in as_text(answer).split()


def selected_at(answer: Value, place: Value) -> str:
    """The choice ticked at a place, from 0; blank where there is none."""
    ticked, at = as_text(answer).split(), as_number(place)
    return ticked[int(at)] if 0 <= at < len(ticked) else ""


def whole(value: Value) -> float:
    """int(): towards zero."""
    number = as_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def rounded(value: Value, places: Value = 0.0) -> float:
    """round(): halves go up, as XPath has it; `places` after the point."""
    number, scale = as_number(value), 10.0 ** as_number(places)
    return math.floor(number * scale + 0.5) / scale if math.isfinite(number) else number


def _least(*values: Value) -> float:
    numbers = [as_number(value) for value in values]
    return math.nan if any(math.isnan(number) for number in numbers) else min(numbers)


def _most(*values: Value) -> float:
    numbers = [as_number(value) for value in values]
    return math.nan if any(math.isnan(number) for number in numbers) else max(numbers)


def _step(step: Callable[[float], int]) -> Callable[[Value], float]:
    def stepped(value: Value) -> float:
        number = as_number(value)
        return float(step(number)) if math.isfinite(number) else number

    return stepped


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "selected": selected,
    "selected-at": selected_at,
    "count-selected": lambda answer: float(len(as_text(answer).split())),
    "not": lambda value: not as_boolean(value),
    "true": lambda: True,
    "false": lambda: False,
    "string-length": lambda value: float(len(as_text(value))),
    "int": whole,
    "number": as_number,
    "string": as_text,
    "boolean": as_boolean,
    "concat": lambda *values: "".join(as_text(value) for value in values),
    "coalesce": lambda first, second: first if as_text(first) != "" else second,
    "contains": lambda text, part: as_text(part) in as_text(text),
    "starts-with": lambda text, part: as_text(text).startswith(as_text(part)),
    "normalize-space": lambda text: " ".join(as_text(text).split()),
    "round": rounded,
    "floor": _step(math.floor),
    "ceiling": _step(math.ceil),
    "min": _least,
    "max": _most,
}
