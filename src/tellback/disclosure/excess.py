"""Sums that are not equal but at least as large: what one is more than the other.

Everybody knows that whoever answered a question with ticks ticked something, that a
measure of some choices counts at least those of each and at most those of all, and that
one of some pupils counts no more than one of all. What is left over is an unknown like any
other; where it is a number of pupils, a small one is protected as a small count is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellback.disclosure.block import NOT_ANSWERED, REFUSED, Block, Role
from tellback.disclosure.order import adds_up, variable_of

Term = tuple[str, int, int, int]
"""(block, line, column, factor)."""

PAIR = 2


@dataclass(frozen=True)
class Excess:
    """One sum, never below nought."""

    terms: tuple[Term, ...]
    constant: int
    """What is known without any table, such as minus the number of pupils."""
    line: int
    block: Block
    counted: bool
    """Whether it is a number of pupils, so that a small one is not to be told."""

    def value(self, blocks: Mapping[str, Block]) -> int:
        """What it is."""
        counts = (
            factor * int(blocks[name].counts[line, column])
            for name, line, column, factor in self.terms
        )
        return sum(counts) + self.constant


def excesses_of(block: Block, blocks: Mapping[str, Block]) -> Iterator[Excess]:
    """All that hold of a block, line by line; `blocks` are those of its system."""
    if not block.about.exclusive and block.about.kind == "variable":
        for line in range(len(block.groups)):
            yield _ticked(block, line)
        return
    of = variable_of(block, blocks)
    if of is None or adds_up(block, blocks):
        return
    narrowed = is_narrowed(block, of)
    for line, group in enumerate(block.groups):
        if group in of.line_of:
            of_line = _narrowed if narrowed else _united
            yield from of_line(block, line, of, of.line_of[group])


def is_narrowed(block: Block, of: Block) -> bool:
    """Whether a measure is of fewer pupils than its variable."""
    return not block.about.everyone and set(block.about.route) != set(of.about.route)


def _ticked(block: Block, line: int) -> Excess:
    """Whoever answered ticked one choice or more."""
    cells = [at for at, column in enumerate(block.columns) if column.role is Role.CELL]
    terms = [(block.id, line, at, 1) for at in cells]
    base, constant = _base(block, line, -1)
    return Excess((*terms, *base), constant, line, block, counted=False)


def _united(block: Block, line: int, of: Block, there: int) -> Iterator[Excess]:
    """A measure of choices that may be ticked together."""
    held: Term = (block.id, line, block.column("held"), 1)
    chosen = {choice for _, choice in block.about.parts}
    parts = [(of.id, there, of.column(choice), 1) for choice in sorted(chosen)]
    for part in parts:
        yield Excess((held, _minus(part)), 0, line, block, counted=True)
    yield Excess((*parts, _minus(held)), 0, line, block, counted=len(parts) == PAIR)
    others = [
        (of.id, there, at, 1)
        for at, column in enumerate(of.columns)
        if column.role is Role.CELL and column.name not in chosen
    ]
    base, constant = _base(of, there, -1)
    yield Excess((held, *others, *base), constant, line, block, counted=False)
    silent = [term for term in others if of.columns[term[2]].name in {NOT_ANSWERED, REFUSED}]
    without = (*map(_minus, base), *map(_minus, silent), _minus(held))
    yield Excess(without, -constant, line, block, counted=True)


def _narrowed(block: Block, line: int, of: Block, there: int) -> Iterator[Excess]:
    """A measure of some of the pupils whom its variable is of."""
    held: Term = (block.id, line, block.column("held"), 1)
    parts = [(of.id, there, of.column(choice), 1) for _, choice in block.about.parts]
    counted = of.about.exclusive
    yield Excess((*parts, _minus(held)), 0, line, block, counted=counted)
    if set(of.about.route) <= set(block.about.route) and counted:
        larger, known = _base(of, there, 1)
        smaller, less = _base(block, line, -1)
        terms = (*larger, *smaller, held, *map(_minus, parts))
        yield Excess(terms, known + less, line, block, counted=True)


def _base(block: Block, line: int, factor: int) -> tuple[tuple[Term, ...], int]:
    """A base as a term, or as a constant where it is everyone."""
    for at, column in enumerate(block.columns):
        if column.role is Role.BASE:
            return ((block.id, line, at, factor),), 0
    return (), factor * int(block.base[line])


def _minus(term: Term) -> Term:
    name, line, column, factor = term
    return name, line, column, -factor
