"""The slow, obvious reading of a rule: its tree walked anew for each pupil, XPath 1.0 in hand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from tellback.questionnaire.expression.tree import (
    All,
    Any,
    Arithmetic,
    Call,
    Compare,
    Negative,
    Node,
    Number,
    Text,
    Variable,
)

Value = str | float | bool
DIGITS = set("0123456789.eE+-")


class Answer(str):
    """What a variable holds: text, but a node to XPath, and a node that exists is true."""

    __slots__ = ()


def holds(node: Node, answers: Mapping[str, str]) -> bool:
    return truth(value(node, answers))


def value(node: Node, answers: Mapping[str, str]) -> Value:  # noqa: C901, PLR0911 - a plain list
    match node:
        case Text(text):
            return text
        case Number(number):
            return number
        case Variable(name):
            return Answer(answers.get(name, ""))
        case Negative(of):
            return -1 * number_of(value(of, answers))
        case Arithmetic(first, rest):
            total = number_of(value(first, answers))
            for sign, term in rest:
                total = summed(total, sign, number_of(value(term, answers)))
            return total
        case All(parts):
            return not [part for part in parts if not holds(part, answers)]
        case Any(parts):
            return bool([part for part in parts if holds(part, answers)])
        case Compare(sign, left, right):
            return compared(value(left, answers), sign, value(right, answers))
        case Call("if", (condition, then, otherwise)):
            return value(then if holds(condition, answers) else otherwise, answers)
        case Call(name, arguments):
            return called(name, [value(argument, answers) for argument in arguments])


def truth(given: Value) -> bool:
    if isinstance(given, Answer):
        return True
    if isinstance(given, float):
        return given != 0 and not math.isnan(given)
    return given not in (False, "")


def number_of(given: Value) -> float:
    if isinstance(given, str):
        bare = given.strip(" \t\r\n")
        if not bare or not set(bare) <= DIGITS:
            return math.nan
        try:
            return float(Decimal(bare))
        except ArithmeticError:
            return math.nan
    return float(given)


def text_of(given: Value) -> str:
    if isinstance(given, str):
        return str(given)
    if isinstance(given, bool):
        return "true" if given else "false"
    if math.isnan(given):
        return ""
    if given in (math.inf, -math.inf):
        return "Infinity" if given > 0 else "-Infinity"
    return str(int(given)) if given == int(given) else f"{Decimal(str(given)):f}"


def summed(one: float, sign: str, other: float) -> float:
    if sign in ("div", "mod") and other == 0:
        if sign == "mod" or one == 0 or math.isnan(one):
            return math.nan
        return math.inf * (1 if one > 0 else -1) * math.copysign(1, other)
    if sign == "mod":
        return math.nan if abs(one) == math.inf else math.fmod(one, other)
    return {"+": one + other, "-": one - other, "*": one * other}.get(
        sign, one / other if other else math.nan
    )


def compared(left: Value, sign: str, right: Value) -> bool:
    if sign == "!=":
        return not compared(left, "=", right)
    if sign == "=":
        pair = (left, right)
        if any(isinstance(one, bool) for one in pair):
            return truth(left) == truth(right)
        if any(isinstance(one, float) for one in pair):
            return number_of(left) == number_of(right)
        return str(left) == str(right)
    one, other = number_of(left), number_of(right)
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[sign]


def listed(given: Value) -> list[str]:
    text = text_of(given)
    for space in "\t\r\n":
        text = text.replace(space, " ")
    return [one for one in text.split(" ") if one]


def called(name: str, given: list[Value]) -> Value:  # noqa: C901, PLR0911, PLR0912 - a plain list
    match name:
        case "true" | "false":
            return name == "true"
        case "not":
            return not truth(given[0])
        case "boolean":
            return truth(given[0])
        case "number":
            return number_of(given[0])
        case "string":
            return text_of(given[0])
        case "selected":
            return (" ".join(listed(given[1])) or "") in (listed(given[0]) or [""])
        case "count-selected":
            return float(len(listed(given[0])))
        case "string-length":
            return float(len(text_of(given[0])))
        case "contains":
            return text_of(given[1]) in text_of(given[0])
        case "starts-with":
            return text_of(given[0]).startswith(text_of(given[1]))
        case "ends-with":
            return text_of(given[0]).endswith(text_of(given[1]))
        case "concat":
            return "".join(text_of(one) for one in given)
        case "coalesce":
            return text_of(given[0]) or text_of(given[1])
        case "int":
            number = number_of(given[0])
            return float(int(number)) if math.isfinite(number) else number
        case "round":
            return rounded(*(number_of(one) for one in given))
        case "min" | "max":
            numbers = [number_of(one) for one in given]
            if any(math.isnan(number) for number in numbers):
                return math.nan
            return sorted(numbers)[0 if name == "min" else -1]
    raise AssertionError(name)


def rounded(number: float, decimals: float = 0.0) -> float:
    if math.isnan(decimals):
        return math.nan
    if not math.isfinite(number):
        return number
    scale: float = 10.0**decimals
    return float(Decimal(number * scale).to_integral_value(ROUND_HALF_UP)) / scale
