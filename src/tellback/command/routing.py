"""Answers from a JSON file, made sure of, and the route they lead through a questionnaire."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from tellback.questionnaire.answer import SEVERAL, why_not_answer
from tellback.questionnaire.checks.measures import unknown_variable
from tellback.questionnaire.checks.rules import check_rules
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.placing import placed
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.questionnaire.walk import Walk

LARGEST_ANSWERS = 50_000_000
"""Bytes of answers: some 20,000 long responses."""


_PATHLESS = frozenset({"bad-rule", "unknown-variable"})


class Route(TypedDict):
    """What one set of answers leads through, both in the order of the questionnaire."""

    asked: list[str]
    dropped: list[str]


@dataclass(frozen=True, slots=True)
class Given:
    """The sets of answers in a file, and whether they stood in a list."""

    each: tuple[dict[str, str], ...]
    is_list: bool


class _Digits(str):
    """A number as the file writes it: 3.0 stays 3.0, and no digit is lost."""

    __slots__ = ()


class _Refused(ValueError):
    """What makes a value no answer; becomes a problem where its place is known."""


def why_no_routes(questionnaire: Questionnaire, file: Path) -> tuple[Problem, ...]:
    """The rules of routes that cannot be read, or that read a variable which does not exist.

    Other faults of rules, such as one that looks forward, still leave a route to follow.
    """
    faults = [
        problem
        for problem in check_rules(questionnaire)
        if problem.code in _PATHLESS and not problem.place.startswith("measure ")
    ]
    return placed(faults, file)


def route_of(questionnaire: Questionnaire, answers: dict[str, str]) -> Route:
    """The variables asked and the answers dropped for one pupil."""
    walk = Walk(questionnaire)
    return {"asked": list(walk.asked(answers)), "dropped": list(walk.dropped(answers))}


def read_answers(questionnaire: Questionnaire, path: Path) -> Given:
    """The answers in a JSON file as the questionnaire stores them.

    Numbers become their digits, a list of choices becomes them in one value, null is blank.
    Raises Unreadable with every unknown variable and every value that cannot be an answer.
    """
    read = _parsed(path)
    is_list = isinstance(read, list)
    problems: list[Problem] = []
    each = tuple(
        _taken(questionnaire, one, f"{path.name}, answers {at}" if is_list else path.name, problems)
        for at, one in enumerate(read if isinstance(read, list) else [read], start=1)
    )
    if problems:
        raise Unreadable(problems)
    return Given(each, is_list)


def _parsed(path: Path) -> object:
    text = text_of(path, largest=LARGEST_ANSWERS)
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_int=_Digits,
            parse_float=_Digits,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as error:
        fault = f"The file is not JSON: {error.msg} at column {error.colno}."
        place = f"{path.name} line {error.lineno}"
    except _Refused as error:
        fault, place = str(error), path.name
    except RecursionError:
        fault, place = "Lists lie within lists too deep to be answers.", path.name
    raise Unreadable(
        [Problem(place, fault, 'Write an object such as {"q01": "boy", "q02": 3}.', "not-json")]
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Refused(f"`{twice}` is answered twice in one object.")
    return found


def _no_constant(name: str) -> object:
    raise _Refused(f"{name} is not a number that can be an answer.")


def _taken(
    questionnaire: Questionnaire, read: object, place: str, problems: list[Problem]
) -> dict[str, str]:
    if not isinstance(read, dict):
        problems.append(
            Problem(
                place,
                f"Answers are an object of variable and value, and {_shown(read)} stands here.",
                'Write an object such as {"q01": "boy", "q02": 3}.',
                "not-answers",
            )
        )
        return {}
    taken: dict[str, str] = {}
    for variable, value in read.items():
        question = questionnaire.question_of.get(variable)
        if question is None:
            problems.append(unknown_variable(place, variable, questionnaire))
            continue
        try:
            taken[variable] = _as_text(value)
            refusal = why_not_answer(question, taken[variable])
        except _Refused as refused:
            refusal = str(refused)
        if refusal:
            problems.append(
                Problem(
                    f"{place}, {variable}",
                    f"{_shown(value)} cannot be answered.",
                    _remedy(questionnaire, variable, refusal),
                    "no-answer",
                )
            )
    return taken


def _remedy(questionnaire: Questionnaire, variable: str, refusal: str) -> str:
    choices = ", ".join(f"`{choice.id}`" for choice in questionnaire.choices_of(variable))
    return f"{refusal} They are {choices}." if choices and "shown" in refusal else refusal


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return SEVERAL.join(value)
    if isinstance(value, bool):
        raise _Refused('Write the id of a choice in quotation marks, such as "yes".')
    raise _Refused("Write text, a number, or a list of choices.")


def _shown(value: object) -> str:
    return excerpt(value if isinstance(value, _Digits) else json.dumps(value, ensure_ascii=False))
