"""A school beside the rest of the borough, drawn small: some fifty charts make a report.

The words stand once, in a key at the top. A shape with its word stands only where a difference is
more than chance. What is hidden is a dashed outline.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from tellback.figure import Beside
from tellback.figure.beside import Line, Mark, Value
from tellback.figure.marks import BLUES, GREY, INK, LETTER, LINE, SIZE, TRACK, WHITE, WIDTH, chart

SWATCH, GAP = 12, 6
NAME_LINE, NAME_LETTERS = 15, 18
"""Units and letters of a line of the words at the left."""
LEFT, FULL = 140.0, 172.0
"""Where bars begin, and 100% of them; the numbers stand at their right."""
HIGH, LOW = 12, 10
"""Of the school's bar, and of the rest of the borough's below it."""
GRID_LEFT, GRID_HIGH, GRID_LOW = 124.0, 17, 9
"""The same of a grid's divided bars, which have their numbers in them."""
GRID_LETTERS = 16
BETWEEN = 8
"""Units from one answer to the next."""
ROOM = 30
"""Units; a narrower part has no room for its per cent, which the table gives."""
LETTERS = 48
SHADES = 2
"""So many of the blues are dark enough for white letters."""
DASHES = f'fill="{WHITE}" stroke="{INK}" stroke-dasharray="4 3"'
EDGE = ' stroke="#3d3d3d"'
SHORT = {"less than 1%": "<1%", "more than 99%": ">99%"}
TRIANGLES = {"triangle up": "h10l-5 -9z", "triangle down": "l5 9l5 -9z"}


@dataclass(frozen=True)
class SchoolFigure:
    """One question beside the rest of the borough: its rows, of which a plain question has one."""

    id: str
    title: str
    base: str
    rows: tuple[tuple[str, Beside], ...]
    """The words of a grid's row, or none, and its lines."""

    @property
    def caption(self) -> str:
        """The title and the base as two sentences."""
        end = "" if self.title.endswith(("?", "!", ".", ":")) else "."
        return f"{self.title}{end} {self.base}."

    @property
    def description(self) -> str:
        """All of it in words."""
        return " ".join(f"{words}. {one.description}".lstrip(". ") for words, one in self.rows)

    @property
    def divided(self) -> bool:
        """Whether each row is one bar divided into its answers: few, and the same in every row."""
        answers = {tuple(line.words for line in one.lines if not line.note) for _, one in self.rows}
        return len(self.rows) > 1 and len(answers) == 1 and len(answers.pop()) <= len(BLUES)


def svg_school(figure: SchoolFigure, *, exclusive: bool) -> Markup:
    """The chart: divided bars for a grid of single answers, else a pair of bars an answer."""
    pieces: list[str] = []
    draw = _grid if exclusive and figure.divided else _pairs
    height = draw(figure, pieces)
    drawn = Markup("".join(pieces))  # noqa: S704 - every word in it was escaped below
    return chart(figure, drawn, height)


def _grid(figure: SchoolFigure, pieces: list[str]) -> float:
    lines = figure.rows[0][1].lines
    looks = _looks(lines)
    known = {line.words: looks[line.words] for line in lines}
    if any(value.share is None for _, one in figure.rows for _, value in _values(one)):
        known["Hidden"] = (DASHES, INK)
    top = _key([(words, look[0]) for words, look in known.items()], pieces)
    sides = figure.rows[0][1].sides
    if len(sides) > 1:
        says = f"Upper bar: {sides[0].lower()}. Lower: {sides[1].lower()}."
        pieces.append(_text(0, top + LINE - 5, says, size=12))
        top += LINE
    top += 6
    for words, one in figure.rows:
        low = _name(words, top, GRID_LETTERS, pieces)
        bar = top
        for at, high in zip(range(len(sides)), (GRID_HIGH, GRID_LOW), strict=False):
            pieces += _divided(one, at, looks, (bar, high))
            bar += high + 1
        bars = _real(one, bar - 1, pieces)
        top = max(low, bars) + BETWEEN
    return top


def _divided(
    one: Beside, at: int, looks: dict[str, tuple[str, str]], where: tuple[float, float]
) -> Iterator[str]:
    """The parts of one bar; what is hidden is what is left at its end."""
    top, high = where
    x, full = GRID_LEFT, WIDTH - GRID_LEFT
    for line in one.lines:
        value = line.values[at]
        if value.share:
            width = full * value.share
            fill, ink = looks[line.words]
            yield _rect(x, top, max(width - 1, 0.5), high, fill)
            if width >= ROOM and at == 0:
                said = SHORT.get(value.said, value.said)
                yield _text(x + width / 2, top + 13, said, ink=ink, anchor="middle", size=13)
            x += width
    if any(line.values[at].share is None for line in one.lines) and x < WIDTH - 1:
        yield _rect(x + 0.5, top + 0.5, WIDTH - x - 1, high - 1, DASHES)


def _pairs(figure: SchoolFigure, pieces: list[str]) -> float:
    sides = figure.rows[0][1].sides
    fills = (f'fill="{BLUES[0]}"', f'fill="{BLUES[2]}"{EDGE}')
    top = _key(list(zip(sides, fills, strict=False)), pieces) + 4
    for words, one in figure.rows:
        if words:
            top = _name(words, top, LETTERS, pieces, bold=True) + 2
        for line in one.lines:
            top = _answer(line, top, pieces) + BETWEEN
    return top


