"""A rule such as `${q08} != 'none'`, compiled to a function of the answers.

Values and their conversions are XPath 1.0's, as ODK's engine has them: an answer is
text, a blank answer is the empty text, a comparison with a number converts to
numbers, and what is not a number is NaN, which is unequal to everything. W3C XML Path
Language 1.0, sections 3.4 and 4; ODK XForms specification, "XPath functions".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tellback.questionnaire.expression_functions import FUNCTIONS
from tellback.questionnaire.expression_nodes import (
    Call,
    Negative,
    Node,
    Number,
    Operation,
    Text,
    Variable,
    variables_in,
)
from tellback.questionnaire.expression_parser import ExpressionFault, parse_tree
from tellback.questionnaire.expression_values import Value, as_boolean, as_number, compare

__all__ = ["Expression", "ExpressionFault", "parse"]

Evaluator = Callable[[Mapping[str, str]], Value]


@dataclass(frozen=True)
class Expression:
    """A rule that was read: its text, its tree, and the variables it reads."""

    text: str
    tree: Node
    variables: tuple[str, ...]
    _evaluate: Evaluator = field(repr=False, compare=False)

    def value(self, answers: Mapping[str, str]) -> Value:
        """What the expression comes to; a variable with no entry is blank."""
        return self._evaluate(answers)

    def test(self, answers: Mapping[str, str]) -> bool:
        """Whether the rule holds."""
        return as_boolean(self._evaluate(answers))


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Read `text`; raises ExpressionFault."""
    tree = parse_tree(text)
    return Expression(text, tree, variables_in(tree), _compile(tree))


def _compile(node: Node) -> Evaluator:
    if isinstance(node, Variable):
        return _variable(node.name)
    if isinstance(node, Text | Number):
        constant: Value = node.value
        return lambda answers: constant
    if isinstance(node, Negative):
        operand = _compile(node.operand)
        return lambda answers: -as_number(operand(answers))
    if isinstance(node, Call):
        return _call(node)
    return _operation(node)


def _variable(name: str) -> Evaluator:
    return lambda answers: answers.get(name, "")


def _call(node: Call) -> Evaluator:
    arguments = [_compile(argument) for argument in node.arguments]
    if node.function == "if":
        test, yes, no = arguments
        return lambda answers: yes(answers) if as_boolean(test(answers)) else no(answers)
    function = FUNCTIONS[node.function]
    if node.function == "selected" and isinstance(node.arguments[0], Variable):
        quick = _selected_constant(node)
        if quick is not None:
            return quick
    return lambda answers: function(*[argument(answers) for argument in arguments])


def _selected_constant(node: Call) -> Evaluator | None:
    """`selected(${q}, 'choice')`, the commonest rule, without the general machinery."""
    asked, wanted = node.arguments
    if not isinstance(asked, Variable) or not isinstance(wanted, Text):
        return None
    name, choice = asked.name, wanted.value.strip()
    return lambda answers: choice in answers.get(name, "").split()


def _operation(node: Operation) -> Evaluator:
    left, right, operator = _compile(node.left), _compile(node.right), node.operator
    if operator == "and":
        return lambda answers: as_boolean(left(answers)) and as_boolean(right(answers))
    if operator == "or":
        return lambda answers: as_boolean(left(answers)) or as_boolean(right(answers))
    if operator in {"=", "!="} and isinstance(node.left, Variable) and isinstance(node.right, Text):
        name, choice = node.left.name, node.right.value
        if operator == "=":
            return lambda answers: answers.get(name, "") == choice
        return lambda answers: answers.get(name, "") != choice
    if operator in {"=", "!=", "<", "<=", ">", ">="}:
        return lambda answers: compare(operator, left(answers), right(answers))
    sum_of = ARITHMETIC[operator]
    return lambda answers: sum_of(as_number(left(answers)), as_number(right(answers)))


def _divide(left: float, right: float) -> float:
    if right == 0:
        if left == 0 or math.isnan(left):
            return math.nan
        return math.copysign(math.inf, left) * math.copysign(1, right)
    return left / right


def _remainder(left: float, right: float) -> float:
    """XPath's mod keeps the sign of the left side; Python's % does not."""
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divide,
    "mod": _remainder,
}
