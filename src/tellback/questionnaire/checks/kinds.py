"""What each kind of question needs, and what it has no use for."""

from __future__ import annotations

import math
from collections.abc import Iterator

from tellback.questionnaire.checks.place import inside, of_question
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question, Questionnaire
from tellback.questionnaire.problem import Problem

_CHOOSES = frozenset({Kind.SINGLE, Kind.MULTI, Kind.GRID, Kind.LIST})
_YES_NO_IDS = ("yes", "no")


_USES: dict[str, frozenset[Kind]] = {
    "choices": _CHOOSES | {Kind.YES_NO},
    "rows": frozenset({Kind.GRID}),
    "least": frozenset({Kind.NUMBER}),
    "most": frozenset({Kind.NUMBER}),
    "whole": frozenset({Kind.NUMBER}),
    "longest": frozenset({Kind.TEXT, Kind.PRESET}),
    "required": frozenset(Kind) - {Kind.NOTE},
    "may_refuse": frozenset(Kind) - {Kind.NOTE, Kind.PRESET},
}
"""Key of a question -> the kinds that use it."""


def check_kinds(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Each question against its kind."""
    for question in questionnaire.questions:
        yield from _lacking(question)
        yield from _stray(question)
        yield from _limits(question)
        yield from _refusal(question)


def _lacking(question: Question) -> Iterator[Problem]:
    place, kind = of_question(question), question.kind.value
    if question.kind in _CHOOSES and not question.choices:
        yield Problem(
            place,
            f"A question of kind `{kind}` has no choices.",
            "Write `choices`, or change the kind.",
            "needs-choices",
        )
    if question.kind is Kind.GRID and not question.rows:
        yield Problem(
            place,
            "A grid has no rows.",
            "Write `rows`, or make it a question of kind `single`.",
            "needs-rows",
        )
    ids = tuple(choice.id for choice in question.choices)
    if question.kind is Kind.YES_NO and ids != _YES_NO_IDS:
        yield Problem(
            inside(place, "choices"),
            "A question of kind `yes_no` offers `yes` and `no`, in that order, and nothing else.",
            "Make it a question of kind `single`, or take the choices out.",
            "yes-no-choices",
        )


def _stray(question: Question) -> Iterator[Problem]:
    for key, kinds in _USES.items():
        unwritten = Question.model_fields[key].get_default()
        if question.kind not in kinds and getattr(question, key) != unwritten:
            yield Problem(
                inside(of_question(question), key),
                f"A question of kind `{question.kind.value}` has no use for `{key}`.",
                "Take it out, or change the kind.",
                f"stray-{key.replace('_', '-')}",
            )


def _limits(question: Question) -> Iterator[Problem]:
    place, least, most = of_question(question), question.least, question.most
    for key, limit in (("least", least), ("most", most)):
        if limit is not None and not math.isfinite(limit):
            yield Problem(
                inside(place, key), f"`{key}` is not a number.", "Write a number.", "bad-limit"
            )
    if least is not None and most is not None and least > most:
        yield Problem(
            inside(place, "least"),
            f"The least ({least:g}) is more than the most ({most:g}), so no number is right.",
            "Exchange them.",
            "bad-limit",
        )


def _refusal(question: Question) -> Iterator[Problem]:
    for at, choice in enumerate(question.choices):
        if choice.id == PREFER_NOT_TO_SAY:
            yield Problem(
                inside(of_question(question), "choices", at),
                f"The choice `{PREFER_NOT_TO_SAY}` is written by hand.",
                "Take it out and write `may_refuse: true`: it is then offered last and stored "
                "as missing.",
                "refusal-by-hand",
            )
