"""A rule's tokens as a tree, by precedence climbing; every fault as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from tellback.questionnaire.expression.fault import ExpressionFault
from tellback.questionnaire.expression.functions import FUNCTIONS, NOT_OFFERED
from tellback.questionnaire.expression.lexer import Token, tokens
from tellback.questionnaire.expression.tree import (
    All,
    Any,
    Arithmetic,
    Call,
    Compare,
    Comparison,
    Negative,
    Node,
    Number,
    Sum,
    Text,
    Variable,
)
from tellback.questionnaire.suggestion import did_you_mean

LONGEST = 4000
"""Letters of a rule."""
DEEPEST = 25
"""Brackets within brackets."""

_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_TERMS = frozenset({"+", "-"})
_FACTORS = frozenset({"*", "div", "mod"})
_JOINING = frozenset({"and", "or"})
_OPERATORS = _COMPARISONS | _TERMS | _FACTORS | _JOINING


def tree_of(rule: str) -> Node:
    """The tree of `rule`. Raises ExpressionFault where it cannot be read."""
    if len(rule) > LONGEST:
        raise ExpressionFault(
            LONGEST + 1,
            f"This rule has {len(rule):,} letters and {LONGEST:,} is the most; "
            "ask one more question, and let the rule read that.",
        )
    return _Parser(tokens(rule)).whole()


class _Parser:
    """One rule being read; `at` is the next token."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def _stands(self, *signs: str) -> bool:
        """Whether one of `signs` is next."""
        return self.next.kind == "sign" and self.next.text in signs

    def whole(self) -> Node:
        node = self.any()
        if self.next.kind != "end":
            raise ExpressionFault(self.next.column, _stray(self.tokens[self.at - 1], self.next))
        return node

    def any(self) -> Node:
        parts = self._joined("or", self.all)
        return parts[0] if len(parts) == 1 else Any(parts)

    def all(self) -> Node:
        parts = self._joined("and", self.comparison)
        return parts[0] if len(parts) == 1 else All(parts)

    def comparison(self) -> Node:
        left = self.sum()
        if not self._stands(*_COMPARISONS):
            return left
        sign = cast(Comparison, self._take().text)
        found = Compare(sign, left, self.sum())
        if self._stands(*_COMPARISONS):
            raise ExpressionFault(
                self.next.column,
                f"Compare two things at a time: end this comparison before `{self.next.text}` and "
                "join the two with `and`, as in `${q08} > 1 and ${q08} < 5`.",
            )
        return found

    def sum(self) -> Node:
        return self._arithmetic(_TERMS, self.product)

    def product(self) -> Node:
        return self._arithmetic(_FACTORS, self.signed)

    def signed(self) -> Node:
        if self._stands("-"):
            self._deeper(self._take())
            node = Negative(self.signed())
            self.depth -= 1
            return node
        return self._single()

    def _joined(self, word: str, part: Callable[[], Node]) -> tuple[Node, ...]:
        parts = [part()]
        while self.next.kind == "name" and self.next.text == word:
            self._take()
            parts.append(part())
        return tuple(parts)

    def _arithmetic(self, signs: frozenset[str], part: Callable[[], Node]) -> Node:
        first = part()
        rest: list[tuple[Sum, Node]] = []
        while self.next.kind in {"sign", "name"} and self.next.text in signs:
            sign = cast(Sum, self._take().text)
            rest.append((sign, part()))
        return Arithmetic(first, tuple(rest)) if rest else first

    def _single(self) -> Node:
        token = self._take()
        match token.kind:
            case "text":
                return Text(token.text)
            case "number":
                return Number(float(token.text))
            case "variable":
                return Variable(token.text)
            case "name":
                return self._call(token)
            case "sign" if token.text == "(":
                self._deeper(token)
                node = self.any()
                self._close(token)
                return node
            case _:
                raise ExpressionFault(token.column, self._lacking(token))

    def _call(self, name: Token) -> Node:
        if name.text in _OPERATORS:
            raise ExpressionFault(name.column, self._lacking(name))
        if not self._stands("("):
            raise ExpressionFault(name.column, _bare(name.text))
        _known(name)
        opening = self._take()
        self._deeper(opening)
        arguments: list[Node] = []
        if not self._stands(")"):
            arguments.append(self.any())
            while self._stands(","):
                self._take()
                arguments.append(self.any())
        self._close(opening)
        _counted(name, len(arguments))
        return Call(name.text, tuple(arguments))

    def _take(self) -> Token:
        token = self.next
        if token.kind != "end":
            self.at += 1
        return token

    def _deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionFault(
                token.column,
                f"More than {DEEPEST} brackets stand within each other here; "
                "write the rule with fewer.",
            )

    def _close(self, opening: Token) -> None:
        if not self._stands(")"):
            token = self.next
            if token.kind == "end":
                raise ExpressionFault(
                    opening.column, "The bracket that opens here is never closed; put a `)`."
                )
            raise ExpressionFault(token.column, _stray(self.tokens[self.at - 1], token))
        self._take()
        self.depth -= 1

    def _lacking(self, token: Token) -> str:
        """Something is missing before `token`, which cannot start a value."""
        before = self.tokens[self.tokens.index(token) - 1] if token is not self.tokens[0] else None
        if before is None:
            if token.kind == "end":
                return "There is no rule here; write one such as `${q08} = 'yes'`."
            return f"Something to compare is missing before `{token.text}`."
        where = "at the end" if token.kind == "end" else f"before `{token.text}`"
        if token.kind == "sign" and token.text in {"=", "<", ">"} and before.text in _COMPARISONS:
            return (
                f"Write one sign to compare with, without a space, where `{before.text} "
                f"{token.text}` stands."
            )
        return (
            f"Something is missing after `{before.text}`, {where}: put a variable, a number or "
            "words in quotation marks there."
        )


