"""Measures: each counts choices that its variable offers, over a base that makes sense."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.questionnaire.checks.place import inside, of_measure
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Measure, Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.suggestion import did_you_mean


def check_measures(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every measure's variable and choices; its `where` is checked with the other rules."""
    for measure in questionnaire.measures:
        question = questionnaire.question_of.get(measure.variable)
        if question is None:
            yield unknown_variable(
                inside(of_measure(measure), "variable"), measure.variable, questionnaire
            )
        elif not question.choices:
            yield Problem(
                inside(of_measure(measure), "variable"),
                f"`{measure.variable}` offers no choices, so none can be counted.",
                "Name a variable with choices.",
                "measure-without-choices",
            )
        else:
            yield from _choices(measure, questionnaire)


def unknown_variable(place: str, name: str, questionnaire: Questionnaire) -> Problem:
    """The problem of a name that no variable has, with the nearest name or the grid's rows."""
    grid = next(
        (
            question
            for question in questionnaire.questions
            if question.id == name and question.kind is Kind.GRID and question.rows
        ),
        None,
    )
    if grid is not None:
        remedy = f"It is a grid: name one of its rows, such as `{grid.variables[0]}`."
    else:
        remedy = did_you_mean(name, questionnaire.variables) or (
            "Write the id of a question, or of a grid's row with the grid's id before it."
        )
    return Problem(place, f"There is no variable `{name}`.", remedy, "unknown-variable")


def unknown_choice(place: str, choice: str, variable: str, questionnaire: Questionnaire) -> Problem:
    """The problem of a choice that a variable's question does not offer."""
    offered = [one.id for one in questionnaire.choices_of(variable)]
    listed = ", ".join(f"`{one}`" for one in offered)
    return Problem(
        place,
        f"`{variable}` never offers the choice `{choice}`.",
        did_you_mean(choice, offered) or f"It offers {listed}.",
        "unknown-choice",
    )


def _choices(measure: Measure, questionnaire: Questionnaire) -> Iterator[Problem]:
    offered = questionnaire.question_of[measure.variable].choice_ids
    for at, choice in enumerate(measure.choices):
        place = inside(of_measure(measure), "choices", at)
        if choice == PREFER_NOT_TO_SAY:
            yield Problem(
                place,
                "A pupil who prefers not to say is missing, and is in no measure.",
                "Take the choice out.",
                "measure-counts-missing",
            )
        elif choice not in offered:
            yield unknown_choice(place, choice, measure.variable, questionnaire)
        elif choice in measure.choices[:at]:
            yield Problem(
                place, f"The choice `{choice}` is named twice.", "Take one out.", "duplicate-choice"
            )
