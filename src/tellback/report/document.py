"""A document: blocks under a title, with what every form of it must say of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tellback.figure.said import Said, Source, numbers_of
from tellback.report.blocks import Block, Cards, Heading, List, Note, Picture, Words

Look = Literal["report", "letter", "newsletter"]


@dataclass(frozen=True)
class Document:
    """Typed blocks in reading order; the same document is made into HTML, PDF, .docx and .odt."""

    name: str
    """As files are called, without an ending: `2009-school-9004`."""
    title: str
    subtitle: str
    council: str
    audience: str
    """Who may read it, as it says on its foot: `For everyone`, `For this school only`."""
    release: str
    """`2009, release 1`; at its foot."""
    made_on: date
    """The day the release was made: the same release always gives the same bytes."""
    blocks: tuple[Block, ...]
    look: Look = "report"
    contents: bool = False
    """Whether a list of its headings stands at its beginning."""
    sources: bool = True
    """Whether each sentence with numbers has a note that says where they are from."""
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse headings that skip a level. Raises ValueError."""
        level = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    msg = f"{self.name}: the heading “{block.words}” skips a level."
                    raise ValueError(msg)
                level = block.level


def sentences_of(block: Block) -> Iterator[Said]:
    """Every sentence of a block, in reading order."""
    if isinstance(block, Words | Note):
        yield block.said
    elif isinstance(block, List):
        yield from block.items
    elif isinstance(block, Picture):
        yield from block.said
    elif isinstance(block, Cards):
        for card in block.cards:
            yield card.big
            yield card.words


@dataclass(frozen=True)
class SourceNote:
    """A note at the end: its number, and where the numbers of a sentence are from."""

    number: int
    sources: tuple[Source, ...]


def source_notes(document: Document) -> dict[Said, SourceNote]:
    """Sentence -> its note, numbered in reading order; those that would read the same share one."""
    if not document.sources:
        return {}
    by_words: dict[tuple[tuple[str, str], ...], SourceNote] = {}
    found: dict[Said, SourceNote] = {}
    for block in document.blocks:
        for one in sentences_of(block):
            sources = {
                (source.words, source.release): source
                for source in (number.source for number in numbers_of(one))
            }
            if sources:
                note = SourceNote(len(by_words) + 1, tuple(sources.values()))
                found[one] = by_words.setdefault(tuple(sources), note)
    return found
