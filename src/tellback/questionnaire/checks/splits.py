"""What results may be split by: variables in which each pupil has one choice."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.questionnaire.checks.measures import unknown_variable
from tellback.questionnaire.checks.place import WHOLE, inside
from tellback.questionnaire.model import ONE_CHOICE, Questionnaire
from tellback.questionnaire.problem import Problem

TAKEN = ("school", "locality")
"""Splits that every wave has, from the register of schools."""


def check_splits(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every split's name and variable."""
    for name, variable in questionnaire.splits.items():
        place = inside(WHOLE, "splits", name)
        question = questionnaire.question_of.get(variable)
        if name in TAKEN:
            yield Problem(
                place,
                f"Every wave is split by {name} from the register of schools.",
                "Give this split another name.",
                "split-name-taken",
            )
        elif question is None:
            yield unknown_variable(place, variable, questionnaire)
        elif question.kind not in ONE_CHOICE or questionnaire.rules_of(variable):
            yield Problem(
                place,
                f"`{variable}` does not put every pupil in one place.",
                "Split by a question with one answer that everybody is asked.",
                "split-not-one-answer",
            )
