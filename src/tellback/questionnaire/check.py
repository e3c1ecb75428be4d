"""What is wrong with a questionnaire, or could be said more plainly, before it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tellback.questionnaire.checks.kinds import check_kinds
from tellback.questionnaire.checks.languages import check_languages
from tellback.questionnaire.checks.measures import check_measures
from tellback.questionnaire.checks.names import check_names
from tellback.questionnaire.checks.place import named_parts
from tellback.questionnaire.checks.plain import ADVICE, check_plain
from tellback.questionnaire.checks.rules import check_rules
from tellback.questionnaire.checks.splits import check_splits
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem

_CHECKS: tuple[Callable[[Questionnaire], Iterator[Problem]], ...] = (
    check_names,
    check_kinds,
    check_rules,
    check_measures,
    check_splits,
    check_languages,
    check_plain,
)


def check(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """All findings, in the order of the questionnaire; at one place, faults before advice.

    A finding whose code is in `ADVICE` is for a person to judge; every other has to be put
    right before the questionnaire is used.
    """
    order = {place: at for at, (place, _) in reversed([*enumerate(named_parts(questionnaire))])}
    found = dict.fromkeys(problem for one in _CHECKS for problem in one(questionnaire))
    return tuple(sorted(found, key=lambda problem: order[problem.place.partition(" (")[0]]))


def is_advice(problem: Problem) -> bool:
    """Whether a finding may stay if a person so decides."""
    return problem.code in ADVICE
