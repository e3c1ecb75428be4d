"""Whether any answers at all make some rules hold: a search over the answers that matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from itertools import chain, combinations, pairwise

from tellback.questionnaire.answer import SEVERAL, why_not_answer
from tellback.questionnaire.checks.trees import (
    is_finite,
    measured,
    numbers_of,
    words_of,
)
from tellback.questionnaire.expression import Expression
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question, Questionnaire

MOST_STEPS = 20_000
"""Answers tried before we stop and say nothing: a wrong alarm would be worse than none."""
MOST_VARIABLES = 100
"""Variables that decide one rule, directly or through other rules."""
MOST_VALUES = 500
"""Values tried for one variable."""
MOST_DIGITS = 20
"""Digits of a number that is tried: 1e999999999 written out would fill the memory."""


class _Undecided(Exception):
    """The search would be too long."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What the rules of one search name."""

    words: set[str]
    numbers: set[float]
    measured: set[str]
    """The variables whose length they ask for."""

    def all_numbers(self) -> set[Decimal]:
        """Those written as numbers, and the words that are numbers."""
        written = {str(number) for number in self.numbers} | self.words
        return {number for word in written if (number := _number(word)) is not None}


def can_hold(
    rules: Iterable[str],
    questionnaire: Questionnaire,
    parsed: Mapping[str, Expression],
    faulty: set[str],
) -> bool:
    """Whether some answers, given along a route that exists, make all of `rules` hold.

    True also where it cannot be decided: a rule on the way is faulty, does sums, or has too
    many answers to try.
    """
    wanted = tuple(rules)
    needed = _needed(wanted, questionnaire, parsed, faulty)
    if needed is None:
        return True
    texts = {*wanted, *(rule for one in needed for rule in questionnaire.rules_of(one))}
    trees = [parsed[text].tree for text in texts]
    if not all(is_finite(tree) for tree in trees):
        return True
    named = _Named(
        words=set().union(*(words_of(tree) for tree in trees)),
        numbers=set().union(*(numbers_of(tree) for tree in trees)),
        measured=set().union(*(measured(tree) for tree in trees)),
    )
    try:
        values = {one: _values(questionnaire.question_of[one], named) for one in needed}
        return _Search(needed, values, questionnaire, parsed).finds(
            [parsed[rule] for rule in wanted]
        )
    except _Undecided:
        return True


def _needed(
    wanted: tuple[str, ...],
    questionnaire: Questionnaire,
    parsed: Mapping[str, Expression],
    faulty: set[str],
) -> tuple[str, ...] | None:
    """The variables that decide `wanted`, in the order asked.

    None if a rule on the way is faulty, or they are too many.
    """
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        rule = waiting.pop()
        if rule in faulty or len(found) > MOST_VARIABLES:
            return None
        for variable in parsed[rule].variables:
            if variable not in found:
                found.add(variable)
                waiting.extend(questionnaire.rules_of(variable))
    return tuple(one for one in questionnaire.variables if one in found)


class _Search:
    """Depth first, in the order asked, so that a hidden question's answer is always blank."""

    def __init__(
        self,
        order: tuple[str, ...],
        values: Mapping[str, tuple[str, ...]],
        questionnaire: Questionnaire,
        parsed: Mapping[str, Expression],
    ) -> None:
        self.order = order
        self.values = values
        self.shown_by = {
            one: [parsed[rule] for rule in questionnaire.rules_of(one)] for one in order
        }
        self.steps = 0

    def finds(self, rules: list[Expression]) -> bool:
        """Whether answers to all of `order` make `rules` hold."""
        return self._from(0, {}, rules)

    def _from(self, at: int, answers: dict[str, str], rules: list[Expression]) -> bool:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _Undecided
        known = set(self.order[:at])
        ready = [rule for rule in rules if known.issuperset(rule.variables)]
        if not all(rule.test(answers) for rule in ready):
            return False
        if at == len(self.order):
            return True
        rest = [rule for rule in rules if rule not in ready]
        variable = self.order[at]
        shown = all(rule.test(answers) for rule in self.shown_by[variable])
        return any(
            self._from(at + 1, {**answers, variable: value}, rest)
            for value in (self.values[variable] if shown else ("",))
        )