def _known(name: Token) -> None:
    if name.text in FUNCTIONS:
        return
    reason = NOT_OFFERED.get(name.text)
    if reason:
        raise ExpressionFault(name.column, f"{name.text}() cannot be used: {reason}.")
    near = did_you_mean(name.text, FUNCTIONS)
    offered = ", ".join(f"{one}()" for one in FUNCTIONS)
    raise ExpressionFault(
        name.column,
        f"There is no function {name.text}(). {near or f'These there are: {offered}.'}",
    )


def _counted(name: Token, given: int) -> None:
    function = FUNCTIONS[name.text]
    if given >= function.least and (function.most is None or given <= function.most):
        return
    numbers = [str(number) for number in sorted({function.least, function.most or 0}) if number]
    many = f"{function.least} or more" if function.most is None else " or ".join(numbers)
    wanted = f"{many} {'thing' if many == '1' else 'things'}" if many else "nothing"
    stand = "stands" if given == 1 else "stand"
    raise ExpressionFault(
        name.column,
        f"{name.text}() takes {wanted} between its brackets, separated by commas, and {given} "
        f"{stand} there.",
    )


def _bare(name: str) -> str:
    """A name that is neither a function called nor a variable."""
    if name.lower() in _OPERATORS:
        return f"Write `{name.lower()}` in small letters where `{name}` stands."
    if name in FUNCTIONS or name in NOT_OFFERED:
        return f"Write `{name}` with brackets after it, as in `{name}( )`."
    return (
        f"`{name}` is neither a variable nor words: write `${{{name}}}` for the answer to that "
        f"question, or '{name}' for the choice."
    )


def _stray(before: Token, token: Token) -> str:
    """`token` cannot follow `before`."""
    if token.kind == "sign" and token.text == ")":
        return "This bracket closes nothing; take it out, or open one before it."
    if token.kind == "sign" and token.text == ",":
        return "A comma stands only between the things in a function's brackets."
    if token.kind == "name" and token.text.lower() in _OPERATORS:
        return f"Write `{token.text.lower()}` in small letters where `{token.text}` stands."
    return (
        f"`{before.text}` and `{token.text}` follow each other with nothing between; put a sign "
        "such as `=`, or `and`, or `or` between them."
    )
