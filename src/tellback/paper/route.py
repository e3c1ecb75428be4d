"""The way through a booklet: printed numbers, skip arrows, and words before what they cannot pass.

On paper a pupil is sent on by an arrow at the box they tick. Where arrows are not enough, a gate
stands before the question: whom it asks, and where everybody else goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tellback.questionnaire.arrows import skip_arrows, worded_questions
from tellback.questionnaire.checks.reach import can_hold
from tellback.questionnaire.expression import Expression, of_tree, parse
from tellback.questionnaire.expression.tree import All, Call
from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.ruled import looks_back, rules_of

PRINTED = frozenset(
    {Kind.SINGLE, Kind.YES_NO, Kind.LIST, Kind.MULTI, Kind.GRID, Kind.NUMBER, Kind.TEXT}
)
"""The kinds that have something to tick or write, and so a number. The school is on the front."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Words before a question: only those for whom `rule` holds answer it."""

    question: str
    rule: Expression
    past: tuple[str, ...]
    """The questions that everybody else passes by, this one first."""
    to: str | None
    """Where everybody else goes on; None is the end."""


@dataclass(frozen=True)
class Route:
    """What is printed to lead a pupil through.

    `numbers`: question id -> printed number, all different, in the order printed. `arrows`:
    (question, choice) -> the question to go to, None for the end. `gates`: question -> its gate.
    """

    numbers: Mapping[str, str]
    arrows: Mapping[tuple[str, str], str | None]
    gates: Mapping[str, Gate]


def route_of(questionnaire: Questionnaire) -> Route:
    """The route to print. Raises ExpressionFault where a rule cannot be read."""
    return _Drawn(questionnaire).route()


def printed_questions(questionnaire: Questionnaire) -> tuple[Question, ...]:
    """The questions that have something to tick or write, in order."""
    return tuple(one for one in questionnaire.questions if one.kind in PRINTED and one.variables)


class _Drawn:
    """A route being drawn."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.order = printed_questions(questionnaire)
        self.parsed = {one.rule: parse(one.rule) for one in rules_of(questionnaire)}

    def route(self) -> Route:
        arrows = {
            (one.question, one.choice): self._printed_from(one.to)
            for one in skip_arrows(self.questionnaire)
        }
        return Route(_numbers(self.order), arrows, self._gates())

    def _printed_from(self, to: str | None) -> str | None:
        """The question `to`, or the next one that is printed."""
        ids = [one.id for one in self.questionnaire.questions]
        later = ids[ids.index(to) :] if to else []
        printed = {one.id for one in self.order}
        return next((one for one in later if one in printed), None)

    def _gates(self) -> dict[str, Gate]:
        worded = set(worded_questions(self.questionnaire))
        gates: dict[str, Gate] = {}
        for at, question in enumerate(self.order):
            rule = together(self._rules(question))
            if question.id in worded and not _behind(question, rule, gates):
                past = self._past(at, rule)
                following = self.order[at + len(past) :]
                to = following[0].id if following else None
                gates[question.id] = Gate(question.id, rule, past, to)
        return gates

    def _past(self, at: int, rule: Expression) -> tuple[str, ...]:
        """The question at `at`, and those after it that nobody is asked whom `rule` keeps out."""
        shut = of_tree(f"not({rule.text})", Call("not", (rule.tree,)))
        past = [self.order[at].id]
        for one in self.order[at + 1 :] if self._looks_back else ():
            if any(self._possible(shut, *self._rules(one, name)) for name in one.variables):
                break
            past.append(one.id)
        return tuple(past)

    def _possible(self, *wanted: Expression) -> bool:
        """Whether some answers make all of these hold; also where that cannot be decided."""
        named = {name for rule in wanted for name in rule.variables}
        if not named <= self.questionnaire.question_of.keys():
            return True
        parsed = self.parsed | {rule.text: rule for rule in wanted}
        texts = [rule.text for rule in wanted]
        return can_hold(texts, self.questionnaire, parsed, self._unreadable)

    def _rules(self, question: Question, variable: str = "") -> list[Expression]:
        """What has to hold for a question, or for the row that is a variable of it."""
        row = self.questionnaire.row_of.get(variable)
        section = self.questionnaire.section_of[question.id]
        rules = (section.show_if, question.show_if, row.show_if if row else None)
        return [self.parsed[rule] for rule in dict.fromkeys(rules) if rule]

    @cached_property
    def _looks_back(self) -> bool:
        return looks_back(self.questionnaire, self.parsed)

    @cached_property
    def _unreadable(self) -> set[str]:
        """The rules that read what is no variable."""
        known = self.questionnaire.question_of.keys()
        return {text for text, rule in self.parsed.items() if not known >= {*rule.variables}}


def together(rules: list[Expression]) -> Expression:
    """All of these rules as one."""
    if len(rules) == 1:
        return rules[0]
    texts = " and ".join(f"({rule.text})" for rule in rules)
    return of_tree(texts, All(tuple(rule.tree for rule in rules)))


def _behind(question: Question, rule: Expression, gates: Mapping[str, Gate]) -> bool:
    """Whether whoever comes here has come through a gate with the same rule."""
    return any(question.id in gate.past and gate.rule == rule for gate in gates.values())


def _numbers(order: tuple[Question, ...]) -> dict[str, str]:
    """The numbers of the file, or from 1 where one is missing or stands twice."""
    given = [one.number or "" for one in order]
    if "" in given or len({*given}) < len(given):
        given = [str(at) for at in range(1, len(order) + 1)]
    return dict(zip((one.id for one in order), given, strict=True))
