"""Rules such as `${q08} != 'none'`: read, tested, and taken apart.

The language is the part of XLSForm's expressions that compares answers: variables, words,
numbers, `= != < <= > >=`, `and`, `or`, `+ - * div mod` and some functions. A rule is read into a
tree and from that into Python functions of our own; nothing in a questionnaire is ever run.

A rule means what it means to ODK's own engine, except in a few corners where that leaves XPath 1.0
and we do not: hexadecimals and dates are no numbers, `and` gives yes or no, a letter is one letter
however it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tellback.questionnaire.expression.fault import ExpressionFault
from tellback.questionnaire.expression.meaning import truth
from tellback.questionnaire.expression.parser import tree_of
from tellback.questionnaire.expression.tree import Node, Variable, every

__all__ = ["Expression", "ExpressionFault", "of_tree", "parse"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A rule that can be read; two are equal where they were written alike."""

    text: str
    tree: Node = field(compare=False, repr=False)
    test: Callable[[Mapping[str, str]], bool] = field(compare=False, repr=False)
    """Whether the rule holds for answers (variable -> value); a name not there is blank."""
    variables: tuple[str, ...] = field(compare=False, repr=False)
    """The variables read, in the order they first stand in the rule."""


def parse(text: str) -> Expression:
    """The rule that `text` says. Raises ExpressionFault where it cannot be read."""
    return of_tree(text, tree_of(text))


def of_tree(text: str, tree: Node) -> Expression:
    """A rule made from a tree, to be quoted as `text`."""
    read = dict.fromkeys(node.name for node in every(tree) if isinstance(node, Variable))
    return Expression(text, tree, truth(tree), tuple(read))
