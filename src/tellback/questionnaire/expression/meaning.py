"""A rule's tree as Python functions of answers: built once, called for every pupil.

A name without an answer reads as blank. The kinds of value are known beforehand nearly
everywhere, so that a comparison such as `${q08} = 'yes'` becomes one look-up and one `==`.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import cast

from tellback.questionnaire.expression.functions import FUNCTIONS, Sort, is_among
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
from tellback.questionnaire.expression.values import (
    NOT_A_NUMBER,
    SPACES,
    Value,
    equal,
    number_of,
    number_of_text,
    text_of,
    truth_of,
)

Answers = Mapping[str, str]
Truth = Callable[[Answers], bool]
Measure = Callable[[Answers], float]
Words = Callable[[Answers], str]
Work = Callable[[Answers], Value]

_WORDS = frozenset({Sort.TEXT, Sort.ANSWER})
"""What is text already."""
_ORDERED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def sort_of(node: Node) -> Sort:
    """What `node` gives, as far as it is known before there are answers."""
    match node:
        case Text():
            return Sort.TEXT
        case Variable():
            return Sort.ANSWER
        case Number() | Negative() | Arithmetic():
            return Sort.NUMBER
        case Compare() | All() | Any():
            return Sort.TRUTH
        case Call("if", (_, then, otherwise)):
            one, other = sort_of(then), sort_of(otherwise)
            return one if one is other else Sort.ANY
        case Call(name):
            return FUNCTIONS[name].gives


def truth(node: Node) -> Truth:
    """Whether `node` holds."""
    match node:
        case All(parts):
            return _all([truth(part) for part in parts])
        case Any(parts):
            return _any([truth(part) for part in parts])
        case Compare():
            return _comparison(node)
        case Call("if", (condition, then, otherwise)):
            holds, one, other = truth(condition), truth(then), truth(otherwise)
            return lambda answers: one(answers) if holds(answers) else other(answers)
        case _:
            return _truth_of_value(node)


def _truth_of_value(node: Node) -> Truth:
    work, sort = _work(node), sort_of(node)
    if sort is Sort.TRUTH:
        return cast(Truth, work)
    if sort is Sort.ANSWER:
        # XPath asks whether there is such a question at all, not whether it was answered.
        return lambda answers: True  # noqa: ARG005
    return lambda answers: truth_of(work(answers))


def number(node: Node) -> Measure:
    """`node` as a number."""
    work, sort = _work(node), sort_of(node)
    if isinstance(node, Text):
        value = number_of_text(node.value)
        return lambda answers: value  # noqa: ARG005
    if sort is Sort.NUMBER:
        return cast(Measure, work)
    if sort in _WORDS:
        words = cast(Words, work)
        return lambda answers: number_of_text(words(answers))
    return lambda answers: number_of(work(answers))


def text(node: Node) -> Words:
    """`node` as text."""
    work = _work(node)
    if sort_of(node) in _WORDS:
        return cast(Words, work)
    return lambda answers: text_of(work(answers))


def _work(node: Node) -> Work:
    match node:
        case Text(value) | Number(value):
            return lambda answers: value  # noqa: ARG005
        case Variable(name):
            return lambda answers: answers.get(name, "")
        case Negative(of):
            positive = number(of)
            return lambda answers: -positive(answers)
        case Arithmetic(first, rest):
            return _arithmetic(number(first), [(_SUMS[sign], number(term)) for sign, term in rest])
        case Call():
            return _call(node)
        case _:
            return truth(node)


def _all(parts: list[Truth]) -> Truth:
    def judged(answers: Answers) -> bool:
        for part in parts:  # noqa: SIM110 - all() over a generator takes half as long again
            if not part(answers):
                return False
        return True

    return judged


def _any(parts: list[Truth]) -> Truth:
    def judged(answers: Answers) -> bool:
        for part in parts:  # noqa: SIM110 - any() over a generator takes half as long again
            if part(answers):
                return True
        return False

    return judged


def _comparison(node: Compare) -> Truth:
    match node:
        case Compare("=", Variable(name), Text(words)) | Compare("=", Text(words), Variable(name)):
            return lambda answers: answers.get(name, "") == words
        case Compare("!=", Variable(name), Text(words)) | Compare(
            "!=", Text(words), Variable(name)
        ):
            return lambda answers: answers.get(name, "") != words
        case Compare("=", left, right):
            return _same(left, right)
        case Compare("!=", left, right):
            same = _same(left, right)
            return lambda answers: not same(answers)
        case Compare(sign, left, right):
            compare, one, other = _ORDERED[sign], number(left), number(right)
            return lambda answers: compare(one(answers), other(answers))


def _same(left: Node, right: Node) -> Truth:
    sorts = {sort_of(left), sort_of(right)}
    one: Work
    other: Work
    if Sort.TRUTH in sorts:
        one, other = truth(left), truth(right)
    elif Sort.ANY in sorts:
        some, more = _work(left), _work(right)
        return lambda answers: equal(some(answers), more(answers))
    elif Sort.NUMBER in sorts:
        one, other = number(left), number(right)
    else:
        one, other = text(left), text(right)
    return lambda answers: one(answers) == other(answers)


def _arithmetic(
    first: Measure, rest: list[tuple[Callable[[float, float], float], Measure]]
) -> Measure:
    def worked_out(answers: Answers) -> float:
        total = first(answers)
        for sign, term in rest:
            total = sign(total, term(answers))
        return total

    return worked_out


def _divided(one: float, other: float) -> float:
    if other != 0:
        return one / other
    if one == 0 or math.isnan(one):
        return NOT_A_NUMBER
    return math.copysign(math.inf, one) * math.copysign(1, other)


def _remainder(one: float, other: float) -> float:
    """What is left of `one`, with its sign."""
    if other == 0 or math.isinf(one):
        return NOT_A_NUMBER
    return math.fmod(one, other)


_SUMS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
}


def _call(node: Call) -> Work:
    match node:
        case Call("if", (condition, then, otherwise)):
            holds, one, other = truth(condition), _work(then), _work(otherwise)
            return lambda answers: one(answers) if holds(answers) else other(answers)
        case Call("selected", (Variable(name), Text(words))):
            choice = words.strip(SPACES)
            return lambda answers: is_among(choice, answers.get(name, ""))
    function = FUNCTIONS[node.name]
    takes = (*function.takes, *function.takes[-1:] * len(node.arguments))
    given = [_AS[sort](one) for sort, one in zip(takes, node.arguments, strict=False)]
    work = function.work
    if len(given) == 1:
        (only,) = given
        return lambda answers: work(only(answers))
    return lambda answers: work(*(one(answers) for one in given))


_AS: dict[Sort, Callable[[Node], Work]] = {Sort.TEXT: text, Sort.NUMBER: number, Sort.TRUTH: truth}
