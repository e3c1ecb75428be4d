"""What is wrong, where, and what to do about it: one shape for every diagnostic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One finding.

    `place` is where a person looks (a line, a question, a cell), `fault` a full
    sentence, `remedy` the sentence that says what to do next, `code` a stable
    short name (`unknown-variable`) for programs.
    """

    place: str
    fault: str
    remedy: str
    code: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault} {self.remedy}"


class Unreadable(ValueError):
    """A file could not be read at all; carries the problems that stopped us."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
