"""Dots on a line from nought to all, each with its interval: a school and the rest, or years.

Dots say where a number lies and how sure it is, where bars say how much there is of it. Each series
has a shape of its own, named in a key above; its number stands beside it, so that nothing is told
by colour alone. A comparison is a shape with its word.
"""

from __future__ import annotations

from markupsafe import Markup

from tellback.disclosure import Hidden
from tellback.figure.beside import Beside, Line, Mark, Value
from tellback.figure.letters import wide, wrapped
from tellback.figure.marks import (
    BLUES,
    DASHED,
    GREY,
    INK,
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

LEFT, FULL = 8, 344
"""Where nought is, and units to 100%: a dot at either end is whole."""
LANE = 20
"""Units from one series to the next."""
GAP = 8
DOT = 5.5
SCALE = (0, 25, 50, 75, 100)
SHAPES = (
    "M{x:.4g} {y:.4g}m-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z",
    "M{x:.4g} {y:.4g}m-6.5 0l6.5 -6.5l6.5 6.5l-6.5 6.5z",
    "M{x:.4g} {y:.4g}m-5 -5h10v10h-10z",
    "M{x:.4g} {y:.4g}m-6 5l6 -11l6 11z",
)
"""A circle, a diamond, a square, a triangle."""
FILLS = (BLUES[0], WHITE, BLUES[2], WHITE)


def svg_dots(figure: Beside) -> Markup:
    """The chart; the table of the same numbers goes with it.

    Series are named in a key; where there are more of them than shapes, each above its own line.
    """
    sides = figure.sides
    named = len(sides) > len(SHAPES)
    drawn, height = (Markup(""), 0.0) if named or len(sides) == 1 else _key(sides)
    for line in figure.lines:
        more, height = _line(line, height, sides, named=named)
        drawn += more
    more, height = _scale(height - GAP)
    return chart(figure, drawn + more, height)


def _key(sides: tuple[str, ...]) -> tuple[Markup, float]:
    """A shape and a name, one below the other."""
    drawn, top = Markup(""), 0.0
    for at, side in enumerate(sides):
        drawn += _dot(at, LEFT, top + LINE / 2)
        words, top = lines(top, side, x=LEFT + DOT + GAP)
        drawn += words
        top += 2
    return drawn, top + GAP


def _line(line: Line, top: float, sides: tuple[str, ...], *, named: bool) -> tuple[Markup, float]:
    """The words of an answer, how it compares, and a lane for each series."""
    marks = [value.mark for value in line.values if value.mark]
    mark = marks[0] if len(marks) == 1 else None
    drawn, top = _head(line.words, mark, top)
    for value in line.values:
        if named:
            words, top = lines(top, value.side)
            drawn += words
        own = value.mark if mark is None else None
        drawn += _lane(value, 0 if named else sides.index(value.side), top, own)
        top += LANE
    return drawn, top + GAP


def _head(words: str, mark: Mark | None, top: float) -> tuple[Markup, float]:
    """The answer at the left, and `▲ higher` against the right edge."""
    drawn, room = Markup(""), float(WIDTH)
    if mark:
        x = WIDTH - wide(mark.word, SIZE)
        room = x - SHAPE - 2 * GAP
        drawn += shape(mark, x - SHAPE - 4, top + LINE - 4 - SHAPE)
        drawn += text(x, top + LINE - 4, mark.word)
    told = wrapped(words, room, SIZE, bold=True) if words or mark else []
    for at, one in enumerate(told):
        drawn += text(0, top + LINE * (at + 1) - 4, one, bold=True)
    return drawn, top + LINE * len(told)


def _lane(value: Value, at: int, top: float, mark: Mark | None) -> Markup:
    """The ground with its quarters, the interval, the dot on it, and its number beside it."""
    quarters = "".join(f"M{_x(one / 100):g} {top:g}v{LANE}" for one in SCALE)
    drawn = rectangle(0, top, WIDTH, LANE, TRACK)
    drawn += Markup('<path d="{}" fill="none" stroke="{}"/>').format(quarters, GREY)
    middle = top + LANE / 2
    if value.share is None:
        return drawn + _not_shown(value, top)
    x = _x(value.share)
    low, high = x - DOT, x + DOT
    if value.interval:
        ends = _x(value.interval.low), _x(value.interval.high)
        drawn += _interval(*ends, middle)
        low, high = min(low, ends[0]), max(high, ends[1])
    drawn += _dot(at, x, middle, label=_label(value))
    return drawn + _number(value, (low, high), middle, mark)


def _not_shown(value: Value, top: float) -> Markup:
    """A dashed outline where it is hidden, and whose number it would be."""
    hidden = isinstance(value.count, Hidden)
    name = wrapped(value.side, FULL - 80, SIZE)
    who = name[0] if len(name) == 1 else f"{name[0]}…"
    edge = DASHED if hidden else OUTLINED
    drawn = rectangle(LEFT, top + 1, FULL, LANE - 2, WHITE, edge=edge, label=_label(value))
    return drawn + text(LEFT + GAP, top + LANE / 2 + SIZE / 3, f"{who}: {value.said}")


def _number(value: Value, taken: tuple[float, float], middle: float, mark: Mark | None) -> Markup:
    """At the right of what is `taken`, or at its left where there is no room."""
    words = wide(value.said, SIZE, bold=True)
    whole = words + (SHAPE + 4 if mark else 0)
    x = taken[1] + GAP if taken[1] + GAP + whole <= WIDTH else max(taken[0] - GAP - whole, 0)
    drawn = text(x, middle + SIZE / 3, value.said, bold=True)
    if mark:
        drawn += shape(mark, x + words + 4, middle - SHAPE / 2)
    return drawn


def _interval(low: float, high: float, middle: float) -> Markup:
    path = interval_path(low, high, middle)
    return Markup('<path d="{}" fill="none" stroke="{}" stroke-width="2"/>').format(path, INK)


def _dot(at: int, x: float, y: float, *, label: str = "") -> Markup:
    """The shape of the series, with an edge that is seen on any ground."""
    place = at % len(SHAPES)
    path = SHAPES[place].format(x=x, y=y)
    made = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="1.5"').format(
        path, FILLS[place], INK
    )
    if not label:
        return made + Markup("/>")
    return made + Markup(' role="img" aria-label="{0}"><title>{0}</title></path>').format(label)


def _label(value: Value) -> str:
    within = f", {value.interval.percents} for all such pupils" if value.interval else ""
    return f"{value.side}: {value.said}{within}"


def _scale(top: float) -> tuple[Markup, float]:
    """The per cents of the quarters below."""
    drawn = Markup("")
    for one in SCALE:
        words = f"{one}%"
        x = min(max(_x(one / 100) - wide(words, SIZE) / 2, 0), WIDTH - wide(words, SIZE))
        drawn += text(x, top + SIZE + 2, words)
    return drawn, top + LINE + 2


def _x(share: float) -> float:
    return LEFT + FULL * share
