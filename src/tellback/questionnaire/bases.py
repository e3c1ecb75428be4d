"""Who is asked a variable: its base, as a rule and in words."""

from __future__ import annotations

from dataclasses import dataclass

from tellback.questionnaire.expression import Expression, of_tree, parse
from tellback.questionnaire.expression.tree import All, Any
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.rule_words import EVERYONE, words_of_rule
from tellback.questionnaire.words import DEFAULT


@dataclass(frozen=True, slots=True)
class Base:
    """Who is asked something.

    `rule` is None where everyone is; `words` start with "pupils who" or are "all pupils" or "no
    pupils"; `variables` are those the rule reads, in the order they stand in it.
    """

    rule: str | None
    words: str
    variables: tuple[str, ...]


def base_of(questionnaire: Questionnaire, variable: str, language: str = DEFAULT) -> Base:
    """The base of a variable, or of a whole grid or a note by its id.

    Its rule is that of its section, its question and its row together. The rules of what that
    reads are not in it: who was not asked has no answer there. Raises KeyError for an unknown
    name and ExpressionFault where a rule cannot be read.
    """
    rules = [parse(rule) for rule in dict.fromkeys(_rules(questionnaire, variable))]
    if not rules:
        return Base(None, EVERYONE, ())
    whole = rules[0] if len(rules) == 1 else _together(rules)
    words = words_of_rule(questionnaire, whole.text, whole.tree, language)
    return Base(whole.text, words, whole.variables)


def _together(rules: list[Expression]) -> Expression:
    """As trees: the texts together could be longer than one rule may be."""
    texts = (f"({rule.text})" if isinstance(rule.tree, Any) else rule.text for rule in rules)
    return of_tree(" and ".join(texts), All(tuple(rule.tree for rule in rules)))


def _rules(questionnaire: Questionnaire, name: str) -> tuple[str, ...]:
    if name in questionnaire.question_of:
        return questionnaire.rules_of(name)
    section = questionnaire.section_of[name]
    question = next(one for one in section.questions if one.id == name)
    return tuple(rule for rule in (section.show_if, question.show_if) if rule)
