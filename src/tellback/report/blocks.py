"""What a document is made of: blocks in reading order, which say what they are, not their look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from tellback.figure.said import Said


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: level 2, then 3, 4, none skipped."""

    words: str
    level: Literal[2, 3, 4] = 2
    number: str = ""
    """As a numbered form has it: `5.`; empty where headings have no numbers."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    said: Said
    kind: Literal["normal", "lead", "small"] = "normal"


@dataclass(frozen=True, slots=True)
class List:
    """A list of sentences; `letter` is a), b), c)."""

    items: tuple[Said, ...]
    kind: Literal["bullet", "number", "letter"] = "bullet"


@dataclass(frozen=True, slots=True)
class Note:
    """Something set apart: advice, a caution, or why numbers are hidden."""

    said: Said
    kind: Literal["inset", "warning", "hidden"] = "inset"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its head, then a cell for each further column."""

    head: str
    cells: tuple[str, ...]
    over: bool = False
    """Whether it is a heading over the rows below it, with no cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, a head to each column and to each row."""

    caption: str
    columns: tuple[str, ...]
    """The first is over the heads of the rows."""
    rows: tuple[Row, ...]
    numeric: bool = True
    """Whether the cells are numbers, set against the right."""
    notes: tuple[str, ...] = ()
    """Below it: why cells are hidden, where they are from."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: an SVG of ours, what it is called, all of it in words, and its data table.

    `figure_id` is unique in the document; ids inside the SVG begin with it.
    """

    figure_id: str
    title: str
    base: str
    description: str
    svg: Markup
    table: Table
    said: tuple[Said, ...] = ()
    """Sentences that belong to it."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing said big, for children: a picture, a number, a few words."""

    symbol: str
    """The name of a picture in content/symbols, without its ending; or empty."""
    big: Said
    words: Said


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards in rows of two or three."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that belong together: an address, the end of a letter, whom to ask."""

    lines: tuple[str, ...]
    where: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Fields:
    """The head of a numbered form: (number, name, what stands there)."""

    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a new page, where there are pages."""


Block = Heading | Words | List | Note | Table | Picture | Cards | Lines | Fields | Break
