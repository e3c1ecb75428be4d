"""Facts that follow from the routes: the base of each variable, and paper's skip arrows.

Nobody types these; so a report's base and the paper's arrows cannot differ from what
pupils were asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tellback.questionnaire.expression import Expression, parse
from tellback.questionnaire.model import ONE_CHOICE, Kind, Question, Questionnaire
from tellback.questionnaire.rule_words import rule_words

@dataclass(frozen=True)
class Base:
    """Who is asked a variable: the rule (None: everyone), in words, and the variables it reads."""

    rule: str | None
    words: str
    variables: tuple[str, ...]


def base_of(questionnaire: Questionnaire, variable: str) -> Base:
    """Who is asked `variable`, from the rules of its section, question and row."""
    rules = questionnaire.rules_of(variable)
    if not rules:
        return Base(None, "all pupils", ())
    expressions = [parse(rule) for rule in rules]
    said = " and ".join(rule_words(questionnaire, one.tree, one.text) for one in expressions)
    joined = rules[0] if len(rules) == 1 else " and ".join(f"({rule})" for rule in rules)
    reads = dict.fromkeys(name for one in expressions for name in one.variables)
    return Base(joined, f"pupils {said}", tuple(reads))


@dataclass(frozen=True)
class Arrow:
    """For paper: whoever ticks `choice` of `source` goes on at `target` (None: the end)."""

    source: str
    choice: str
    target: str | None


def skip_arrows(questionnaire: Questionnaire) -> tuple[Arrow, ...]:
    """The arrows that paper needs: choices that lead past the question printed next.

    Worked out by trying each choice of a one-choice question, where the questions after
    it read nothing but that question.
    """
    found = []
    questions = [one for one in questionnaire.questions if one.kind is not Kind.PRESET]
    for place, source in enumerate(questions):
        if source.kind not in ONE_CHOICE:
            continue
        following = questions[place + 1 :]
        for choice in source.offered:
            target = _next_shown(questionnaire, following, {source.id: choice.id})
            if following and target is not following[0]:
                found.append(Arrow(source.id, choice.id, target.id if target else None))
    return tuple(found)


def _next_shown(
    questionnaire: Questionnaire, following: list[Question], answers: Mapping[str, str]
) -> Question | None:
    for question in following:
        rules = _question_rules(questionnaire, question)
        reads = {name for rule in rules for name in rule.variables}
        if not reads <= set(answers) or all(rule.test(answers) for rule in rules):
            return question
    return None


def _question_rules(questionnaire: Questionnaire, question: Question) -> list[Expression]:
    section = questionnaire.section_of[question.id]
    return [parse(rule) for rule in (section.show_if, question.show_if) if rule]
