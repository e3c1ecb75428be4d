"""A rule's letters as tokens, and a sentence for what is no token of the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tellback.questionnaire.expression.fault import ExpressionFault

TokenKind = Literal["text", "number", "variable", "name", "sign", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign; `text` is what it says (words without their quotation marks)."""

    kind: TokenKind
    text: str
    column: int


_TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r\n]+)
    | (?P<text>'[^']*'|"[^"]*")
    | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<variable>\$\{[ \t]*[A-Za-z_][A-Za-z0-9_.-]*[ \t]*\})
    | (?P<name>[A-Za-z_][A-Za-z0-9_-]*(?::[A-Za-z_][A-Za-z0-9_-]*)?)
    | (?P<sign><=|>=|!=(?!=)|=(?!=|>|<)|<(?![>])|>|[-+*(),])
    """,
    re.VERBOSE,
)

_NAME_IT = "name the variable, as in `${q08}`."
_UNCLOSED = (
    "The words that start here have no closing quotation mark; put one after them. Words with an "
    'apostrophe in them stand in double ones, "like this".'
)
_INSTEAD: dict[str, str] = {
    "===": "=",
    "!==": "!=",
    "==": "=",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "\N{NOT EQUAL TO}": "!=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{MINUS SIGN}": "-",
    "\N{EN DASH}": "-",
    "\N{MULTIPLICATION SIGN}": "*",
    "\N{DIVISION SIGN}": "div",
    "%": "mod",
}
"""Signs of other languages, the longer before those they start with, and ours."""
_CURLY = frozenset("\u2018\u2019\u201c\u201d`")
_SENTENCE: dict[str, str] = {
    "'": _UNCLOSED,
    '"': _UNCLOSED,
    "!": "Write `not( )` around what must not hold, where `!` stands.",
    ".": f"A rule cannot read `.`, which is its own question; {_NAME_IT}",
    "/": f"A rule cannot follow a path: {_NAME_IT} To divide, write `div`.",
    "[": f"A rule cannot pick from a list with [ ]; {_NAME_IT}",
    "{": "Write a variable with a dollar sign before it, as in `${q08}`.",
    "@": f"A rule cannot read an attribute; {_NAME_IT}",
}


def tokens(rule: str) -> list[Token]:
    """The tokens of a rule and an end. Raises ExpressionFault at what is no token."""
    found: list[Token] = []
    at = 0
    while at < len(rule):
        match = _TOKEN.match(rule, at)
        if match is None:
            raise ExpressionFault(at + 1, _what_to_write(rule, at))
        at = match.end()
        token = _token(match)
        if token is not None:
            found.append(token)
    found.append(Token("end", "", len(rule) + 1))
    return found


def _token(match: re.Match[str]) -> Token | None:
    column = match.start() + 1
    written = match.group()
    match match.lastgroup:
        case "text":
            return Token("text", written[1:-1], column)
        case "number":
            return Token("number", written, column)
        case "variable":
            return Token("variable", written[2:-1].strip(), column)
        case "name":
            return Token("name", written, column)
        case "sign":
            return Token("sign", written, column)
        case _:
            return None


def _what_to_write(rule: str, at: int) -> str:
    letter = rule[at]
    if letter == "$":
        return _about_a_variable(rule, at)
    for written, sign in _INSTEAD.items():
        if rule.startswith(written, at):
            return f"Write `{sign}` where `{written}` stands."
    if letter in _CURLY:
        return f"Write straight quotation marks, 'like these', where {letter} stands."
    return _SENTENCE.get(letter, f"`{letter}` means nothing in a rule; take it out.")


def _about_a_variable(rule: str, at: int) -> str:
    """What is wrong with something that starts with a dollar sign."""
    if not rule.startswith("${", at):
        return "Write a variable with braces around its name, as in `${q08}`."
    name, brace, _ = rule[at + 2 :].partition("}")
    if not brace:
        return "The variable that starts here has no closing brace; write it as in `${q08}`."
    if not name.strip():
        return "No name stands between the braces; write a variable as in `${q08}`."
    return (
        f"`{name.strip()}` cannot be a variable's name; between the braces stands the id of a "
        "question, or of a grid's row with the grid's id before it, as in `${q08}`."
    )
