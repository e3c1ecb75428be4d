"""Where a chart and its table go on a page, and how wide the columns of a table are.

Reckoned from numbers of letters, always on the large side: what is kept in one piece must fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Literal

from tellback.figure.marks import SIZE, WIDTH
from tellback.report.blocks import Row, Table
from tellback.report.chart_pieces import height_of, pieces

PAGE_WIDTH, PAGE_HIGH = 482.0, 670.0
"""Points inside the margins; of the height a little is kept back."""
BESIDE_WIDTH, GUTTER = 216.0, 16.0
"""Of a chart with its table beside it, and what is between."""
ABOVE_WIDTH, ABOVE_HIGH = (236.0, 280.0), 250.0
"""Of a chart above its table: the larger where it is no higher than that."""
TABLE_BESIDE = PAGE_WIDTH - BESIDE_WIDTH - GUTTER
LEAST_LETTERS = 7.2
"""Points; a chart is made no smaller to fit a page, but cut."""
TOGETHER = PAGE_HIGH * 0.6
"""A chart and its table that are higher may be parted: else half a page before is left empty."""
ROW, LINE = 14.6, 11.7
"""Points of a row of one line, and of each further line."""
LETTER, BOLD_LETTER = 5.1, 5.6
"""Points of a letter on average in words of 9.5 points, on the large side."""
NARROW, BOLD, WIDE = 5.3, 5.9, 9.5
"""Points of a letter at the most: of a small one or a figure, of the same bold, of all others."""
_WIDE_LETTERS = re.compile(r"[^a-ln-vx-z0-9 .,:;!?()'’‘/-]")
PADDING = 9.0
"""Points in a cell that hold no letters."""
LEAST_FIRST = 78.0
"""Points of the column of the heads of rows."""
MOST_COLUMN = 110.0
"""Points of a column of numbers, however wide the page is."""
MOST_WORDS = 36
"""Letters of a cell among numbers that there is room for on one line, if any."""
HEAD_OF_PICTURE = 46.0


@dataclass(frozen=True)
class Place:
    """How a chart and its table stand."""

    charts: tuple[str, ...]
    """The chart, or the pieces of one that is longer than a page."""
    width: float
    """Points."""
    way: Literal["beside", "above"]
    whole: bool
    """Whether chart and table are kept on one page."""
    high: float = 0.0
    """Points of both beside each other, where that is known well enough to save measuring."""


def placed(svg: str, table: Table, said: tuple[str, ...]) -> Place:
    """The place of a chart of ours and its table, with the sentences above them."""
    units = height_of(svg)
    words = HEAD_OF_PICTURE + sum(_lines(one, PAGE_WIDTH * 0.85) * 14 + LINE for one in said)
    if _least_width(table) <= TABLE_BESIDE:
        chart = units * BESIDE_WIDTH / WIDTH
        most = table_high(table, TABLE_BESIDE)
        if max(chart, most) + words <= PAGE_HIGH:
            known = most - table_high(table, TABLE_BESIDE, most=False) < LINE
            high = max(chart, most) if known or chart >= most else 0.0
            return Place((svg,), BESIDE_WIDTH, "beside", whole=True, high=high)
    room = PAGE_HIGH - words
    wished = min(max(ABOVE_HIGH / units * WIDTH, ABOVE_WIDTH[0]), ABOVE_WIDTH[1])
    width = min(wished, max(room / units, LEAST_LETTERS / SIZE) * WIDTH)
    high = units * width / WIDTH + table_high(table, PAGE_WIDTH) + words
    return Place(pieces(svg, room / width * WIDTH), width, "above", whole=high <= TOGETHER)


def column_widths(table: Table, width: float) -> tuple[float, ...]:
    """Points of each column but the first, which takes the rest."""
    least = [_least_column(table, at) for at in range(1, len(table.columns))]
    if not least:
        return ()
    if not table.numeric:
        return _by_words(table, width, least)
    spare = width - sum(least) - max(LEAST_FIRST, min(_first_wished(table), width * 0.6))
    wider = _wider(table, least, max(spare, 0.0))
    shrunk = min(1.0, (width - LEAST_FIRST * 0.7) / sum(wider))
    return tuple(one * shrunk for one in wider)


def _wider(table: Table, least: list[float], spare: float) -> list[float]:
    """The columns of numbers with what room there is: first for long cells, then for all."""
    wished = [
        max(min(_longest_cell(table, at), MOST_WORDS) * LETTER + PADDING - one, 0.0)
        for at, one in enumerate(least, start=1)
    ]
    given = min(spare, sum(wished))
    share = given / sum(wished) if given else 0.0
    each = (spare - given) / len(least)
    filled = (one + wish * share for one, wish in zip(least, wished, strict=True))
    return [max(min(one + each, MOST_COLUMN), one) for one in filled]


def table_high(table: Table, width: float, *, most: bool = True) -> float:
    """Points that a table needs at the most or at the least, with caption, head and notes."""
    widths = _all_widths(table, width)
    rows = sum(_row_high(row, widths, most=most) for row in table.rows)
    heads = zip(table.columns, widths, strict=True)
    head = ROW + LINE * max((_lines(one, each, most=most) - 1 for one, each in heads), default=0)
    around = sum(_lines(one, width, most=most) * LINE + 6 for one in (table.caption, *table.notes))
    return rows + head + around + (LINE if most else 0)


def row_heights(table: Table, width: float) -> tuple[float | None, ...]:
    """Points of each row whose cells surely stand on one line each; None where they may not.

    The first is that of the heads of columns.
    """
    widths = _all_widths(table, width)
    heads = all(_fits(*one, bold=True) for one in zip(table.columns, widths, strict=True))
    return (
        ROW if heads else None,
        *(
            ROW if not row.over and all(_fits(*one) for one in _cells(row, widths)) else None
            for row in table.rows
        ),
    )


def _all_widths(table: Table, width: float) -> tuple[float, ...]:
    others = column_widths(table, width)
    return (max(width - sum(others), 30.0), *others)


def _cells(row: Row, widths: tuple[float, ...]) -> Iterator[tuple[str, float]]:
    return zip((row.head, *row.cells), widths, strict=False)


def _row_high(row: Row, widths: tuple[float, ...], *, most: bool) -> float:
    if row.over:
        return ROW + 5 + LINE * (_lines(row.head, sum(widths), most=most) - 1)
    return ROW + LINE * (max(_lines(*one, most=most) for one in _cells(row, widths)) - 1)


def _fits(words: str, width: float, *, bold: bool = False) -> bool:
    """Whether words stand on one line of a column, however wide their letters are."""
    return _widest(words, BOLD if bold else NARROW) <= width - PADDING


@lru_cache(maxsize=8192)
def _widest(words: str, narrow: float) -> float:
    wide = len(_WIDE_LETTERS.findall(words))
    return len(words) * narrow + wide * (WIDE - narrow)


def _lines(words: str, width: float, *, most: bool = True) -> int:
    """How many lines; one is broken between words, so is seldom full."""
    if _fits(words, width):
        return 1
    full = len(words) * LETTER / max(width - PADDING, 20.0)
    return ceil(full * 1.3) + 1 if most else max(1, int(full * 0.8))


def _least_width(table: Table) -> float:
    least = sum(_least_column(table, at) for at in range(1, len(table.columns)))
    return least + max(LEAST_FIRST, min(_first_wished(table), 1.6 * LEAST_FIRST))


def _least_column(table: Table, at: int) -> float:
    """Wide enough for the longest word of its head, and its cells on one line if short."""
    head = _longest_word(table.columns[at]) * BOLD_LETTER
    return max(head, *(one * LETTER for one in _lengths(table, at)), 20.0) + PADDING


def _longest_cell(table: Table, at: int) -> int:
    return max((len(one.cells[at - 1]) for one in table.rows if at <= len(one.cells)), default=0)


def _lengths(table: Table, at: int) -> Iterator[int]:
    for row in table.rows:
        if not row.over and at - 1 < len(row.cells):
            cell = row.cells[at - 1]
            yield len(cell) if table.numeric and len(cell) <= 12 else _longest_word(cell)  # noqa: PLR2004
    yield 0


def _by_words(table: Table, width: float, least: list[float]) -> tuple[float, ...]:
    """Columns of words, each by how much stands in it."""
    first = sum(len(row.head) for row in table.rows) + 10
    many = [
        sum(len(row.cells[at]) for row in table.rows if at < len(row.cells)) + 10
        for at in range(len(least))
    ]
    shares = [(one / (first + sum(many))) ** 0.7 for one in (first, *many)]
    wished = [width * one / sum(shares) for one in shares[1:]]
    shrunk = min(1.0, (width - LEAST_FIRST) / sum(least))
    found = [max(one, each * shrunk) for one, each in zip(wished, least, strict=True)]
    over = min(1.0, (width - LEAST_FIRST) / sum(found))
    return tuple(one * over for one in found)


def _first_wished(table: Table) -> float:
    """Points that the heads of rows would have on one line."""
    longest = max((len(row.head) for row in table.rows if not row.over), default=0)
    return max(longest, _longest_word(table.columns[0])) * LETTER + PADDING


def _longest_word(words: str) -> int:
    return min(max((len(one) for one in words.split()), default=0), 18)
