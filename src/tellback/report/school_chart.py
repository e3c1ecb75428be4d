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
from tellback.figure.marks import BLUES, GREY, INK, LETTER, LINE, WHITE, WIDTH, chart

SWATCH, GAP = 12, 6
HIGH, LOW = 18, 12
"""Of the school's bar, and of the rest of the borough's below it."""
NAMES = 44
"""Units for the word before a divided bar."""
FULL = 296
"""Units of 100% where the number stands at the bar's right."""
ROOM = 34
"""Units; a narrower part has no room for its per cent, which the table gives."""
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
    for words, one in figure.rows:
        top = _words(words, top + GAP, pieces)
        top = _real(one, top, pieces)
        for at, (name, high) in enumerate((("Here", HIGH), ("Rest", LOW))):
            pieces.append(_text(0, top + high - (4 if high == HIGH else 1), name))
            pieces += _divided(one, at, looks, (top, high))
            top += high + 2
    return top + GAP


def _divided(
    one: Beside, at: int, looks: dict[str, tuple[str, str]], where: tuple[float, float]
) -> Iterator[str]:
    """The parts of one bar; what is hidden is what is left at its end."""
    top, high = where
    x, full = float(NAMES), float(WIDTH - NAMES)
    for line in one.lines:
        value = line.values[at]
        if value.share:
            width = full * value.share
            fill, ink = looks[line.words]
            yield _rect(x, top, max(width - 1, 0.5), high, fill)
            said = SHORT.get(value.said, value.said)
            if width >= ROOM and high == HIGH:
                middle = x + width / 2
                yield _text(middle, top + high - 4, said, ink=ink, anchor="middle")
            x += width
    if any(line.values[at].share is None for line in one.lines) and x < WIDTH - 1:
        yield _rect(x + 0.5, top + 0.5, WIDTH - x - 1, high - 1, DASHES)


def _pairs(figure: SchoolFigure, pieces: list[str]) -> float:
    sides = figure.rows[0][1].sides
    keys = [
        (side, f'fill="{fill}"') for side, fill in zip(sides, (BLUES[0], BLUES[2]), strict=False)
    ]
    top = _key(keys, pieces)
    for words, one in figure.rows:
        if words:
            top = _words(words, top + GAP, pieces, bold=True)
        for line in one.lines:
            top = _answer(line, top + 2, pieces)
    return top + GAP


def _answer(line: Line, top: float, pieces: list[str]) -> float:
    """The words of an answer, then the school's bar and the others'."""
    marks = [value.mark for value in line.values if value.mark and value.mark.real]
    if line.words:
        letters = 48 - (len(marks[0].word) + 4 if marks else 0)
        for words in textwrap.wrap(line.words, letters):
            top += LINE
            pieces.append(_text(0, top - 4, words))
    elif marks:
        top += LINE
    if marks:
        pieces += _mark(marks[0], "", top - 4)
    fills = (GREY, WHITE) if line.note else (BLUES[0], BLUES[2])
    for value, fill, high in zip(line.values, fills, (HIGH - 4, LOW), strict=False):
        pieces += _bar(value, top, high, fill)
        top += high + 2
    return top + 2


def _bar(value: Value, top: float, high: float, fill: str) -> Iterator[str]:
    if value.share is None:
        yield _rect(0.5, top + 0.5, FULL - 1, high - 1, DASHES)
    else:
        length = max(FULL * value.share, 2 if value.count else 0)
        yield _rect(0, top, FULL, high, 'fill="#f3f2f1"')
        yield _rect(0, top, length, high, f'fill="{fill}"' + ("" if fill == BLUES[0] else EDGE))
        yield _whisker(value, top + high / 2)
    yield _text(WIDTH, top + high - 1, SHORT.get(value.said, value.said), anchor="end")


def _whisker(value: Value, middle: float) -> str:
    """The interval: ink on a white edge, so that it is seen on the bar and beyond it."""
    if value.interval is None or value.interval.low == value.interval.high:
        return ""
    low, high = FULL * value.interval.low, FULL * value.interval.high
    path = (
        f"M{low:.4g} {middle - 3:g}v6M{low:.4g} {middle:g}H{high:.4g}M{high:.4g} {middle - 3:g}v6"
    )
    return (
        f'<path d="{path}" fill="none" stroke="{WHITE}" stroke-width="4"/>'
        f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="1.5"/>'
    )


def _real(one: Beside, top: float, pieces: list[str]) -> float:
    """A line for each real difference of a grid's row: `▲ Often: higher`."""
    for line, value in one.differences:
        if value.mark:
            top += LINE
            pieces += _mark(value.mark, f"{line.words}: ", top - 4, left=NAMES)
    return top


def _mark(mark: Mark, before: str, baseline: float, *, left: float | None = None) -> Iterator[str]:
    """A triangle and its word, at `left` or against the right edge."""
    words = f"{before}{mark.word}"
    x = WIDTH - len(words) * LETTER - 14 if left is None else left
    y = baseline if mark.shape == "triangle up" else baseline - 9
    yield f'<path d="M{x:g} {y:g}{TRIANGLES[mark.shape]}" fill="{INK}"/>'
    yield _text(x + 14, baseline, words, bold=True)


def _key(known: Sequence[tuple[str, str]], pieces: list[str]) -> float:
    """Swatches with their words, as many to a line as there is room for."""
    x, top = 0.0, 0.0
    for words, look in known:
        wide = SWATCH + GAP + len(words) * LETTER + GAP
        if x and x + wide > WIDTH:
            x, top = 0.0, top + LINE
        pieces.append(_rect(x + 0.5, top + 2.5, SWATCH - 1, SWATCH - 1, look))
        for at, part in enumerate(textwrap.wrap(words, 44)):
            top += LINE if at else 0
            pieces.append(_text(x + SWATCH + GAP, top + LINE - 5, part))
        x += wide
    return top + LINE


def _words(words: str, top: float, pieces: list[str], *, bold: bool = False) -> float:
    for part in textwrap.wrap(words, 44 if bold else 48):
        top += LINE
        pieces.append(_text(0, top - 4, part, bold=bold))
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


def _text(
    x: float, y: float, words: str, *, ink: str = INK, anchor: str = "", bold: bool = False
) -> str:
    more = f' text-anchor="{anchor}"' if anchor else ""
    if bold:
        more += ' font-weight="bold"'
    return f'<text x="{x:.4g}" y="{y:g}" fill="{ink}"{more}>{escape(words)}</text>'
