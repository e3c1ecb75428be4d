"""Who is asked what: the route that answers lead through a questionnaire.

A part is shown where its own rule holds and those of the question and the section that hold it.
What is not shown counts as unanswered for every other rule, though what was typed there is kept
in case it is shown again; it is dropped when the response is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from tellback.questionnaire.expression import Expression, parse
from tellback.questionnaire.model import Kind, Question, Questionnaire, Row
from tellback.questionnaire.ruled import looks_back, rules_of

Answers = Mapping[str, str]
Test = Callable[[Answers], bool]


class _Step(NamedTuple):
    """Variables that stand together and are shown under the same tests."""

    tests: tuple[Test, ...]
    variables: tuple[str, ...]


class Walk:
    """A questionnaire's rules, made ready once and then followed for any answers.

    Raises ExpressionFault if a rule cannot be read. Answers are variable -> value; blank is the
    empty text or no entry, and names that are no variable are passed over.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        parsed = {ruled.rule: parse(ruled.rule) for ruled in rules_of(questionnaire)}
        self._variables = questionnaire.variables
        self._question = {question.id: question for question in questionnaire.questions}
        self._over_question = {
            question.id: tuple(parsed[rule].test for rule in _outer(questionnaire, question))
            for question in questionnaire.questions
        }
        self._steps = tuple(_steps(questionnaire, parsed))
        read = {name for rule in parsed.values() for name in rule.variables}
        self._strangers = tuple(read.difference(self._variables))
        self._looks_back = looks_back(questionnaire, parsed)

    def asked(self, answers: Answers) -> tuple[str, ...]:
        """The variables asked, in the order shown."""
        return tuple(self._follow(answers)[0])

    def dropped(self, answers: Answers) -> tuple[str, ...]:
        """The variables with an answer that the route passes by, in the questionnaire's order."""
        asked = frozenset(self._follow(answers)[0])
        return tuple(one for one in self._variables if one not in asked and answers.get(one))

    def on_path(self, answers: Answers) -> dict[str, str]:
        """The answers to what is asked, in the order shown; a blank one is left out."""
        asked, kept = self._follow(answers)
        return {one: kept[one] for one in asked if kept.get(one)}

    def shows(self, question_id: str, answers: Answers) -> bool:
        """Whether a question or note is shown. Raises KeyError for an id of neither.

        A grid is shown even where the rules of all its rows hide them; see `rows_shown`.
        """
        tests = self._over_question[question_id]
        if not tests:
            return True
        asked, kept = self._follow(answers)
        if self._question[question_id].kind in {Kind.GRID, Kind.NOTE}:
            return all(test(kept) for test in tests)
        return question_id in asked

    def rows_shown(self, question_id: str, answers: Answers) -> tuple[Row, ...]:
        """The rows of a grid that are shown; none where the grid is not, or for another kind."""
        question = self._question[question_id]
        asked = frozenset(self._follow(answers)[0])
        return tuple(row for row in question.rows if question.row_variable(row) in asked)

    def _follow(self, answers: Answers) -> tuple[list[str], dict[str, str]]:
        """The variables asked, and the answers as the rules read them."""
        given = dict(answers)
        for name in self._strangers:
            given.pop(name, None)
        return self._straight(given) if self._looks_back else self._until_settled(given)

    def _straight(self, given: dict[str, str]) -> tuple[list[str], dict[str, str]]:
        asked: list[str] = []
        for tests, variables in self._steps:
            for test in tests:
                if not test(given):
                    for one in variables:
                        given.pop(one, None)
                    break
            else:
                asked.extend(variables)
        return asked, given

    def _until_settled(self, given: dict[str, str]) -> tuple[list[str], dict[str, str]]:
        """All is shown at first; then all rules are judged at once, again and again.

        Rules that contradict themselves would go on for ever. They are judged afresh, and what is
        hidden once then stays hidden.
        """
        hidden = self._settled(given, stays=False)
        if hidden is None:
            hidden = self._settled(given, stays=True) or set()
        asked = [one for one in self._variables if one not in hidden]
        return asked, _without(given, hidden)

    def _settled(self, given: dict[str, str], *, stays: bool) -> set[str] | None:
        """What is hidden in the end; None if there is none after as many rounds as can be needed.

        Each round settles at least one more step, unless rules contradict themselves.
        """
        hidden: set[str] = set()
        for _ in range(len(self._steps) + 2):
            kept = _without(given, hidden)
            now = hidden.copy() if stays else set()
            for tests, variables in self._steps:
                if not all(test(kept) for test in tests):
                    now.update(variables)
            if now == hidden:
                return hidden
            hidden = now
        return None


def _without(given: dict[str, str], hidden: set[str]) -> dict[str, str]:
    return {one: value for one, value in given.items() if one not in hidden}


def _outer(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    """The rules over a whole question, the section's first."""
    for rule in (questionnaire.section_of[question.id].show_if, question.show_if):
        if rule:
            yield rule


def _steps(questionnaire: Questionnaire, parsed: Mapping[str, Expression]) -> Iterator[_Step]:
    """One step for each run of variables under the same rules."""
    for rules, run in groupby(questionnaire.variables, questionnaire.rules_of):
        yield _Step(tuple(parsed[rule].test for rule in dict.fromkeys(rules)), tuple(run))
