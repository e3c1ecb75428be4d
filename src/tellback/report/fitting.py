"""Where a chart and its table go on a page: beside each other, or one below the other.

Reckoned from numbers of letters, always on the large side: what is kept in one piece must fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Literal

from tellback.figure.marks import SIZE, WIDTH
from tellback.report.blocks import Table

PAGE_WIDTH, PAGE_HIGH = 482.0, 690.0
"""Points inside the margins."""
BESIDE_WIDTH, WIDE_WIDTH = 226.0, 270.0
"""Of a chart with its table beside it, and of one above its table."""
TABLE_BESIDE = PAGE_WIDTH - BESIDE_WIDTH - 18
LEAST_LETTERS = 7.5
"""Points; a chart is made no smaller to fit a page, but cut."""
ROW, LINE = 17.0, 12.5
"""Points of a row of one line, and of each further line."""
LETTER = 5.3
"""Points of a letter at the widest, as they come in words of 9.5 points."""
MOST_BESIDE = 3
"""Columns of a table that stands beside its chart."""
KEPT = 0.86
"""Of a page: what is larger may be broken."""
_VIEW = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_PLACES = re.compile(
    r'<text x="[^"]*" y="(?P<line>[\d.]+)"'
    r'|<rect x="[^"]*" y="(?P<top>[\d.-]+)" width="[^"]*" height="(?P<high>[\d.]+)"'
)


@dataclass(frozen=True)
class Place:
    """How a chart and its table stand."""

    charts: tuple[str, ...]
    """The chart, or the pieces of one that is longer than a page."""
    width: float
    """Points."""
    way: Literal["beside", "above"]
    whole: bool
    """Whether all of it is kept on one page."""


def placed(svg: str, table: Table, said: tuple[str, ...]) -> Place:
    """The place of a chart of ours and its table, with the sentences that belong to it."""
    units = height_of(svg)
    words = sum(_high(one, PAGE_WIDTH) for one in said) + 60
    beside = max(units * BESIDE_WIDTH / WIDTH, table_high(table, TABLE_BESIDE)) + words
    if len(table.columns) <= MOST_BESIDE and beside <= PAGE_HIGH:
        return Place((svg,), BESIDE_WIDTH, "beside", beside <= PAGE_HIGH * KEPT)
    width = min(WIDE_WIDTH, max(PAGE_HIGH * KEPT / units, LEAST_LETTERS / SIZE) * WIDTH)
    charts = pieces(svg, PAGE_HIGH * KEPT / (width / WIDTH))
    high = units * width / WIDTH + table_high(table, PAGE_WIDTH) + words
    return Place(charts, width, "above", high <= PAGE_HIGH * KEPT)


def height_of(svg: str) -> int:
    """Units of a chart of ours from top to bottom."""
    found = _VIEW.search(svg)
    if found is None:
        msg = "This is no chart of ours: it has no viewBox that begins at 0 0."
        raise ValueError(msg)
    return int(found[2])


def table_high(table: Table, width: float) -> float:
    """Points that a table needs at the most, with its caption, head and notes."""
    many = len(table.columns)
    each = min(90.0, width * 0.6 / max(many - 1, 1))
    first = width - each * (many - 1)
    rows = sum(
        ROW - LINE + max(_high(row.head, first), *(_high(one, each) for one in row.cells), LINE)
        if not row.over
        else ROW - LINE + _high(row.head, width)
        for row in table.rows
    )
    head = ROW + max((_high(one, each) for one in table.columns), default=0)
    return rows + head + sum(_high(one, width) for one in (table.caption, *table.notes)) + 2 * ROW


def _high(words: str, width: float) -> float:
    letters = max(int(width / LETTER), 4)
    return LINE * (ceil(len(words) / letters * 1.1) or 1)


def pieces(svg: str, most: float) -> tuple[str, ...]:
    """A chart cut into pieces of at most `most` units, between its bars and lines."""
    units = height_of(svg)
    if units <= most:
        return (svg,)
    cuts, begun, last = [0.0], 0.0, 0.0
    for gap in (*_gaps(svg), float(units)):
        if gap - begun > most and last > begun:
            cuts.append(last)
            begun = last
        last = gap
    cuts.append(float(units))
    return tuple(
        _VIEW.sub(f'viewBox="0 {top:g} {WIDTH} {end - top:g}"', svg, count=1)
        for top, end in pairwise(cuts)
    )


def _gaps(svg: str) -> tuple[float, ...]:
    """Heights at which nothing is drawn, from top to bottom."""
    spans = sorted(
        (float(one["line"]) - SIZE, float(one["line"]) + 3)
        if one["line"]
        else (float(one["top"]), float(one["top"]) + float(one["high"]))
        for one in _PLACES.finditer(svg)
    )
    found, end = [], 0.0
    for top, bottom in spans:
        if top > end + 1:
            found.append((top + end) / 2)
        end = max(end, bottom)
    return tuple(found)
