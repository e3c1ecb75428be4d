"""One pupil's answers as they count: valid, and only those on the path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellback.questionnaire.answer import why_not_answer
from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.suggestion import did_you_mean
from tellback.questionnaire.walk import Walk

WRITTEN = "\u27e8written\u27e9"
"""Stands for words that a pupil wrote, once the words themselves are kept apart."""


class Refused(ValueError):
    """Answers that cannot be a response; carries the problems."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True)
class Response:
    """What a pupil was asked, and what they said: variable -> value, no blanks among them."""

    answers: Mapping[str, str]
    asked: frozenset[str]


def accept(
    questionnaire: Questionnaire, answers: Mapping[str, str], *, walk: Walk | None = None
) -> Response:
    """The response that `answers` (variable -> value) make; what is routed past is dropped.

    `walk` is the questionnaire's own, where the caller keeps it; else it is made here.
    Raises Refused with every variable that is unknown and every value that is no answer.
    """
    problems = tuple(
        problem
        for variable, value in answers.items()
        for problem in _problems(questionnaire, variable, value)
    )
    if problems:
        raise Refused(problems)
    walk = walk or Walk(questionnaire)
    return Response(answers=walk.on_path(answers), asked=frozenset(walk.asked(answers)))


def _problems(questionnaire: Questionnaire, variable: str, value: str) -> Iterator[Problem]:
    question = questionnaire.question_of.get(variable)
    if question is None:
        remedy = did_you_mean(variable, questionnaire.variables) or "Take it out."
        yield Problem(
            variable, "The questionnaire has no such variable.", remedy, "unknown-variable"
        )
    elif reason := why_not_answer(question, value):
        yield Problem(variable, _fault(question, value), reason, "not-an-answer")


def _fault(question: Question, value: str) -> str:
    """What is wrong; a pupil's own words are not repeated, for they may end up in a log."""
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        return "The words given are no answer to it."
    return f"“{value[:40]}” is no answer to it."
