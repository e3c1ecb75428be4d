"""A rule as a tree of frozen nodes, for whoever has to know what it asks.

Two nodes are equal where they say the same, wherever in a rule they stand. `and`, `or`, sums
and products hold all their parts at once, so that a long list of them is not a deep tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Comparison = Literal["=", "!=", "<", "<=", ">", ">="]
Sum = Literal["+", "-", "*", "div", "mod"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words in quotation marks."""

    value: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; never negative, for which there is `Negative`."""

    value: float


@dataclass(frozen=True, slots=True)
class Variable:
    """The answer to `${name}`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus something."""

    of: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum or a product, worked out from left to right."""

    first: Node
    rest: tuple[tuple[Sum, Node], ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values compared."""

    sign: Comparison
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class All:
    """Parts joined by `and`; two or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Parts joined by `or`; two or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function, known by name and given as many arguments as it takes."""

    name: str
    arguments: tuple[Node, ...]


Node = Text | Number | Variable | Negative | Arithmetic | Compare | All | Any | Call


def inner(node: Node) -> tuple[Node, ...]:
    """The nodes directly within `node`, as written from left to right."""
    match node:
        case Negative(of):
            return (of,)
        case Arithmetic(first, rest):
            return (first, *(term for _, term in rest))
        case Compare(_, left, right):
            return (left, right)
        case All(parts) | Any(parts) | Call(_, parts):
            return parts
        case _:
            return ()


def every(node: Node) -> Iterator[Node]:
    """`node` and all the nodes within it, as written from left to right."""
    yield node
    for part in inner(node):
        yield from every(part)
