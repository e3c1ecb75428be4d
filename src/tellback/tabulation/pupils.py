"""Some of a snapshot's pupils, as what stands in their columns tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from tellback.questionnaire.expression import Expression
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import Kind
from tellback.tabulation.answers import columns_read, reader
from tellback.tabulation.column import Column, Row
from tellback.tabulation.layout import Layout

TICKED = 1


@dataclass(frozen=True, eq=False)
class Pupils:
    """Those in whose columns `reads` stands something of which `holds` is true."""

    reads: tuple[str, ...]
    holds: Callable[[Row], bool]

    def __and__(self, other: Pupils) -> Pupils:
        """Those in both."""
        return Pupils(together(self, other), lambda row: self.holds(row) and other.holds(row))


def together(*several: Pupils) -> tuple[str, ...]:
    """The columns that all of them read, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(one.reads for one in several)))


def everybody() -> Pupils:
    """All of them."""
    return Pupils((), lambda _: True)


def asked(layout: Layout, variable: str) -> Pupils:
    """The pupils who were asked `variable`."""
    name = layout.names(variable)[0]
    return Pupils((name,), lambda row: row[name] != Missing.NOT_ASKED)


def giving(layout: Layout, variable: str, choice: str) -> Pupils:
    """The pupils who gave the choice, alone or among others."""
    question = layout.questionnaire.question_of[variable]
    if question.kind is Kind.MULTI:
        name, code = f"{variable}.{choice}", TICKED
    else:
        name, code = variable, next(one.code or 0 for one in question.offered if one.id == choice)
    return Pupils((name,), lambda row: row[name] == code)


def keeping(layout: Layout, rule: Expression) -> Pupils:
    """The pupils of whom the rule is true. Raises Uncountable where no snapshot can tell."""
    answers = reader(layout, rule.variables)
    return Pupils(columns_read(layout, rule.variables), lambda row: rule.test(answers(row)))


def any_of(several: Iterable[Pupils]) -> Pupils:
    """Those who are in one of them at least."""
    held = tuple(several)
    return Pupils(together(*held), lambda row: any(one.holds(row) for one in held))


def by_bits(*several: Pupils) -> Column:
    """A column whose place has bit 0 for those in the first, bit 1 for the second, and so on."""
    return Column(
        together(*several),
        1 << len(several),
        lambda row: sum(one.holds(row) << bit for bit, one in enumerate(several)),
    )


def beside(inside: Pupils, column: Column) -> Column:
    """The places of `column`, and after them the same places of those in `inside`."""
    return Column(
        tuple(dict.fromkeys((*inside.reads, *column.reads))),
        2 * column.size,
        lambda row: inside.holds(row) * column.size + column.place_of(row),
    )
