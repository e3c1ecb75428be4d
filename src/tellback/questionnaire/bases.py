"""Who is asked a variable: its base, as a rule and in words."""

from __future__ import annotations

from dataclasses import dataclass

from tellback.questionnaire.expression import parse
from tellback.questionnaire.expression.tree import Any
from tellback.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Base:
    """Who is asked a variable.

    `rule` is None where everyone is; `words` start with "pupils who" or are "all pupils";
    `variables` are those the rule reads, in the order they stand in it.
    """

    rule: str | None
    words: str
    variables: tuple[str, ...]


def base_of(questionnaire: Questionnaire, variable: str) -> Base:
    """The base of `variable`: the rules of its section, question and row together.

    Raises KeyError for an unknown variable and ExpressionFault where a rule cannot be read.
    """
    rules = tuple(dict.fromkeys(questionnaire.rules_of(variable)))
    if not rules:
        return Base(None, "all pupils", ())
    rule = rules[0] if len(rules) == 1 else " and ".join(_bracketed(rule) for rule in rules)
    return Base(rule, f"pupils for whom `{rule}`", parse(rule).variables)


def _bracketed(rule: str) -> str:
    return f"({rule})" if isinstance(parse(rule).tree, Any) else rule
