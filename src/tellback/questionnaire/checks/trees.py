"""What the tree of a rule tells without any answers."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.questionnaire.expression.tree import (
    Arithmetic,
    Call,
    Compare,
    Negative,
    Node,
    Number,
    Text,
    Variable,
    every,
)

_FINITE = frozenset(
    {"selected", "not", "count-selected", "if", "string-length", "int", "number", "string"}
    | {"boolean", "true", "false", "coalesce"}
)
"""Functions that tell apart only answers that differ in a word or number the rule names, in
the number of ticks, or in length."""


def compared(tree: Node) -> Iterator[tuple[str, str]]:
    """The variables that are compared with words in quotation marks, and those words."""
    for node in every(tree):
        match node:
            case (
                Compare("=" | "!=", Variable(name), Text(words))
                | Compare("=" | "!=", Text(words), Variable(name))
                | Call("selected", (Variable(name), Text(words)))
            ):
                yield name, words


def words_of(tree: Node) -> set[str]:
    """The words in quotation marks."""
    return {node.value for node in every(tree) if isinstance(node, Text)}


def numbers_of(tree: Node) -> set[float]:
    """The numbers, and their opposites where a minus stands anywhere."""
    found = {node.value for node in every(tree) if isinstance(node, Number)}
    if any(isinstance(node, Negative) for node in every(tree)):
        found |= {-number for number in found}
    return found


def measured(tree: Node) -> set[str]:
    """The variables whose length matters."""
    return {
        name
        for node in every(tree)
        if isinstance(node, Call) and node.name == "string-length"
        for name in _variables(node)
    }


def is_finite(tree: Node) -> bool:
    """Whether a short list of answers decides the rule: no sums, no answer against another."""
    return all(_is_finite(node) for node in every(tree))


def _is_finite(node: Node) -> bool:
    match node:
        case Arithmetic():
            return False
        case Negative(of):
            return isinstance(of, Number)
        case Compare(_, left, right):
            return not (_variables(left) and _variables(right))
        case Call("selected", (_, choice)):
            return not _variables(choice)
        case Call(name):
            return name in _FINITE
        case _:
            return True


def _variables(tree: Node) -> set[str]:
    return {node.name for node in every(tree) if isinstance(node, Variable)}
