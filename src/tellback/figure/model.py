"""A figure: one question's bars, with its base, made from safe tables only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellback.disclosure import Hidden, SafeCell, SafeTable

WHOLE = 100
NOBODY = "Nobody was asked"


@dataclass(frozen=True)
class Bar:
    """One bar: `percent` and `count` are numbers, or the reason why not."""

    words: str
    count: int | Hidden
    percent: int | Hidden
    said: str
    """The per cent as text: `45%`, `less than 1%`, `hidden`."""
    note: bool
    """Of those who gave no answer; drawn grey."""


@dataclass(frozen=True)
class Group:
    """The bars of one table: a question's, or one grid row's."""

    words: str
    """The row's words in a grid; empty otherwise."""
    bars: tuple[Bar, ...]
    asked: int
    """How many pupils; 0 where that is hidden."""
    base: str
    hidden: str
    """Why none of it is shown: it is withheld, or nobody was asked; empty where it is."""


@dataclass(frozen=True)
class Figure:
    """A title, groups of bars, the base in words with its number, a description."""

    id: str
    """Of the question, or of the measure; no two figures of a wave have the same."""
    title: str
    groups: tuple[Group, ...]
    base: str
    description: str
    """What the bars say, for whoever cannot see them."""
    overlapping: bool
    """Whether a pupil may be in several bars of a group."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of the answers, in order; those who gave none are not among them."""
        words = (bar.words for group in self.groups for bar in group.bars if not bar.note)
        return tuple(dict.fromkeys(words))

    @property
    def notes(self) -> tuple[str, ...]:
        """The words for those who gave no answer, in order."""
        words = (bar.words for group in self.groups for bar in group.bars if bar.note)
        return tuple(dict.fromkeys(words))

    @property
    def holds_hidden(self) -> bool:
        """Whether a bar of it is hidden, though not all of its group."""
        return any(isinstance(bar.count, Hidden) for group in self.groups for bar in group.bars)

    @property
    def caption(self) -> str:
        """The title and the base as two sentences."""
        end = "" if self.title.endswith(("?", "!", ".", ":")) else "."
        return f"{self.title}{end} {self.base}."


def draw(tables: Sequence[SafeTable]) -> Figure:
    """The figure of one question: a single table, or those of all rows of a grid in order.

    Raises ValueError where the tables are not those of one question or measure.
    """
    if not tables or len({(table.kind, table.question) for table in tables}) > 1:
        msg = "A figure is of one question: give it one table, or those of the rows of one grid."
        raise ValueError(msg)
    first = tables[0]
    groups = tuple(_group(table) for table in tables)
    return Figure(
        id=first.question if first.kind == "variable" else f"measure-{first.id}",
        title=first.title,
        groups=groups,
        base=_base(groups),
        description=" ".join(_described(group) for group in groups),
        overlapping=not all(table.exclusive for table in tables),
    )


def percent_words(cell: SafeCell, table: SafeTable) -> str:
    """A per cent of `table` as text; what only rounds to nought or to all says so."""
    if isinstance(cell.percent, Hidden):
        return "hidden"
    if cell.percent == 0 and cell.count:
        return "less than 1%"
    if cell.percent == WHOLE and cell.count != table.base:
        return "more than 99%"
    return f"{cell.percent}%"


def base_words(table: SafeTable) -> str:
    """`Of all 572 pupils`, `Of 324 pupils who …`, or why that is hidden."""
    if isinstance(table.base, Hidden):
        return table.base.reason
    if table.base_words == "all pupils":
        return f"Of all {table.base:,} pupils"
    return f"Of {table.base:,} {table.base_words}"


def _group(table: SafeTable) -> Group:
    return Group(
        words=table.row,
        bars=tuple(
            Bar(
                words=cell.words,
                count=cell.count,
                percent=cell.percent,
                said=percent_words(cell, table),
                note=cell.role == "no_answer",
            )
            for cell in table.cells
            if not table.hidden and table.base
        ),
        asked=0 if isinstance(table.base, Hidden) else table.base,
        base=base_words(table),
        hidden=table.hidden.reason if table.hidden else "" if table.base else NOBODY,
    )


def _base(groups: Sequence[Group]) -> str:
    """What the rows share; where they differ, each row of the table says its own."""
    said = {group.base for group in groups if not group.hidden} or {groups[0].base}
    return said.pop() if len(said) == 1 else "The number of pupils asked differs from row to row"


def _described(group: Group) -> str:
    if group.hidden:
        return f"{group.words}: {group.hidden}.".lstrip(": ")
    said = ", ".join(f"{bar.words} {bar.said}" for bar in group.bars)
    return f"{group.words}: {said}.".lstrip(": ")
