"""What the tree of a rule tells without any answers."""

from __future__ import annotations

from collections.abc import Iterator

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

_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_JOINS = frozenset({"and", "or"})
_FINITE = frozenset(
    {"selected", "not", "count-selected", "if", "string-length", "int", "number", "string"}
    | {"boolean", "true", "false", "coalesce"}
)
"""Functions that tell apart only answers that differ in a word or number the rule names, in
the number of ticks, or in length."""


def nodes_in(tree: Node) -> Iterator[Node]:
    """Every node, the outermost first."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Negative):
            waiting.append(node.operand)
        elif isinstance(node, Operation):
            waiting += (node.right, node.left)
        elif isinstance(node, Call):
            waiting += reversed(node.arguments)


def compared(tree: Node) -> Iterator[tuple[str, str]]:
    """The variables that are compared with words in quotation marks, and those words."""
    for node in nodes_in(tree):
        sides: tuple[Node, ...] = ()
        if isinstance(node, Operation) and node.operator in {"=", "!="}:
            sides = (node.left, node.right)
        elif isinstance(node, Call) and node.function == "selected":
            sides = node.arguments
        names = [side.name for side in sides if isinstance(side, Variable)]
        words = [side.value for side in sides if isinstance(side, Text)]
        if names and words:
            yield names[0], words[0]


def words_of(tree: Node) -> set[str]:
    """The words in quotation marks."""
    return {node.value for node in nodes_in(tree) if isinstance(node, Text)}


def numbers_of(tree: Node) -> set[float]:
    """The numbers, and their opposites where a minus stands anywhere."""
    found = {node.value for node in nodes_in(tree) if isinstance(node, Number)}
    if any(isinstance(node, Negative) for node in nodes_in(tree)):
        found |= {-number for number in found}
    return found


def measures_length(tree: Node) -> bool:
    """Whether the length of an answer matters."""
    return any(
        isinstance(node, Call) and node.function == "string-length" for node in nodes_in(tree)
    )


def is_finite(tree: Node) -> bool:
    """Whether a short list of answers decides the rule: no sums, no answer against another."""
    return all(_is_finite(node) for node in nodes_in(tree))


def _is_finite(node: Node) -> bool:
    if isinstance(node, Operation) and node.operator in _COMPARISONS:
        return not (variables_in(node.left) and variables_in(node.right))
    if isinstance(node, Operation):
        return node.operator in _JOINS
    if isinstance(node, Negative):
        return isinstance(node.operand, Number)
    if isinstance(node, Call) and node.function == "selected":
        return not variables_in(node.arguments[1])
    return not isinstance(node, Call) or node.function in _FINITE
