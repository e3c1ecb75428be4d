"""The skip arrows of the paper version: derived from the rules, each of them exact.

On paper nothing is hidden. A pupil is sent past what is not for them by an arrow at a choice they
tick; where no arrow can do that, the words of the base stand before the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from tellback.questionnaire.checks.reach import can_hold
from tellback.questionnaire.expression import of_tree, parse
from tellback.questionnaire.expression.tree import (
    All,
    Any,
    Call,
    Compare,
    Node,
    Text,
    Variable,
    every,
)
from tellback.questionnaire.model import ONE_CHOICE, Kind, Question, Questionnaire
from tellback.questionnaire.ruled import looks_back, rules_of


@dataclass(frozen=True, slots=True)
class Arrow:
    """Whoever ticks `choice` of `question` goes on at the question `to`, or to the end if None."""

    question: str
    choice: str
    to: str | None
    past: tuple[str, ...]
    """The questions passed by: whoever ticks the choice is asked none of them, ever."""


def skip_arrows(questionnaire: Questionnaire) -> tuple[Arrow, ...]:
    """Every arrow to print, in the order of the questions and their choices.

    None where a rule looks forward, for paper is read from front to back. Raises ExpressionFault
    where a rule cannot be read.
    """
    paper = _Paper(questionnaire)
    return tuple(paper.arrows()) if paper.looks_back else ()


def worded_questions(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The questions before which paper has to say whom they ask, arrows not being enough.

    A rule of a single row is not counted in: it stands beside its row in any case. Raises
    ExpressionFault where a rule cannot be read.
    """
    paper = _Paper(questionnaire)
    arrows = skip_arrows(questionnaire)
    return tuple(one.id for one in paper.order if paper.needs_words(one, arrows))


class _Paper:
    """The questions in print, and what answers can do to them."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.order = [
            one for one in questionnaire.questions if one.kind not in {Kind.NOTE, Kind.PRESET}
        ]
        self.parsed = {ruled.rule: parse(ruled.rule) for ruled in rules_of(questionnaire)}
        self.looks_back = looks_back(questionnaire, self.parsed)

    def arrows(self) -> Iterator[Arrow]:
        for at, question in enumerate(self.order, start=1):
            for choice in question.offered if question.kind in ONE_CHOICE else ():
                past = [*self._past(_ticked(question.id, choice.id), self.order[at:])]
                if past:
                    following = self.order[at + len(past) :]
                    to = following[0].id if following else None
                    yield Arrow(question.id, choice.id, to, tuple(one.id for one in past))

    def needs_words(self, question: Question, arrows: tuple[Arrow, ...]) -> bool:
        """Whether a pupil who answers all that is for them can come to what is not."""
        if not self._rules(question):
            return False
        if not self.looks_back:
            return True
        sent = [_ticked(one.question, one.choice) for one in arrows if question.id in one.past]
        comes = [_not(node) for node in (_all(self._rules(question)), *sent)]
        return self._possible(*comes, *self._answered(comes))

    def _past(self, ticked: Node, later: list[Question]) -> Iterator[Question]:
        """The questions of `later` that nobody who has ticked this is asked, up to one they may."""
        return takewhile(
            lambda one: (
                not any(
                    self._possible(ticked, *self._rules(one, variable))
                    for variable in one.variables
                )
            ),
            later,
        )

    def _rules(self, question: Question, variable: str = "") -> list[Node]:
        """What has to hold for a question, or for the row that is a variable of it."""
        row = self.questionnaire.row_of.get(variable)
        section = self.questionnaire.section_of[question.id]
        rules = (section.show_if, question.show_if, row.show_if if row else None)
        return [self.parsed[rule].tree for rule in dict.fromkeys(rules) if rule]

    def _answered(self, wanted: list[Node]) -> Iterator[Node]:
        """That every question with one choice which bears on `wanted` is answered, or hidden."""
        for name in self._bearing_on(wanted):
            question = self.questionnaire.question_of[name]
            if question.kind in ONE_CHOICE:
                given: Node = Compare("!=", Variable(name), Text(""))
                rules = self._rules(question)
                yield Any((given, _not(_all(rules)))) if rules else given

    def _bearing_on(self, wanted: list[Node]) -> set[str]:
        found: set[str] = set()
        waiting = [*wanted]
        while waiting:
            for name in _names(waiting.pop()) - found:
                found.add(name)
                question = self.questionnaire.question_of.get(name)
                waiting += self._rules(question, name) if question else []
        return found & self.questionnaire.question_of.keys()

    def _possible(self, *wanted: Node) -> bool:
        """Whether answers make all of `wanted` hold; also where that cannot be decided."""
        if not all(_names(node) <= self.questionnaire.question_of.keys() for node in wanted):
            return True
        made = {f"wanted {at}": node for at, node in enumerate(wanted)}
        parsed = self.parsed | {text: of_tree(text, node) for text, node in made.items()}
        return can_hold(made, self.questionnaire, parsed, self._unknown)

    @cached_property
    def _unknown(self) -> set[str]:
        """The rules that read what is no variable."""
        known = self.questionnaire.question_of.keys()
        return {text for text, rule in self.parsed.items() if not known >= {*rule.variables}}


def _names(node: Node) -> set[str]:
    return {one.name for one in every(node) if isinstance(one, Variable)}


def _ticked(question: str, choice: str) -> Node:
    return Compare("=", Variable(question), Text(choice))


def _all(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def _not(node: Node) -> Node:
    return Call("not", (node,))
