"""What is counted of every group of pupils: choices, those who said nothing, bases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tellback.disclosure.attack.relations import Book, Relations, Whole, minus, plus
from tellback.disclosure.attack.routes import Routes
from tellback.questionnaire.expression import of_tree, parse
from tellback.questionnaire.expression.tree import Node
from tellback.questionnaire.model import (
    PREFER_NOT_TO_SAY,
    Kind,
    Measure,
    Questionnaire,
)

NOT_ANSWERED, REFUSED, HELD = "-9", "-7", "held"
SILENT = (NOT_ANSWERED, REFUSED)
NUMBER_OF_PUPILS = 0
"""The column of how many pupils a group has."""


@dataclass(frozen=True)
class Table:
    """The columns of one variable or measure."""

    name: str
    choices: Mapping[str, int]
    """Choice, "-9", "-7" or "held" -> its column."""
    bases: int
    """The column of its base."""


class Columns:
    """The columns of a release, and the sums that hold among them in every group.

    `listed` are (variable, choice) of every row of its tables; see `stranger`.
    """

    def __init__(self, questionnaire: Questionnaire, listed: Iterable[tuple[str, str]]) -> None:
        self._questionnaire = questionnaire
        self._book = Book()
        self._width = 1
        self._measures = {one.id: one for one in questionnaire.measures}
        choices = self._choices(listed)
        cells = {name: {choice: self._new() for choice in of} for name, of in choices.items()}
        self._routes = Routes(questionnaire, cells, self._book, self._new)
        self.tables: dict[str, Table] = {}
        for name, of in cells.items():
            rules = self._rules(name)
            self.tables[name] = Table(name, of, self._routes.base(rules))
        self._routes.connect({name: table.bases for name, table in self.tables.items()})
        for table in self.tables.values():
            self._relate(table)

    @property
    def width(self) -> int:
        """How many columns."""
        return self._width

    @cached_property
    def relations(self) -> Relations:
        """What holds in every group."""
        return self._book.relations(self._width)

    @cached_property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """(variable, choice) of each column; empty words for bases."""
        found = [("", "")] * self._width
        for name, table in self.tables.items():
            for choice, column in table.choices.items():
                found[column] = (name, choice)
        return tuple(found)

    @cached_property
    def bases(self) -> Whole:
        """The column of each column's base; for bases their own."""
        return np.array(
            [
                self.tables[name].bases if name else column
                for column, (name, _) in enumerate(self.cells)
            ],
            dtype=np.int64,
        )

    def places(self, cells: Iterable[tuple[str, str]]) -> Whole:
        """The columns of some cells."""
        found = [self.tables[name].choices[choice] for name, choice in cells]
        return np.array(found, dtype=np.int64)

    def split_columns(self, name: str) -> Mapping[str, int]:
        """Choice -> column of the variable that tells a split; none where it is not counted."""
        table = self.tables.get(self._questionnaire.splits.get(name, name))
        return table.choices if table else {}

    def choices_of_split(self, name: str) -> list[str]:
        """What pupils may be split by, those who said nothing aside."""
        return [one for one in self.split_columns(name) if one not in SILENT]

    def _new(self) -> int:
        self._width += 1
        return self._width - 1

    def _choices(self, listed: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
        """Each table's choices: those listed, and those that the questionnaire has besides."""
        found: dict[str, dict[str, None]] = {}
        for name, choice in listed:
            found.setdefault(name, {})[choice] = None
        for name in tuple(found):
            for read in self._reads(name):
                found.setdefault(read, {})
        for name in self._questionnaire.splits.values():
            found.setdefault(name, {})
        for name, of in found.items():
            if name not in self._measures:
                of.update(dict.fromkeys(self._offered(name, listed=bool(of))))
        return {name: list(of) for name, of in found.items() if of}

    def _offered(self, name: str, *, listed: bool) -> Iterable[str]:
        question = self._questionnaire.question_of[name]
        for choice in question.offered:
            if choice.id != PREFER_NOT_TO_SAY:
                yield choice.id
        if question.choices or listed:
            yield NOT_ANSWERED
        if question.may_refuse and (question.choices or listed):
            yield REFUSED

    def _reads(self, name: str) -> Iterable[str]:
        """The variables with choices that a table's base or sum rests on, and theirs in turn."""
        wanted = [name]
        seen: dict[str, None] = {}
        while wanted:
            one = wanted.pop()
            if measure := self._measures.get(one):
                wanted.append(measure.variable)
            for rule in self._rules(one):
                wanted.extend(read for read in _variables(rule) if read not in seen)
            if one in self._questionnaire.question_of:
                seen[one] = None
        return seen

    def _rules(self, name: str) -> list[Node]:
        """The rules of a table's base, as trees."""
        measure = self._measures.get(name)
        if measure is None:
            return [parse(one).tree for one in self._questionnaire.rules_of(name)]
        rules = [] if measure.of == "everyone" else self._rules(measure.variable)
        return [*rules, parse(measure.where).tree] if measure.where else rules

    def _relate(self, table: Table) -> None:
        measure = self._measures.get(table.name)
        if measure:
            self._relate_measure(table, measure)
        elif self._kind(table.name) is Kind.MULTI:
            self._relate_ticks(table)
        else:
            self._book.equal([*plus(*table.choices.values()), *minus(table.bases)])

    def _kind(self, name: str) -> Kind:
        return self._questionnaire.question_of[name].kind

    def _relate_ticks(self, table: Table) -> None:
        """Each tick is of somebody who answered, and whoever answered ticked something."""
        ticks, silent = _ticks(table)
        for tick in ticks:
            self._book.at_most([*plus(tick, *silent), *minus(table.bases)])
        self._book.at_most([*plus(table.bases), *minus(*ticks, *silent)])

    def _relate_measure(self, table: Table, measure: Measure) -> None:
        held, of = table.choices[HELD], self.tables[measure.variable]
        self._book.at_most([*plus(held), *minus(table.bases)])
        parts = [of.choices[one] for one in measure.choices]
        several = self._kind(measure.variable) is Kind.MULTI
        if measure.where:
            whole = NUMBER_OF_PUPILS if measure.of == "everyone" else of.bases
            outside = [*plus(whole), *minus(table.bases)]
        else:
            outside = []
        self._between(held, parts, outside, several=several)
        if several and not measure.where:
            ticks, silent = _ticks(of)
            others = [one for one in ticks if one not in parts]
            # Of those who answered, whoever is not counted ticked another choice.
            self._book.at_most([*plus(held, *silent), *minus(of.bases)])
            self._book.at_most([*plus(of.bases), *minus(held, *silent, *others)])

    def _between(
        self, held: int, parts: list[int], outside: list[tuple[int, int]], *, several: bool
    ) -> None:
        """A measure is at most the sum of its choices; at least that, or the largest of them,
        less the pupils outside its base."""
        if not outside and (len(parts) == 1 or not several):
            self._book.equal([*plus(held), *minus(*parts)])
            return
        self._book.at_most([*plus(held), *minus(*parts)])
        without = [(of, -times) for of, times in outside]
        for least in [[one] for one in parts] if several else [parts]:
            self._book.at_most([*plus(*least), *minus(held), *without])


def stranger(questionnaire: Questionnaire, cell: tuple[str, str]) -> bool:
    """Whether a questionnaire does not know a (variable, choice)."""
    name, choice = cell
    if any(measure.id == name for measure in questionnaire.measures):
        return choice != HELD
    question = questionnaire.question_of.get(name)
    if question is None:
        return True
    return bool(question.choices) and choice not in (*SILENT, *question.choice_ids)


def _ticks(table: Table) -> tuple[list[int], list[int]]:
    """The columns of choices, and of those who did not answer."""
    silent = [table.choices[one] for one in SILENT if one in table.choices]
    return [one for one in table.choices.values() if one not in silent], silent


def _variables(rule: Node) -> tuple[str, ...]:
    return of_tree("", rule).variables
