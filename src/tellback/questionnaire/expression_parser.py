"""From the text of an expression to its tree: the XLSForm subset, by a Pratt parser.

The grammar is XPath 1.0's expressions without paths, with `${name}` for a variable,
as XLSForm writes them. Nothing is ever handed to Python's own evaluator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tellback.questionnaire.expression_nodes import (
    Call,
    Negative,
    Node,
    Number,
    Operation,
    Text,
    Variable,
)

LONGEST = 4_000
DEEPEST = 60
"""Brackets inside brackets; real rules have three or four."""

TOKENS = re.compile(
    r"""(?P<space>\s+)
    |(?P<variable>\$\{\s*(?P<name>[^\s{}$]+)\s*\})
    |(?P<text>"[^"]*"|'[^']*'|‘[^’]*’|“[^”]*”)
    |(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<operator><=|>=|!=|==|&&|\|\||[=<>+*,()/-])
    |(?P<word>[A-Za-z_][A-Za-z0-9_.-]*)""",
    re.VERBOSE,
)
BINDING = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
UNARY = 7
ARITY: dict[str, tuple[int, int]] = {
    "selected": (2, 2), "count-selected": (1, 1), "if": (3, 3), "not": (1, 1), "true": (0, 0),
    "false": (0, 0), "string-length": (1, 1), "int": (1, 1), "number": (1, 1), "string": (1, 1),
    "boolean": (1, 1), "concat": (1, 20), "coalesce": (2, 2), "contains": (2, 2),
    "starts-with": (2, 2), "round": (1, 2), "floor": (1, 1), "ceiling": (1, 1),
    "min": (1, 20), "max": (1, 20), "selected-at": (2, 2), "normalize-space": (1, 1),
}  # fmt: skip
"""Function -> (fewest, most) arguments."""
INSTEAD = {"==": "=", "&&": "and", "||": "or", "/": "div"}


class ExpressionFault(ValueError):  # noqa: N818 - the house's word
    """An expression that cannot be read: `position` counts from 1, `fault` and `remedy` are sentences."""

    def __init__(self, position: int, fault: str, remedy: str) -> None:
        self.position = position
        self.fault = fault
        self.remedy = remedy
        super().__init__(f"at letter {position}: {fault} {remedy}")


@dataclass(frozen=True)
class Token:
    """A word of the expression and where it stands (from 1)."""

    kind: str
    value: str
    position: int


def parse_tree(text: str) -> Node:
    """The tree of `text`; raises ExpressionFault."""
    if len(text) > LONGEST:
        fault = f"The rule has {len(text):,} letters."
        raise ExpressionFault(LONGEST, fault, f"Use {LONGEST:,} or fewer.")
    parser = _Parser(_tokens(text), len(text) + 1)
    tree = parser.expression(0, 0)
    parser.at_end()
    return tree


def _tokens(text: str) -> list[Token]:
    found = []
    at = 0
    while at < len(text):
        matched = TOKENS.match(text, at)
        if matched is None:
            raise _unreadable(text, at)
        kind = str(matched.lastgroup if matched.lastgroup != "name" else "variable")
        if kind != "space":
            value = matched["name"] if kind == "variable" else matched[0]
            found.append(Token(kind, value, at + 1))
        at = matched.end()
    return found


def _unreadable(text: str, at: int) -> ExpressionFault:
    letter = text[at]
    if letter in "\"'‘“":
        return ExpressionFault(at + 1, "A quotation mark is opened and not closed.", "Close it.")
    if letter == "$":
        return ExpressionFault(at + 1, "A variable is not whole.", "Write it as ${name}.")
    if letter == "!":
        return ExpressionFault(at + 1, "A lone ! means nothing here.", "Write != or not(...).")
    remedy = "Use variables such as ${q1}, quotation marks round choices, and = != < > and or."
    return ExpressionFault(at + 1, f"The sign {letter!r} means nothing in a rule.", remedy)


class _Parser:
    """Reads tokens from left to right."""

    def __init__(self, tokens: Sequence[Token], end: int) -> None:
        self._tokens = tokens
        self._end = Token("end", "", end)
        self._at = 0

    def _peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else self._end

    def _take(self) -> Token:
        token = self._peek()
        self._at += 1
        return token

    def at_end(self) -> None:
        """Raise unless everything was read."""
        token = self._peek()
        if token.kind != "end":
            fault = f"{token.value!r} was not expected here."
            raise ExpressionFault(token.position, fault, "Put and, or, = or a comma before it.")

    def expression(self, binding: int, depth: int) -> Node:
        """What binds tighter than `binding`."""
        if depth > DEEPEST:
            fault = f"The rule has more than {DEEPEST} brackets inside each other."
            raise ExpressionFault(self._peek().position, fault, "Split it into simpler rules.")
        left = self._operand(depth)
        while (operator := self._operator()) and BINDING[operator] > binding:
            self._take()
            left = Operation(operator, left, self.expression(BINDING[operator], depth + 1))
        return left

    def _operator(self) -> str | None:
        token = self._peek()
        if token.value in INSTEAD and token.kind == "operator":
            fault = f"{token.value} is not a sign of these rules."
            raise ExpressionFault(token.position, fault, f"Write {INSTEAD[token.value]}.")
        known = token.kind in {"operator", "word"} and token.value in BINDING
        return token.value if known else None

    def _operand(self, depth: int) -> Node:
        token = self._take()
        if token.kind == "variable":
            return Variable(token.value)
        if token.kind == "text":
            return Text(token.value[1:-1])
        if token.kind == "number":
            return Number(float(token.value))
        if token.value == "-":
            return Negative(self.expression(UNARY, depth + 1))
        if token.value == "(":
            inside = self.expression(0, depth + 1)
            self._close(token)
            return inside
        if token.kind == "word":
            return self._call(token, depth)
        if token.kind == "end":
            fault = "The rule stops where something must follow."
            raise ExpressionFault(token.position, fault, "Complete it, or take out the last sign.")
        fault = f"{token.value!r} was not expected here."
        raise ExpressionFault(token.position, fault, "Write a variable, a choice or a number here.")

    def _call(self, name: Token, depth: int) -> Node:
        if self._peek().value != "(":
            fault = f"{name.value!r} stands alone."
            remedy = f"Write ${{{name.value}}} for a variable, or '{name.value}' for a choice."
            raise ExpressionFault(name.position, fault, remedy)
        if name.value not in ARITY:
            near = get_close_matches(name.value, ARITY, n=1)
            remedy = f"Did you mean {near[0]}()?" if near else f"Use one of {', '.join(ARITY)}."
            fault = f"There is no function {name.value}()."
            raise ExpressionFault(name.position, fault, remedy)
        opening = self._take()
        arguments: list[Node] = []
        while self._peek().value != ")":
            arguments.append(self.expression(0, depth + 1))
            if self._peek().value != ",":
                break
            self._take()
        self._close(opening)
        fewest, most = ARITY[name.value]
        if not fewest <= len(arguments) <= most:
            wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            fault = f"{name.value}() has {len(arguments)} parts between its brackets."
            raise ExpressionFault(name.position, fault, f"Give it {wanted}, separated by commas.")
        return Call(name.value, tuple(arguments))

    def _close(self, opening: Token) -> None:
        token = self._take()
        if token.value != ")":
            fault = "A bracket is opened and not closed."
            raise ExpressionFault(opening.position, fault, "Close it with ).")
