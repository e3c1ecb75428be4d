"""One bar for each answer, its words above it and its per cent beside it."""

from __future__ import annotations

from markupsafe import Markup

from tellback.disclosure import Hidden
from tellback.figure.marks import (
    BLUES,
    DASHED,
    GREY,
    INK,
    LETTER,
    OUTLINED,
    SIZE,
    TRACK,
    WHITE,
    WIDTH,
    lines,
    rectangle,
    text,
)
from tellback.figure.model import Bar, Group

HIGH = 18
FULL = 308
"""Units of a bar of 100%, with room for the words `100%` beside it."""
GAP = 8
BESIDE = 6


def bars(group: Group, top: float) -> tuple[Markup, float]:
    """The bars of one table from `top` down, and where they end."""
    drawn = Markup("")
    if group.words:
        drawn, top = lines(top + GAP, group.words, bold=True)
    if group.hidden:
        said, top = lines(top, group.hidden)
        return drawn + said, top + GAP
    for bar in group.bars:
        words, top = lines(top, bar.words)
        drawn += words + _bar(bar, top)
        top += HIGH + GAP
    return drawn, top


def _bar(bar: Bar, top: float) -> Markup:
    label = f"{bar.words}: {bar.said}"
    track = rectangle(0, top, FULL, HIGH, TRACK)
    if isinstance(bar.percent, Hidden):
        mark = rectangle(0, top, FULL, HIGH, WHITE, edge=DASHED, label=label)
        return mark + text(BESIDE, _middle(top), bar.said)
    # A bar is never longer than its number says, and seen wherever there is anyone.
    length = max(FULL * bar.percent / 100, 2 if bar.count else 0)
    fill, edge = (GREY, OUTLINED) if bar.note else (BLUES[0], "")
    mark = rectangle(0, top, length, HIGH, fill, edge=edge, label=label)
    wide = len(bar.said) * LETTER
    if length + BESIDE + wide <= WIDTH:
        return track + mark + text(length + BESIDE, _middle(top), bar.said)
    ink = INK if bar.note else WHITE
    return track + mark + text(length - BESIDE - wide, _middle(top), bar.said, fill=ink)


def _middle(top: float) -> float:
    return top + HIGH / 2 + SIZE / 3
