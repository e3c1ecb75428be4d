"""Series of bars side by side as an accessible SVG.

The words and the number of each bar stand above it, so that no bar is known by its colour
alone; where there are many bars to an answer they stand one to a line. The thin line with two
ends is the interval. A comparison is a shape with its word.
"""

from __future__ import annotations

from markupsafe import Markup

from tellback.figure.beside import Beside, Line, Value
from tellback.figure.letters import wide, wrapped
from tellback.figure.marks import (
    BLUES,
    DASHED,
    GREY,
    INK,
    LETTER,
    LINE,
    OUTLINED,
    SHAPE,
    SIZE,
    TRACK,
    WHITE,
    WIDTH,
    chart,
    interval_path,
    lines,
    rectangle,
    shape,
    text,
)

FEW = 4
"""More bars than these to an answer are drawn one to a line."""
HIGH = 14
GAP = 6
NAMES = 132
"""Units for the names of the bars where they stand one to a line."""
BAR_OF_MANY = 150
"""Units of 100% there."""
SHORT = {"less than 1%": "<1%", "more than 99%": ">99%"}
"""What there is no room for in words there; the table has the words."""


def svg_beside(figure: Beside) -> Markup:
    """The chart; the table of the same numbers goes with it."""
    drawn, height = Markup(""), 0.0
    for line in figure.lines:
        more, height = _line(line, height, figure.sides)
        drawn += more
    return chart(figure, drawn, height)


def _line(line: Line, top: float, sides: tuple[str, ...]) -> tuple[Markup, float]:
    """The bars of one answer from `top` down, and where they end."""
    if len(sides) == 1 and line.words:
        fill = GREY if line.note else BLUES[0]
        drawn, top = _below(line.values[0], top, fill, words=line.words)
        return drawn, top
    drawn = Markup("")
    if line.words:
        drawn, top = lines(top + GAP, line.words, bold=True)
    many = len(sides) > FEW
    for value in line.values:
        fill = GREY if line.note else BLUES[min(sides.index(value.side), 1) * 2 if not many else 0]
        more, top = _one_to_a_line(value, top, fill) if many else _below(value, top, fill)
        drawn += more
    return drawn, top + GAP


def _below(value: Value, top: float, fill: str, *, words: str = "") -> tuple[Markup, float]:
    """A bar as wide as the chart, below its number and its name, or below `words`."""
    room = WIDTH - len(value.said) * LETTER - GAP
    if value.mark:
        room -= wide(value.mark.word, SIZE) + SHAPE + 2 * GAP
    names = wrapped(words or value.side, room, SIZE)
    drawn = Markup("")
    for at, name in enumerate(names):
        drawn += text(0, top + LINE * (at + 1) - 4, name)
    drawn += _number(value, top + LINE - 4)
    top += LINE * len(names)
    drawn += _bar(value, 0, top, WIDTH, fill)
    return drawn, top + HIGH + GAP


def _number(value: Value, baseline: float) -> Markup:
    """`46% ▲ higher`, against the right edge."""
    if value.mark is None:
        return _ending(WIDTH, baseline, value.said)
    word = value.mark.word
    at = WIDTH - wide(word, SIZE) - SHAPE - GAP
    return (
        _ending(at - GAP, baseline, value.said)
        + shape(value.mark, at, baseline - SHAPE)
        + _ending(WIDTH, baseline, word, weight="normal")
    )


def _one_to_a_line(value: Value, top: float, fill: str) -> tuple[Markup, float]:
    """Name, bar, number and shape from left to right; the table has the word."""
    names = wrapped(value.side, NAMES - GAP, SIZE)
    drawn = Markup("")
    for at, words in enumerate(names):
        drawn += text(0, top + LINE * (at + 1) - 4, words)
    drawn += _bar(value, NAMES, top + 2, BAR_OF_MANY, fill)
    drawn += _ending(WIDTH - SHAPE - 8, top + LINE - 4, SHORT.get(value.said, value.said))
    if value.mark:
        drawn += shape(value.mark, WIDTH - SHAPE, top + LINE - 4 - SHAPE)
    return drawn, top + LINE * len(names) + GAP - 2


def _bar(value: Value, left: float, top: float, full: float, fill: str) -> Markup:
    label = f"{value.side}: {value.said}"
    if value.share is None:
        return rectangle(left, top, full, HIGH, WHITE, edge=DASHED, label=label)
    drawn = rectangle(left, top, full, HIGH, TRACK)
    # A bar is never longer than its number says, and seen wherever there is anyone.
    length = max(full * value.share, 2 if value.count else 0)
    edge = OUTLINED if fill in (GREY, *BLUES[2:]) else ""
    if value.interval:
        label += f", {value.interval.percents} for all such pupils"
    drawn += rectangle(left, top, length, HIGH, fill, edge=edge, label=label)
    return drawn + _whisker(value, left, top + HIGH / 2, full)


def _whisker(value: Value, left: float, middle: float, full: float) -> Markup:
    """The interval: ink on a white edge, so that it is seen on the bar and beyond it."""
    if value.interval is None or value.interval.low == value.interval.high:
        return Markup("")
    low, high = (left + full * one for one in (value.interval.low, value.interval.high))
    path = interval_path(low, high, middle)
    stroke = Markup('<path d="{}" fill="none" stroke="{}" stroke-width="{}"/>')
    return stroke.format(path, WHITE, 5) + stroke.format(path, INK, 2)


def _ending(x: float, baseline: float, words: str, *, weight: str = "bold") -> Markup:
    """Words that end at `x`."""
    made = Markup('<text x="{:g}" y="{:g}" fill="{}" text-anchor="end" font-weight="{}">{}</text>')
    return made.format(x, baseline, INK, weight, words)
