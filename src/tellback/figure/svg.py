"""Bars as an accessible SVG: text as text, a label on every mark, readable in grey.

No style attributes (a strict Content-Security-Policy refuses them): presentation
attributes only. Colours: Government Analysis Function, "Data visualisation: colours in
charts": dark blue #12436D for what is measured, a light grey for no answer.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from markupsafe import Markup, escape

from tellback.disclosure import Hidden
from tellback.figure.model import Bar, Figure, Group

WIDTH = 360
"""Units; the same drawing serves a phone and a page, and text keeps its size against it."""
BAR, GAP, LINE = 16, 9, 17
FULL = 270
"""Units of a bar of 100%."""
LETTERS = 44
"""Of a label's line, at 14 units."""
INK, BLUE, PALE, HIDDEN_FILL = "#0b0c0c", "#12436D", "#8a99a3", "#ffffff"


def svg(figure: Figure) -> Markup:
    """The chart of `figure`; the table of the same numbers goes beside it."""
    marks: list[Markup] = []
    height = 4
    for group in figure.groups:
        drawn, height = _group(group, height)
        marks += drawn
    name = escape(figure.id)
    return Markup(  # noqa: S704 - every part below was escaped
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-labelledby="{name}-chart-title {name}-chart-words" '
        f'font-family="arial, helvetica, sans-serif" font-size="14" fill="{INK}">'
        f'<title id="{name}-chart-title">{escape(figure.title)}. {escape(figure.base)}.</title>'
        f'<desc id="{name}-chart-words">{escape(figure.description)}</desc>'
        f"{Markup('').join(marks)}</svg>"
    )


def _group(group: Group, top: int) -> tuple[list[Markup], int]:
    marks: list[Markup] = []
    if group.words:
        top += GAP
        for line in textwrap.wrap(group.words, LETTERS):
            top += LINE
            marks.append(_text(0, top, line, bold=True))
        top += 4
    if group.hidden:
        for line in textwrap.wrap(group.hidden, LETTERS):
            top += LINE
            marks.append(_text(0, top, line))
        return marks, top + GAP
    for bar in group.bars:
        drawn, top = _bar(bar, top)
        marks += drawn
    return marks, top + GAP


def _bar(bar: Bar, top: int) -> tuple[list[Markup], int]:
    marks: list[Markup] = []
    for line in textwrap.wrap(bar.words, LETTERS) or [""]:
        top += LINE
        marks.append(_text(0, top, line))
    top += 5
    label = escape(f"{bar.words}: {bar.said}")
    marks += (Markup(one) for one in _mark(bar, top, label))  # noqa: S704 - escaped
    return marks, top + BAR + GAP


def _mark(bar: Bar, top: int, label: Markup) -> Iterator[str]:
    if isinstance(bar.percent, Hidden):
        yield (
            f'<rect x="1" y="{top}" width="60" height="{BAR}" fill="{HIDDEN_FILL}" '
            f'stroke="{INK}" stroke-dasharray="4 3" aria-label="{label}"/>'
        )
        yield str(_text(68, top + BAR - 3, bar.said))
        return
    length = max(FULL * bar.percent / 100, 1 if bar.count else 0)
    fill = PALE if bar.note else BLUE
    yield (
        f'<rect x="0" y="{top}" width="{length:g}" height="{BAR}" fill="{fill}" '
        f'aria-label="{label}"/>'
    )
    yield str(_text(length + 6, top + BAR - 3, bar.said))


def _text(x: float, y: float, words: str, *, bold: bool = False) -> Markup:
    weight = ' font-weight="bold"' if bold else ""
    return Markup(f'<text x="{x:g}" y="{y:g}"{weight}>{escape(words)}</text>')  # noqa: S704 - escaped
