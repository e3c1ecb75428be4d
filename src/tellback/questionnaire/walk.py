"""Who is asked what: a questionnaire and answers so far -> the variables shown.

Semantics, as ODK's engine has them: a hidden answer reads as blank; a section's rule,
a question's and a grid row's must all hold; what is hidden hides what depends on it.
Where every rule only looks back, one pass in order settles everything. A rule that
looks forward (an imported form may have one) needs passes until nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tellback.questionnaire.expression import Expression, parse
from tellback.questionnaire.model import Kind, Question, Questionnaire

MOST_PASSES = 100
"""Rules that look forward and contradict each other could swap for ever; ODK stops too."""

Test = Callable[[Mapping[str, str]], bool]


@dataclass(frozen=True)
class Step:
    """One variable in the order shown, and the rules that must hold for it."""

    variable: str
    question: str
    rules: tuple[Expression, ...]


class Walk:
    """A questionnaire's routes, compiled once and asked often. Raises ExpressionFault."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.steps = tuple(
            Step(
                variable,
                questionnaire.question_of[variable].id,
                tuple(parse(rule) for rule in questionnaire.rules_of(variable)),
            )
            for variable in questionnaire.variables
        )
        self.looks_forward = self._any_looks_forward()
        self._tests: tuple[tuple[str, Test | None], ...] = tuple(
            (step.variable, _all_of(step.rules)) for step in self.steps
        )
        self._note_rules = {
            question.id: _all_of(_rules_of_question(questionnaire, question))
            for question in questionnaire.questions
            if question.kind is Kind.NOTE
        }

    def _any_looks_forward(self) -> bool:
        seen: set[str] = set()
        for step in self.steps:
            if any(name not in seen for rule in step.rules for name in rule.variables):
                return True
            seen.add(step.variable)
        return False

    def on_path(self, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers that are left: those of variables shown, blanks taken out."""
        return self._settle(answers)[1]

    def asked(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The variables shown, in order."""
        return tuple(self._settle(answers)[0])

    def dropped(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The variables that were answered but are routed past, in order."""
        left = self.on_path(answers)
        return tuple(
            step.variable
            for step in self.steps
            if answers.get(step.variable) and step.variable not in left
        )

    def path(self, answers: Mapping[str, str]) -> Path:
        """Everything that these answers lead to, settled once."""
        shown, left = self._settle(answers)
        return Path(self, tuple(shown), left)

    def note_shown(self, note: Question, left: Mapping[str, str]) -> bool:
        """Whether a note is shown, given the answers left."""
        rule = self._note_rules[note.id]
        return rule is None or rule(left)

    def _settle(self, answers: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
        """The variables shown and the answers left."""
        if not self.looks_forward:
            return self._one_pass(answers)
        visible = {name: value for name, value in answers.items() if value}
        shown: list[str] = []
        for _ in range(MOST_PASSES):
            before = shown
            shown = [name for name, test in self._tests if test is None or test(visible)]
            keep = frozenset(shown)
            visible = {name: value for name, value in answers.items() if value and name in keep}
            if shown == before:
                break
        return shown, visible

    def _one_pass(self, answers: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
        shown: list[str] = []
        visible: dict[str, str] = {}
        for name, test in self._tests:
            if test is None or test(visible):
                shown.append(name)
                value = answers.get(name)
                if value:
                    visible[name] = value
        return shown, visible


class Path:
    """What one pupil is shown: the variables in order, and the answers that are left."""

    def __init__(self, walk: Walk, asked: tuple[str, ...], answers: dict[str, str]) -> None:
        self.asked = asked
        self.answers = answers
        self._walk = walk
        self._asked = frozenset(asked)

    def shows(self, question: Question) -> bool:
        """Whether any of the question is shown: a grid is while one of its rows is."""
        if question.kind is Kind.NOTE:
            return self._walk.note_shown(question, self.answers)
        return not self._asked.isdisjoint(question.variables)

    def shown_variables(self, question: Question) -> tuple[str, ...]:
        """Those of the question's variables that are shown."""
        return tuple(name for name in question.variables if name in self._asked)


def _rules_of_question(
    questionnaire: Questionnaire, question: Question
) -> tuple[Expression, ...]:
    section = questionnaire.section_of[question.id]
    return tuple(parse(rule) for rule in (section.show_if, question.show_if) if rule)


def _all_of(rules: tuple[Expression, ...]) -> Test | None:
    if not rules:
        return None
    if len(rules) == 1:
        return rules[0].test
    tests = tuple(rule.test for rule in rules)
    return lambda answers: all(test(answers) for test in tests)