def _values(question: Question, named: _Named) -> tuple[str, ...]:
    """Answers to `question` such that any other would be judged as one of them is."""
    if question.kind is Kind.MULTI:
        tried = _several(question, named)
    elif question.kind is Kind.NUMBER:
        tried = _numbers(question, named)
    elif question.kind in {Kind.TEXT, Kind.PRESET}:
        tried = _texts(question, named)
    else:
        tried = _one(question, named)
    kept = {"", *(value for value in tried if why_not_answer(question, value) is None)}
    if len(kept) > MOST_VALUES:
        raise _Undecided
    # The longest first: most rules ask for an answer, and only some for none.
    return tuple(sorted(kept, key=lambda value: (-len(value), value)))


def _one(question: Question, named: _Named) -> Iterator[str]:
    """The choices that rules name and one other, for the others are all alike to them."""
    others = [choice.id for choice in question.offered if choice.id not in named.words]
    yield from named.words & question.choice_ids
    yield from others if question.id in named.measured else others[:1]


def _several(question: Question, named: _Named) -> Iterator[str]:
    """Each set of the choices that rules name, with each number of the others."""
    yield from named.words
    order = [choice.id for choice in question.offered if choice.id != PREFER_NOT_TO_SAY]
    words = {part for word in named.words for part in word.split()}
    known = [one for one in order if one in words or question.id in named.measured]
    others = [one for one in order if one not in known]
    if 2 ** len(known) * (len(others) + 1) > MOST_VALUES:
        raise _Undecided
    if question.may_refuse:
        yield PREFER_NOT_TO_SAY
    sets = chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))
    for ticked in sets:
        for more in range(len(others) + 1):
            both = {*ticked, *others[:more]}
            yield SEVERAL.join(one for one in order if one in both)


def _numbers(question: Question, named: _Named) -> Iterator[str]:
    """The numbers that rules name, the limits, and what lies around them."""
    if question.id in named.measured:
        # 3, 3.0 and 3.00 are one answer to every other function.
        raise _Undecided
    yield from named.words
    limits = {Decimal(str(one)) for one in (question.least, question.most) if one is not None}
    for number in _around({*named.all_numbers(), *limits, Decimal(0)}):
        yield from _spelt(number)
    if question.may_refuse:
        yield PREFER_NOT_TO_SAY


def _texts(question: Question, named: _Named) -> Iterator[str]:
    """The words that rules name, other words, numbers, and words of each length that matters."""
    yield from named.words
    yield "~"
    numbers = named.all_numbers()
    for number in _around(numbers):
        yield from _spelt(number)
    if question.id in named.measured:
        lengths = {int(number) + step for number in numbers for step in (-1, 0, 1)}
        yield from ("~" * length for length in lengths if 0 < length <= question.longest)


def _around(numbers: set[Decimal]) -> set[Decimal]:
    """Numbers, those between them, and the whole ones and halves beside them."""
    order = sorted(numbers)
    between = {(one + other) / 2 for one, other in pairwise(order)}
    beside = {
        near + step
        for number in order
        for near in (number, number.to_integral_value(ROUND_FLOOR))
        for step in (Decimal(-1), Decimal("0.5"), Decimal(1))
    }
    return {*numbers, *between, *beside, *(one.to_integral_value(ROUND_FLOOR) for one in order)}


def _spelt(number: Decimal) -> tuple[str, str]:
    """A number in digits, and in other digits that are no equal words."""
    return f"{number:f}", f"{number:+f}"


def _number(word: str) -> Decimal | None:
    try:
        number = Decimal(word)
    except InvalidOperation:
        return None
    sensible = number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS
    return number if sensible else None
