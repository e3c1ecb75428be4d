"""A document's blocks written for a word processor: what comes after what, not how it is said."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from itertools import cycle, islice
from pathlib import Path
from typing import Literal

from tellback.figure.said import Fact, Number, Said
from tellback.report.blocks import (
    Block,
    Break,
    Card,
    Cards,
    Fields,
    Heading,
    Lines,
    List,
    Note,
    Picture,
    Table,
    Words,
)
from tellback.report.document import Document, SourceNote, source_notes
from tellback.report.note_words import NOTES_HEAD, before_notes, note_lines
from tellback.report.office.drawn import Image, charts, symbol
from tellback.report.office.styles import CARD_GROUNDS
from tellback.report.order import card_rows, with_levels

ROW_CM, TOGETHER_CM = 0.55, 13.0
"""Of a table's row; of a chart and its table that stay on one page."""
MOST_TOGETHER = 16
"""A table with no more rows stays on one page."""
NO_BREAK = "\u00a0"
IN_CONTENTS = 3
"""The deepest level of headings in a list of contents."""


class Writing(ABC):
    """One document on its way into one format, from its title to its notes, as XML."""

    def __init__(self, document: Document, content: Path) -> None:
        """Number the notes of `document`; `content` has symbols/ and fonts/."""
        self.document = document
        self._content = content
        self._notes = source_notes(document)
        self._noted: set[int] = set()
        self.notes_at: Literal["end", "foot"] = "end" if document.look == "report" else "foot"

    def body(self) -> Iterator[str]:
        """All of it, in reading order. Raises FileNotFoundError for a symbol that is not there."""
        document = self.document
        yield self.paragraph("Title", self.text(document.title))
        if document.subtitle:
            yield self.paragraph("Subtitle", self.text(document.subtitle))
        listed = [
            (f"part{at}", one)
            for at, one in enumerate(document.blocks, 1)
            if isinstance(one, Heading) and one.level <= IN_CONTENTS
        ]
        if document.contents and listed:
            yield self.contents(listed)
        for at, (block, level) in enumerate(with_levels(document.blocks), 1):
            if isinstance(block, Heading):
                yield self.heading(heading_words(block), level, f"part{at}")
            elif isinstance(block, Picture):
                yield from self._picture(block, level)
            else:
                yield from self._written(block)
        if self._notes and self.notes_at == "end":
            yield from self._before_notes()

    def said(self, sentence: Said, *, together: bool = False) -> str:
        """A sentence, and after it a mark that leads to where its numbers are from.

        Its numbers are broken over no line where they are to be `together`.
        """
        words = "".join(self._piece(one, NO_BREAK if together else " ") for one in sentence)
        note = self._notes.get(sentence)
        if note is None:
            return words
        if note.number in self._noted:
            return words + self.note_again(note)
        self._noted.add(note.number)
        return words + self.note(note, note_lines(note, self.document.release))

    def _piece(self, piece: str | Number | Fact, space: str) -> str:
        if isinstance(piece, Number):
            return self.number(piece.text.replace(" ", space))
        return self.text(piece.text if isinstance(piece, Fact) else piece)

    @singledispatchmethod
    def _written(self, block: Block) -> Iterator[str]:
        msg = f"there is no block called {type(block).__name__}"
        raise TypeError(msg)

    @_written.register
    def _words(self, block: Words) -> Iterator[str]:
        style = {"normal": "Normal", "lead": "Lead", "small": "Small"}[block.kind]
        yield self.paragraph(style, self.said(block.said))

    @_written.register
    def _list(self, block: List) -> Iterator[str]:
        yield self.list(block, [self.said(one) for one in block.items])

    @_written.register
    def _note(self, block: Note) -> Iterator[str]:
        style = {"inset": "Inset", "warning": "Warning", "hidden": "Hidden"}[block.kind]
        warned = self.text("Warning: ") if block.kind == "warning" else ""
        yield self.paragraph(style, warned + self.said(block.said))

    @_written.register
    def _table(self, block: Table) -> Iterator[str]:
        yield self.paragraph("Caption", self.text(block.caption))
        yield self.table(block)
        for line in block.notes:
            yield self.paragraph("Under Table", self.text(line))
        if not block.notes:
            yield self.paragraph("Under Table", "")

    @_written.register
    def _cards(self, block: Cards) -> Iterator[str]:
        grounds = cycle(CARD_GROUNDS)
        pairs = zip(block.cards, grounds, strict=False)
        written = iter([(self._card(one, ground), ground) for one, ground in pairs])
        rows = [list(islice(written, many)) for many in card_rows(len(block.cards))]
        if rows:
            yield self.cards(rows)
            yield self.paragraph("Under Table", "")

    @_written.register
    def _lines(self, block: Lines) -> Iterator[str]:
        style = "Lines Right" if block.where == "right" else "Lines"
        yield self.paragraph(style, self.line_break.join(self.text(one) for one in block.lines))

    @_written.register
    def _fields(self, block: Fields) -> Iterator[str]:
        if block.rows:
            yield self.fields(block)
            yield self.paragraph("Under Table", "")

    @_written.register
    def _break(self, _block: Break) -> Iterator[str]:
        yield self.page_break()

    def _picture(self, block: Picture, level: int) -> Iterator[str]:
        if level:
            yield self.heading(block.title, level, "")
        yield self.paragraph("Base", self.text(block.base))
        if block.said:
            yield self.list(List(block.said), [self.said(one) for one in block.said], keep=True)
        images = tuple(charts(block, self._content))
        high = sum(one.height for one in images) + ROW_CM * len(block.table.rows)
        for one in images:
            style = "Picture" if high <= TOGETHER_CM else "Picture Apart"
            yield self.paragraph(style, self.image(one))
        yield from self._table(block.table)

    def _card(self, card: Card, ground: str) -> str:
        parts = []
        if card.symbol:
            image = symbol(card.symbol, ground, self._content)
            parts.append(self.paragraph("Card Picture", self.image(image)))
        parts.append(self.paragraph("Card Big", self.said(card.big, together=True)))
        parts.append(self.paragraph("Card Words", self.said(card.words)))
        return "".join(parts)

    def _before_notes(self) -> Iterator[str]:
        yield self.heading(NOTES_HEAD, 2, "sources")
        yield self.paragraph("Normal", self.text(before_notes(self.document.release)))

    line_break: str
    """Ends a line inside a paragraph."""

    @abstractmethod
    def text(self, words: str) -> str:
        """Words inside a paragraph."""

    @abstractmethod
    def number(self, words: str) -> str:
        """A number that was released, inside a paragraph."""

    @abstractmethod
    def note(self, note: SourceNote, lines: Sequence[str]) -> str:
        """The mark of a note and the note."""

    @abstractmethod
    def note_again(self, note: SourceNote) -> str:
        """Another mark of a note that was there before."""

    @abstractmethod
    def paragraph(self, style: str, inside: str) -> str:
        """A paragraph of a style, by its name in `styles`."""

    @abstractmethod
    def heading(self, words: str, level: int, known: str) -> str:
        """A heading, level 2 right below the title; `known` is where the contents lead to."""

    @abstractmethod
    def list(self, block: List, items: Sequence[str], *, keep: bool = False) -> str:
        """A list that begins at its beginning; `keep` it on the page of what follows."""

    @abstractmethod
    def table(self, table: Table) -> str:
        """A table, without its caption and notes."""

    @abstractmethod
    def fields(self, fields: Fields) -> str:
        """The head of a form."""

    @abstractmethod
    def cards(self, rows: Sequence[Sequence[tuple[str, str]]]) -> str:
        """Cards, already written as paragraphs, each with the colour of its ground."""

    @abstractmethod
    def image(self, image: Image) -> str:
        """A picture inside a paragraph."""

    @abstractmethod
    def contents(self, parts: Sequence[tuple[str, Heading]]) -> str:
        """A list of headings, each with what it is known as."""

    @abstractmethod
    def page_break(self) -> str:
        """The end of a page."""


def heading_words(heading: Heading) -> str:
    """Its number, where it has one, and its words."""
    return f"{heading.number} {heading.words}".strip()


def column_widths(table: Table) -> tuple[float, ...]:
    """The share of a table's width that each column has, by the length of its words."""
    heads = [len(row.head) for row in table.rows if not row.over]
    first = min(max([14, len(table.columns[0]) if table.columns else 0, *heads]), 40)
    others = [
        min(max([7, *_letters(table.columns[at : at + 1], table, at - 1)]), 18)
        for at in range(1, len(table.columns))
    ]
    # Where there are few columns the first need not be narrow.
    weights = [max(first, 0.3 * sum(others)), *others]
    return tuple(one / sum(weights) for one in weights)


def _letters(head: Sequence[str], table: Table, at: int) -> Iterator[int]:
    """Of the longest word over a column, and of each of its cells."""
    yield from (len(word) + 1 for words in head for word in words.split())
    yield from (len(row.cells[at]) + 1 for row in table.rows if len(row.cells) > at)
