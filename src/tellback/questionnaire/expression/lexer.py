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

_INSTEAD: tuple[tuple[str, str], ...] = (
    ("===", "Write `=` where `===` stands."),
    ("!==", "Write `!=` where `!==` stands."),
    ("==", "Write `=` where `==` stands."),
    ("=>", "Write `>=` where `=>` stands."),
    ("=<", "Write `<=` where `=<` stands."),
    ("<>", "Write `!=` where `<>` stands."),
    ("&&", "Write `and` where `&&` stands."),
    ("&", "Write `and` where `&` stands."),
    ("||", "Write `or` where `||` stands."),
    ("|", "Write `or` where `|` stands."),
    ("!", "Write `not( )` around what must not hold, where `!` stands."),
    ("≠", "Write `!=` where `≠` stands."),
    ("≥", "Write `>=` where `≥` stands."),
    ("≤", "Write `<=` where `≤` stands."),
    ("−", "Write the minus of the keyboard, `-`, where `−` stands."),
    ("–", "Write the minus of the keyboard, `-`, where `–` stands."),
    ("×", "Write `*` where `×` stands."),
    ("÷", "Write `div` where `÷` stands."),
    ("%", "Write `mod` where `%` stands."),
    ("‘", "Write straight quotation marks, 'like these', where ‘ stands."),
    ("’", "Write straight quotation marks, 'like these', where ’ stands."),
    ("“", "Write straight quotation marks, 'like these', where “ stands."),
    ("”", "Write straight quotation marks, 'like these', where ” stands."),
    ("`", "Write straight quotation marks, 'like these', where ` stands."),
    ("'", "The words that start here have no closing quotation mark; put a ' after them."),
    ('"', 'The words that start here have no closing quotation mark; put a " after them.'),
    ("..", "A rule cannot climb with `..`; name the variable, as in `${q08}`."),
    (".", "A rule cannot read `.`, its own question; name a variable asked before, as in `${q08}`."),
    ("//", "A rule cannot follow a path; name the variable, as in `${q08}`."),
    ("/", "A rule cannot follow a path; name the variable, as in `${q08}`, or divide with `div`."),
    ("[", "A rule cannot pick from a list with [ ]; name the variable, as in `${q08}`."),
    ("{", "Write a variable with a dollar sign before it, as in `${q08}`."),
    ("@", "A rule cannot read an attribute; name the variable, as in `${q08}`."),
)
"""What people write who know another language, and what to write here; the longest first."""


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
    if rule.startswith("$", at):
        return _about_a_variable(rule, at)
    for start, sentence in _INSTEAD:
        if rule.startswith(start, at):
            return sentence
    return f"`{rule[at]}` means nothing in a rule; take it out."


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
