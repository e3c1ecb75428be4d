"""What makes a response one to look at: a council's thresholds, as data of content/quality."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tellback.questionnaire.expression import ExpressionFault, parse
from tellback.questionnaire.model import Identifier, Kind, Questionnaire, Rule
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.questionnaire.suggestion import did_you_mean

Few = Annotated[int, Field(ge=1, le=10_000)]
UNTESTABLE = frozenset({Kind.TEXT, Kind.PRESET, Kind.NOTE})
"""A snapshot keeps no words beside a pupil's answers."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StraightGrids(_Part):
    """At least `grids` grids, of at least `rows` lines each, with one answer in all lines."""

    rows: Annotated[int, Field(ge=2, le=1000)] = 6
    grids: Few = 4


class Impossible(_Part):
    """Answers that cannot all be so."""

    id: Identifier
    rule: Rule
    why: Annotated[str, Field(min_length=1)]


class Criteria(_Part):
    """What is looked for in the responses to one questionnaire; without a line, the usual.

    The usual follows the Youth Risk Behavior Survey (CDC), which leaves out responses with
    fewer than 20 answers or with one answer 15 times in a row.
    """

    tellback_quality: Literal[1] = 1
    questionnaire: Identifier
    straight_grids: StraightGrids = StraightGrids()
    longest_run: Annotated[int, Field(ge=2, le=10_000)] = 15
    least_answered: Annotated[int, Field(ge=0, le=100)] = 20
    """Per cent of the questions asked."""
    alike: Few = 60
    """Answers that two pupils of a school have to have given for it to be odd that all agree."""
    impossible: tuple[Impossible, ...] = ()


def read_criteria(path: Path, questionnaire: Questionnaire) -> Criteria:
    """The criteria in a YAML file, fit for `questionnaire`. Raises Unreadable."""
    return criteria_of(text_of(path), questionnaire, name=path.name)


def criteria_of(text: str, questionnaire: Questionnaire, *, name: str) -> Criteria:
    """The criteria in a YAML text that messages call `name`. Raises Unreadable with all faults."""
    try:
        criteria = Criteria.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f"{name} line {mark.line + 1}" if mark else name
        raise Unreadable([_problem(where, "This is not YAML.", "not-yaml")]) from None
    except ValidationError as fault:
        raise Unreadable([_faulty(one, name) for one in fault.errors()]) from None
    problems = [*_other_questionnaire(criteria, questionnaire, name)]
    for one in criteria.impossible:
        problems += _wrong_rule(one, questionnaire, f"{name}, impossible {one.id}")
    ids = [one.id for one in criteria.impossible]
    problems += [
        Problem(name, f"`{twice}` is there twice.", "Give one another id.", "twice")
        for twice in sorted({one for one in ids if ids.count(one) > 1})
    ]
    if problems:
        raise Unreadable(problems)
    return criteria


def _faulty(error: object, name: str) -> Problem:
    told = dict(error)  # type: ignore[call-overload]
    place = ".".join(str(step) for step in told["loc"])
    return _problem(f"{name}, {place}" if place else name, f"{told['msg']}.", "bad-value")


def _problem(place: str, fault: str, code: str) -> Problem:
    return Problem(place, fault, "Compare it with the files in content/quality.", code)


def _other_questionnaire(
    criteria: Criteria, questionnaire: Questionnaire, name: str
) -> Iterator[Problem]:
    if criteria.questionnaire != questionnaire.id:
        yield Problem(
            name,
            f"It is for {criteria.questionnaire}, and {questionnaire.id} was asked.",
            "Give the file of that questionnaire.",
            "other-questionnaire",
        )


def _wrong_rule(one: Impossible, questionnaire: Questionnaire, place: str) -> Iterator[Problem]:
    try:
        variables = parse(one.rule).variables
    except ExpressionFault as fault:
        yield Problem(
            place,
            f"The rule cannot be read: {fault}",
            "Write it as in a questionnaire, such as ${q08} = 'none'.",
            "bad-rule",
        )
        return
    for variable in variables:
        question = questionnaire.question_of.get(variable)
        if question is None:
            remedy = did_you_mean(variable, questionnaire.variables) or "Check its id."
            missing = f"{questionnaire.id} has no variable `{variable}`."
            yield Problem(place, missing, remedy, "unknown-variable")
        elif question.kind in UNTESTABLE:
            yield Problem(
                place,
                f"`{variable}` is no answer that a snapshot keeps beside the others.",
                "Use questions with choices, or numbers.",
                "untestable",
            )