def _answer(line: Line, top: float, pieces: list[str]) -> float:
    """The words of an answer, and beside them the school's bar and the others'."""
    low = _name(line.words, top, NAME_LETTERS, pieces) if line.words else top
    own, *others = line.values
    if all(value.share is None for value in line.values):
        pieces.append(_rect(LEFT + 0.5, top + 0.5, FULL - 1, HIGH, DASHES))
        pieces.append(_text(WIDTH, top + 12, own.said, anchor="end", size=13))
        return max(low, top + HIGH + 1)
    if own.mark and own.mark.real:
        pieces.append(_triangle(own.mark, LEFT + FULL + 3, top + 11))
    fills = (GREY, WHITE) if line.note else (BLUES[0], BLUES[2])
    bar = top
    for value, fill, high in zip((own, *others), fills, (HIGH, LOW), strict=False):
        pieces += _bar(value, bar, high, fill)
        bar += high + 3
    return max(low, bar - 2)


def _bar(value: Value, top: float, high: float, fill: str) -> Iterator[str]:
    if value.share is None:
        yield _rect(LEFT + 0.5, top + 0.5, FULL - 1, high - 1, DASHES)
    else:
        length = max(FULL * value.share, 2 if value.count else 0)
        yield _rect(LEFT, top, FULL, high, f'fill="{TRACK}"')
        if length:
            edge = "" if fill == BLUES[0] else EDGE
            yield _rect(LEFT, top, length, high, f'fill="{fill}"{edge}')
        yield _whisker(value, top + high / 2)
    yield _text(WIDTH, top + high - 1, SHORT.get(value.said, value.said), anchor="end", size=13)


def _whisker(value: Value, middle: float) -> str:
    """The interval: ink on a white edge, so that it is seen on the bar and beyond it."""
    if not value.count or value.interval is None or value.interval.low == value.interval.high:
        return ""
    low, high = (LEFT + FULL * one for one in (value.interval.low, value.interval.high))
    path = f"M{low:.5g} {middle - 3:g}v6m0-3H{high:.5g}m0-3v6"
    return (
        f'<path d="{path}" fill="none" stroke="{WHITE}" stroke-width="4"/>'
        f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="1.5"/>'
    )


def _real(one: Beside, top: float, pieces: list[str]) -> float:
    """A line for each real difference of a grid's row: `▲ Often: higher`."""
    for line, value in one.differences:
        if value.mark:
            for at, part in enumerate(textwrap.wrap(f"{line.words}: {value.mark.word}", 28)):
                top += NAME_LINE
                if not at:
                    pieces.append(_triangle(value.mark, GRID_LEFT, top - 3))
                pieces.append(_text(GRID_LEFT + 14, top - 3, part, size=13, bold=True))
    return top


def _triangle(mark: Mark, x: float, baseline: float) -> str:
    y = baseline if mark.shape == "triangle up" else baseline - 9
    return f'<path d="M{x:g} {y:g}{TRIANGLES[mark.shape]}" fill="{INK}"/>'


def _key(known: Sequence[tuple[str, str]], pieces: list[str]) -> float:
    """Swatches with their words, as many to a line as there is room for."""
    x, top = 0.0, 0.0
    for words, look in known:
        wide = SWATCH + GAP + len(words) * LETTER + 2 * GAP
        if x and x + wide > WIDTH:
            x, top = 0.0, top + LINE
        pieces.append(_rect(x + 0.5, top + 2.5, SWATCH - 1, SWATCH - 1, look))
        for at, part in enumerate(textwrap.wrap(words, 44)):
            top += LINE if at else 0
            pieces.append(_text(x + SWATCH + GAP, top + LINE - 5, part))
        x += wide
    return top + LINE


def _name(words: str, top: float, letters: int, pieces: list[str], *, bold: bool = False) -> float:
    """Words from `top` down, and where they end."""
    for part in textwrap.wrap(words, letters):
        top += NAME_LINE
        pieces.append(_text(0, top - 3, part, bold=bold))
    return top


def _looks(lines: Sequence[Line]) -> dict[str, tuple[str, str]]:
    """Answers from dark to light in the order asked, those without one in grey and white."""
    looks = {}
    shades, greys = iter(enumerate(BLUES)), iter((GREY, WHITE))
    for line in lines:
        if line.note:
            looks[line.words] = (f'fill="{next(greys, GREY)}"{EDGE}', INK)
        else:
            at, fill = next(shades)
            edge = EDGE if at > SHADES else ""
            looks[line.words] = (f'fill="{fill}"{edge}', WHITE if at < SHADES else INK)
    return looks


def _values(one: Beside) -> Iterator[tuple[Line, Value]]:
    for line in one.lines:
        for value in line.values:
            yield line, value


def _rect(x: float, y: float, width: float, height: float, look: str) -> str:
    return f'<rect x="{x:.5g}" y="{y:g}" width="{width:.5g}" height="{height:g}" {look}/>'


def _text(  # noqa: PLR0913 - a piece of text has so many facts
    x: float,
    y: float,
    words: str,
    *,
    ink: str = INK,
    anchor: str = "",
    bold: bool = False,
    size: int = SIZE,
) -> str:
    more = f' text-anchor="{anchor}"' if anchor else ""
    if bold:
        more += ' font-weight="bold"'
    if size != SIZE:
        more += f' font-size="{size}"'
    return f'<text x="{x:.5g}" y="{y:g}" fill="{ink}"{more}>{escape(words)}</text>'
