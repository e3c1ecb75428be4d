"""What one pupil is shown, settled once from the answers so far."""

from __future__ import annotations

from collections.abc import Mapping

from tellback.questionnaire.model import Kind, Question
from tellback.questionnaire.walk import Walk


class Path:
    """The variables shown, in order, and the answers that are left of those given."""

    def __init__(self, walk: Walk, answers: Mapping[str, str]) -> None:
        self.asked = walk.asked(answers)
        self._asked = frozenset(self.asked)
        self.answers = {
            name: value for name, value in answers.items() if value and name in self._asked
        }
        self._walk = walk

    def shows(self, question: Question) -> bool:
        """Whether any of the question is shown: a grid is while one of its rows is."""
        if question.kind is Kind.NOTE:
            return self._walk.shows(question.id, self.answers)
        return not self._asked.isdisjoint(question.variables)

    def shown_variables(self, question: Question) -> tuple[str, ...]:
        """Those of the question's variables that are shown."""
        return tuple(name for name in question.variables if name in self._asked)
