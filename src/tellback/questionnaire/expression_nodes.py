"""An expression as a tree of frozen nodes: what the parser makes and every reader of rules reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A string written in quotation marks."""

    value: str


@dataclass(frozen=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True)
class Variable:
    """`${name}`."""

    name: str


@dataclass(frozen=True)
class Negative:
    """`- operand`."""

    operand: Node


@dataclass(frozen=True)
class Operation:
    """`left operator right`; operator is one of `= != < <= > >= + - * div mod and or`."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    """`function(arguments)`."""

    function: str
    arguments: tuple[Node, ...]


Node = Text | Number | Variable | Negative | Operation | Call


def variables_in(node: Node) -> tuple[str, ...]:
    """The variables read, in order of first appearance."""
    found: dict[str, None] = {}
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Variable):
            found.setdefault(one.name)
        elif isinstance(one, Negative):
            waiting.append(one.operand)
        elif isinstance(one, Operation):
            waiting += [one.right, one.left]
        elif isinstance(one, Call):
            waiting += reversed(one.arguments)
    return tuple(found)
