"""What is said of a rule that cannot be read."""

from __future__ import annotations


class ExpressionFault(ValueError):
    """A rule cannot be read.

    `column` counts letters of the rule from 1; `sentence` says what is wrong there and what to
    write instead.
    """

    def __init__(self, column: int, sentence: str) -> None:
        self.column = column
        self.sentence = sentence
        super().__init__(f"{sentence} (Letter {column} of the rule.)")
