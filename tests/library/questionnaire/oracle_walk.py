"""The slow, obvious walk: all is shown, what a rule hides is blanked, and all over again."""

from __future__ import annotations

from collections.abc import Mapping

from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Questionnaire
from tests.library.questionnaire.oracle_expression import holds


def asked(questionnaire: Questionnaire, answers: Mapping[str, str]) -> list[str]:
    """The variables that are shown once nothing changes any more."""
    shown = settled(questionnaire, answers, once_hidden_stays_hidden=False)
    if shown is None:
        shown = settled(questionnaire, answers, once_hidden_stays_hidden=True)
    assert shown is not None
    return shown


def settled(
    questionnaire: Questionnaire, answers: Mapping[str, str], *, once_hidden_stays_hidden: bool
) -> list[str] | None:
    shown = list(questionnaire.variables)
    for _ in range(3 * len(shown) + 10):
        visible = {one: answers.get(one, "") for one in shown}
        now = [
            one
            for one in questionnaire.variables
            if (one in shown or not once_hidden_stays_hidden)
            and all(holds(parse(rule).tree, visible) for rule in questionnaire.rules_of(one))
        ]
        if now == shown:
            return shown
        shown = now
    return None


def dropped(questionnaire: Questionnaire, answers: Mapping[str, str]) -> list[str]:
    kept = asked(questionnaire, answers)
    return [one for one in questionnaire.variables if one not in kept and answers.get(one, "")]
