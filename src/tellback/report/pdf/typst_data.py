"""A document as data for the template: texts, and what they are; how they look is the template's.

Where a chart and its table go is reckoned here from their sizes, which is quicker than to have
the typesetter measure every one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from textwrap import shorten

from tellback.figure.said import Said, plain
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
    Row,
    Table,
    Words,
)
from tellback.report.chart_image import with_our_font
from tellback.report.chart_pieces import height_of
from tellback.report.chart_words import words_apart
from tellback.report.document import Document, SourceNote, source_notes
from tellback.report.order import with_levels
from tellback.report.pdf.fitting import (
    PAGE_HIGH,
    PAGE_WIDTH,
    TABLE_BESIDE,
    column_widths,
    placed,
    row_heights,
    table_high,
)

Data = dict[str, object]
FROM_RIGHT = frozenset({"ar", "fa", "he", "ku", "ps", "ur", "yi"})
LETTERS_IN_HEAD = 72


@dataclass(frozen=True)
class _Writing:
    """What every block needs to know of its document."""

    notes: Mapping[Said, SourceNote]
    symbols: Path

    def say(self, sentence: Said) -> Data:
        note = self.notes.get(sentence)
        return {"text": plain(sentence), "note": note.number if note else 0}

    def all(self, sentences: Iterable[Said]) -> list[Data]:
        return [self.say(one) for one in sentences]


def data_of(document: Document, *, symbols: Path) -> Data:
    """All that the template is told. Raises ValueError for a symbol that is not there."""
    notes = source_notes(document)
    writing = _Writing(notes, symbols)
    return {
        "look": document.look,
        "language": document.language,
        "direction": "rtl" if document.language.split("-")[0] in FROM_RIGHT else "ltr",
        "title": document.title,
        "short_title": shorten(document.title, LETTERS_IN_HEAD, placeholder="…"),
        "subtitle": document.subtitle,
        "council": document.council,
        "short_council": shorten(document.council, LETTERS_IN_HEAD // 2, placeholder="…"),
        "audience": shorten(document.audience, LETTERS_IN_HEAD, placeholder="…"),
        "release": document.release,
        "contents": document.contents,
        "blocks": _blocks(document.blocks, writing),
        "sources": _sources(notes.values(), document.release),
    }


def _blocks(blocks: Sequence[Block], writing: _Writing) -> list[Data]:
    made = []
    for (block, level), before, after in _neighbours(blocks):
        one = _block(block, writing)
        if isinstance(block, Picture):
            one["level"] = level
        if isinstance(block, Words):
            # A heading with its only sentence does not stay behind on a page.
            one["sticky"] = isinstance(before, Heading) and isinstance(after, Picture | Table)
        made.append(one)
    return made


def _neighbours(
    blocks: Sequence[Block],
) -> Iterator[tuple[tuple[Block, int], Block | None, Block | None]]:
    """Each block with its level, the block before it and the one after."""
    return zip(with_levels(blocks), (None, *blocks), (*blocks[1:], None), strict=False)


def _block(block: Block, writing: _Writing) -> Data:
    if isinstance(block, Picture | Table | Fields):
        return _figures(block, writing)
    if isinstance(block, Cards):
        return {"is": "cards", "cards": [_card(one, writing) for one in block.cards]}
    if isinstance(block, Lines):
        return {"is": "lines", "lines": list(block.lines), "where": block.where}
    if isinstance(block, Break):
        return {"is": "break"}
    return _text(block, writing)


def _text(block: Heading | Words | List | Note, writing: _Writing) -> Data:
    if isinstance(block, Heading):
        return {"is": "heading", "text": block.words, "level": block.level, "number": block.number}
    if isinstance(block, List):
        return {"is": "list", "items": writing.all(block.items), "kind": block.kind}
    name = "words" if isinstance(block, Words) else "note"
    return {"is": name, "said": writing.say(block.said), "kind": block.kind}


def _figures(block: Picture | Table | Fields, writing: _Writing) -> Data:
    if isinstance(block, Fields):
        rows = [{"number": number, "name": name, "said": said} for number, name, said in block.rows]
        return {"is": "fields", "rows": rows}
    if isinstance(block, Table):
        return {"is": "table", **_table(block, PAGE_WIDTH)}
    said = writing.all(block.said)
    place = placed(str(block.svg), block.table, tuple(plain(one) for one in block.said))
    base_in_caption = block.table.caption.endswith(f"{block.base}.")
    caption = f"{block.base}." if base_in_caption else block.table.caption
    return {
        "is": "picture",
        "title": block.title,
        "base": "" if base_in_caption else block.base,
        "alt": f"Chart. {block.base}. {block.description}",
        **_chart(place.charts),
        "width": place.width,
        "way": place.way,
        "whole": place.whole,
        "high": place.high,
        "said": said,
        "table": _table(block.table, TABLE_BESIDE if place.way == "beside" else PAGE_WIDTH)
        | {"caption": caption, "quiet": True},
    }


def _chart(charts: tuple[str, ...]) -> Data:
    """A chart of one piece with its words apart; one of several as it is."""
    drawn, words = words_apart(charts[0]) if len(charts) == 1 else (charts[0], [])
    return {
        "charts": [with_our_font(one) for one in (drawn, *charts[1:])],
        "marks": words,
        "units": height_of(drawn) if words else 0,
    }


def _table(table: Table, width: float) -> Data:
    return {
        "widths": list(column_widths(table, width)),
        "heights": list(row_heights(table, width)),
        # One beside its chart is known to fit.
        "whole": width < PAGE_WIDTH or table_high(table, width) <= PAGE_HIGH,
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": [_row(row, len(table.columns)) for row in table.rows],
        "numeric": table.numeric,
        "notes": list(table.notes),
        "quiet": False,
    }


def _row(row: Row, columns: int) -> Data:
    """A row with as many cells as there are columns, the missing ones empty."""
    cells = [*row.cells, *[""] * (columns - 1 - len(row.cells))]
    return {"head": row.head, "cells": [] if row.over else cells, "over": row.over}


def _card(card: Card, writing: _Writing) -> Data:
    return {
        "symbol": _symbol(writing.symbols, card.symbol) if card.symbol else "",
        "big": writing.say(card.big),
        "words": writing.say(card.words),
    }


@lru_cache(maxsize=256)
def _symbol(folder: Path, name: str) -> str:
    path = folder / f"{name}.svg"
    if not re.fullmatch(r"[a-z-]+", name) or not path.is_file():
        msg = f"There is no picture “{name[:40]}” in content/symbols."
        raise ValueError(msg)
    return path.read_text("utf-8")


def _sources(notes: Iterable[SourceNote], release: str) -> list[Data]:
    """Each note once; a release is named where it is not the document's own."""
    by_number = {note.number: note for note in notes}
    return [
        {
            "number": number,
            "lines": [
                one.words + (f" ({one.release})" if one.release not in ("", release) else "")
                for one in note.sources
            ],
        }
        for number, note in sorted(by_number.items())
    ]
