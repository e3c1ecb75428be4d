"""The pieces a chart is made of: text, rectangles, and the colours they may have.

No style attributes, which a strict Content-Security-Policy refuses: presentation
attributes only. Colours: Government Analysis Function, "Data visualisation: colours in
charts". Shades of one blue keep their order in grey; nothing is told by colour alone.
"""

from __future__ import annotations

from math import ceil
from typing import Protocol

from markupsafe import Markup

from tellback.figure.letters import wrapped

WIDTH = 360
"""Units of every chart; on a phone, and beside its table on a page, about one pixel each."""
SIZE = 14
"""Units of letters."""
LINE = 18
"""Units from one line of letters to the next."""
LETTER = 7.8
"""Units of a digit, or of any letter at the most as they come in words."""

SHAPE = 11
"""Units of the square of a comparison's shape."""
HATCH = 7
"""Units from one line of a hatched area to the next, along its edge."""

INK, WHITE, TRACK, GREY = "#0b0c0c", "#ffffff", "#f3f2f1", "#bfbfbf"
BLUES = ("#12436D", "#2073BC", "#6BACE6", "#B8D6F2", "#E3EFFA")
"""Dark to light; letters on the first two are white."""
OUTLINED = ' stroke="#3d3d3d"'
DASHED = ' stroke="#0b0c0c" stroke-dasharray="4 3"'


def text(x: float, y: float, words: str, *, fill: str = INK, bold: bool = False) -> Markup:
    """A line of text; `y` is its baseline."""
    weight = Markup(' font-weight="bold"') if bold else ""
    return Markup('<text x="{:g}" y="{:g}" fill="{}"{}>{}</text>').format(x, y, fill, weight, words)


def lines(top: float, words: str, *, x: float = 0, bold: bool = False) -> tuple[Markup, float]:
    """Words wrapped to the chart's width, and where the next piece goes."""
    drawn = Markup("")
    for line in wrapped(words, WIDTH - x, SIZE, bold=bold):
        top += LINE
        drawn += text(x, top - 4, line, bold=bold)
    return drawn, top


def rectangle(  # noqa: PLR0913 - a rectangle has so many facts
    x: float, y: float, width: float, height: float, fill: str, *, edge: str = "", label: str = ""
) -> Markup:
    """A mark; `label` is what it says to whoever points at it or hears it."""
    if edge:
        # A line is drawn on both sides of an edge: half of it would lie outside.
        x, y, width, height = x + 0.5, y + 0.5, max(width - 1, 0), height - 1
    facts = Markup('<rect x="{:g}" y="{:g}" width="{:.5g}" height="{:g}" fill="{}"').format(
        x, y, width, height, fill
    )
    facts += Markup(edge)  # noqa: S704 - OUTLINED, DASHED or nothing
    if not label:
        return facts + Markup("/>")
    return facts + Markup(' aria-label="{0}"><title>{0}</title></rect>').format(label)


def shape(mark: Compared, x: float, y: float) -> Markup:
    """A triangle, a bar or a circle in a square of SHAPE units; never told by colour."""
    paths = {
        "triangle up": f"M{x:g} {y + SHAPE:g}h{SHAPE}l{-SHAPE / 2:g} {-SHAPE}z",
        "triangle down": f"M{x:g} {y:g}h{SHAPE}l{-SHAPE / 2:g} {SHAPE}z",
        "bar": f"M{x:g} {y + 4:g}h{SHAPE}v4h{-SHAPE}z",
        "circle": f"M{x + 2:g} {y + 6:g}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    }
    made = Markup('<path d="{}" fill="{}" role="img" aria-label="{}"/>')
    return made.format(paths[mark.shape], INK, mark.word)


def hatched(x: float, y: float, width: float, height: float) -> Markup:
    """White lines from the left below to the right above, within a rectangle.

    What is told apart by them is told apart in grey too.
    """
    lines = []
    step = HATCH
    while step < width + height:
        # From the left edge or the lower one, to the upper edge or the right one.
        start = (x + max(step - height, 0), y + min(step, height))
        end = (x + min(step, width), y + max(step - width, 0))
        lines.append(f"M{start[0]:.4g} {start[1]:.4g}L{end[0]:.4g} {end[1]:.4g}")
        step += HATCH
    made = Markup('<path d="{}" fill="none" stroke="{}" stroke-width="1.5"/>')
    return made.format("".join(lines), WHITE)


class Compared(Protocol):
    """How a value compares."""

    @property
    def word(self) -> str:
        """`higher`."""

    @property
    def shape(self) -> str:
        """`triangle up`."""


def interval_path(low: float, high: float, middle: float) -> str:
    """A line from `low` to `high` with an end across it at either: where a number may lie."""
    ends = middle - 4
    return f"M{low:.4g} {ends:g}v8M{low:.4g} {middle:g}H{high:.4g}M{high:.4g} {ends:g}v8"


class Told(Protocol):
    """What a chart says of itself to who cannot see it."""

    @property
    def id(self) -> str:
        """Unique on its page."""

    @property
    def caption(self) -> str:
        """The title and the base."""

    @property
    def description(self) -> str:
        """All of it in words."""


def chart(figure: Told, drawn: Markup, height: float) -> Markup:
    """The whole picture of what was `drawn` down to `height`."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="{id}-chart-title {id}-chart-words" '
        'font-family="arial, helvetica, sans-serif" font-size="{size}" fill="{ink}">'
        '<title id="{id}-chart-title">{heading}</title>'
        '<desc id="{id}-chart-words">{description}</desc>{drawn}</svg>'
    ).format(
        width=WIDTH,
        height=ceil(height) + 1,
        id=figure.id,
        size=SIZE,
        ink=INK,
        heading=figure.caption,
        description=figure.description,
        drawn=drawn,
    )
