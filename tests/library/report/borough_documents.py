"""The borough report and the report to members of 2009, made once, and what they tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tellback.figure.said import Fact, Number, Said, plain
from tellback.report.blocks import Block, Heading, Picture, Table
from tellback.report.borough.report import borough_report
from tellback.report.document import Document, sentences_of
from tellback.report.members.report import members_report
from tests.library.report.demo import DEFAULT, demo_material


@lru_cache(maxsize=4)
def members(rule: str = DEFAULT) -> Document:
    return members_report(demo_material(rule))


@lru_cache(maxsize=4)
def borough(rule: str = DEFAULT) -> Document:
    return borough_report(demo_material(rule))


def sentences(document: Document) -> Iterator[Said]:
    for block in document.blocks:
        yield from sentences_of(block)


@dataclass(frozen=True)
class Told:
    """A number that a document tells: of which cell, of which year, and the text."""

    cell: str
    year: str
    text: str


def told_by(document: Document, wave: str = "2009") -> frozenset[Told]:
    """Every number of a cell; one of an earlier year stands behind that of the cell it is of."""
    found: set[Told] = set()
    for sentence in sentences(document):
        cell = ""
        for at, piece in enumerate(sentence):
            if not isinstance(piece, Number):
                continue
            if piece.source.key:
                cell = piece.source.key
                found.add(Told(cell, wave, piece.text))
            elif len(sentence) > at + 2:
                found |= _of_year(cell, piece, sentence[at + 1], sentence[at + 2])
    return frozenset(found)


def _of_year(cell: str, number: Number, then: object, year: object) -> set[Told]:
    if isinstance(then, str) and then.startswith(" in ") and isinstance(year, Fact):
        return {Told(cell, year.text, number.text)}
    return set()


def under(document: Document, title: str) -> Document:
    """The same document with only what stands under one heading, down to the next of its level."""
    blocks = list(document.blocks)
    at = next(
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Heading) and block.words == title
    )
    first = blocks[at]
    assert isinstance(first, Heading)
    rest = blocks[at + 1 :]
    end = next(
        (
            place
            for place, block in enumerate(rest)
            if isinstance(block, Heading) and block.level <= first.level
        ),
        len(rest),
    )
    fields = {name: getattr(document, name) for name in document.__dataclass_fields__}
    lifted = [
        Heading(one.words, 2, one.number) if isinstance(one, Heading) else one for one in rest[:end]
    ]
    return Document(**(fields | {"blocks": tuple(lifted)}))


def headings(document: Document, level: int = 2) -> list[str]:
    return [one.words for one in document.blocks if isinstance(one, Heading) and one.level == level]


def text_of(blocks: Sequence[Block]) -> str:
    return "\n".join(plain(one) for block in blocks for one in sentences_of(block))


def tables(blocks: Sequence[Block]) -> list[Table]:
    return [one for one in blocks if isinstance(one, Table)]


def pictures(document: Document) -> list[Picture]:
    return [one for one in document.blocks if isinstance(one, Picture)]
