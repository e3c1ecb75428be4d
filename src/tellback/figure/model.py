"""A figure: one question's bars, with its base, made from safe tables only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellback.disclosure import Hidden, SafeTable


@dataclass(frozen=True)
class Bar:
    """One bar: `percent` and `count` are numbers, or the reason why not."""

    words: str
    count: int | Hidden
    percent: int | Hidden
    note: bool = False
    """A bar for those who gave no answer; drawn lighter."""

    @property
    def said(self) -> str:
        """The per cent as text; a part too small to round to 1 says so."""
        if isinstance(self.percent, Hidden) or isinstance(self.count, Hidden):
            return "hidden"
        if self.percent == 0 and self.count:
            return "less than 1%"
        return f"{self.percent}%"


@dataclass(frozen=True)
class Group:
    """The bars of one table: a question's, or one grid row's."""

    words: str
    """The row's words in a grid; empty otherwise."""
    bars: tuple[Bar, ...]
    base: str
    hidden: str
    """Why all of it is withheld; empty where it is not."""


@dataclass(frozen=True)
class Figure:
    """A title, groups of bars, the base in words with its number, a description."""

    id: str
    title: str
    groups: tuple[Group, ...]
    base: str
    description: str


def draw(tables: Sequence[SafeTable]) -> Figure:
    """The figure of one question: a single table, or those of all rows of a grid."""
    first = tables[0]
    groups = tuple(_group(table) for table in tables)
    return Figure(
        id=first.question,
        title=first.title,
        groups=groups,
        base=_base(tables),
        description=" ".join(_described(group) for group in groups),
    )


def _group(table: SafeTable) -> Group:
    bars = tuple(
        Bar(cell.words, cell.count, cell.percent, note=cell.role == "no_answer")
        for cell in table.cells
    )
    return Group(table.row, bars, _base([table]), table.hidden.reason if table.hidden else "")


def _base(tables: Sequence[SafeTable]) -> str:
    """`Of all 572 pupils`; `Of 326 pupils who answered …`; for rows that differ, each says its own."""
    said = {_said_base(table) for table in tables}
    return said.pop() if len(said) == 1 else "The number of pupils asked differs from row to row"


def _said_base(table: SafeTable) -> str:
    if isinstance(table.base, Hidden):
        return table.base.reason
    if table.base_words == "all pupils":
        return f"Of all {table.base:,} pupils"
    return f"Of {table.base:,} {table.base_words}"


def _described(group: Group) -> str:
    if group.hidden:
        return f"{group.words}: {group.hidden}.".lstrip(": ")
    said = ", ".join(f"{bar.words} {bar.said}" for bar in group.bars)
    return f"{group.words}: {said}.".lstrip(": ")
