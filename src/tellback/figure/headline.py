"""Headlines: what a number says, in a sentence of plain English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.beside import Mark
from tellback.figure.said import Number, Said, Source, said, source_of
from tellback.figure.side import percent_said
from tellback.inference import Trend


@dataclass(frozen=True)
class Reading:
    """One cell of a table, or several that together are one headline."""

    table: SafeTable
    choices: tuple[str, ...]
    release: str

    @property
    def count(self) -> int | Hidden:
        """How many pupils, where every one of the cells is shown."""
        cells = [one for one in self.table.cells if one.id in self.choices]
        if self.table.hidden:
            return self.table.hidden
        total = 0
        for one in cells:
            if isinstance(one.count, Hidden):
                return one.count
            total += one.count
        return total

    @property
    def source(self) -> Source:
        """Where its number is from."""
        return source_of(self.table, self.release, "+".join(self.choices))


@dataclass(frozen=True)
class Before:
    """The same figure of an earlier year: its text, and what a test says of the two."""

    year: str
    text: str
    source: Source
    trend: Trend | None = None
    """None where it stands beside and nothing may be said of the two."""


def headline(
    reading: Reading, clause: str, *, before: Sequence[Before] = (), as_count: bool = False
) -> Said:
    """`85% of pupils said … (84% in 2008; no real change).`, the newest earlier year first.

    `clause` follows the pupils: `said that their health was very good or good`.
    """
    count, base = reading.count, reading.table.base
    if isinstance(count, Hidden) or isinstance(base, Hidden):
        return said("How many pupils ", clause, " is hidden.")
    text = f"{count:,} pupils" if as_count else f"{percent_said(count, base)} of pupils"
    return said(Number(text, reading.source), " ", clause, ".")


def headline_by(
    readings: Sequence[tuple[str, Reading, Mark | None]], clause: str, *, as_count: bool = False
) -> Said:
    """`48% of boys and 37% of girls said …`; `readings` are (whom, reading, how it compares)."""
    raise NotImplementedError
