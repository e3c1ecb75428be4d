"""One pupil's answers as they count: valid, and only those on the path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tellback.questionnaire.answer import why_not_answer
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.path import Path
from tellback.questionnaire.walk import Walk


class Refused(ValueError):  # noqa: N818 - the house's word
    """Answers that cannot be a response; carries the problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Response:
    """What a pupil said (variable -> value, on the path, no blanks) and was asked."""

    answers: Mapping[str, str]
    asked: frozenset[str]


def accept(
    questionnaire: Questionnaire, answers: Mapping[str, str], *, walk: Walk | None = None
) -> Response:
    """The response that `answers` make; routed-past ones are dropped. Raises Refused.

    `walk` is the questionnaire's own, where the caller keeps it; else it is made.
    """
    problems = tuple(_problems(questionnaire, answers))
    if problems:
        raise Refused(problems)
    path = Path(walk or Walk(questionnaire), answers)
    return Response(answers=path.answers, asked=frozenset(path.asked))


def _problems(questionnaire: Questionnaire, answers: Mapping[str, str]) -> list[Problem]:
    found = []
    for variable, value in answers.items():
        question = questionnaire.question_of.get(variable)
        if question is None:
            fault = "The questionnaire has no such variable."
            found.append(Problem(variable, fault, "Take it out.", "unknown-variable"))
        elif reason := why_not_answer(question, value):
            fault = f"“{value[:40]}” is not an answer to it."
            found.append(Problem(variable, fault, reason, "not-an-answer"))
    return found
