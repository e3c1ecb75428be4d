"""A share over three years or more as a line; of two there is none to draw, the table has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tellback.figure.marks import BLUES, GREY, INK, SIZE, WIDTH
from tellback.inference.interval import percent_words

FEWEST = 3
TOP, BOTTOM = 24, 104
"""Where 100% and nought are drawn."""
HIGH = 128
EDGE = 30
"""Units from the first and last year to the edge."""


@dataclass(frozen=True)
class YearPoint:
    """A share, 0 to 1, in one year; only of years that may be compared."""

    year: str
    share: float


def svg_years(known: str, title: str, points: Sequence[YearPoint]) -> Markup:
    """The line through `points`, the first year first; empty where there are fewer than three.

    `known` is an id that nothing else on the page has.
    """
    if len(points) < FEWEST:
        return Markup("")
    step = (WIDTH - 2 * EDGE) / (len(points) - 1)
    places = [(EDGE + at * step, _height(one.share)) for at, one in enumerate(points)]
    line = " ".join(f"{x:.4g},{y:.4g}" for x, y in places)
    said = ", ".join(f"{one.year} {percent_words(one.share)}" for one in points)
    marks = [_mark(one, *place) for one, place in zip(points, places, strict=True)]
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {high}" role="img" '
        'aria-labelledby="{known}-title {known}-words" font-family="arial, helvetica, sans-serif" '
        'font-size="{size}" fill="{ink}"><title id="{known}-title">{title}</title>'
        '<desc id="{known}-words">{said}.</desc>'
        '<path d="M0 {bottom}H{width}" stroke="{grey}"/>'
        '<polyline points="{line}" fill="none" stroke="{blue}" stroke-width="3"/>{marks}</svg>'
    ).format(
        width=WIDTH,
        high=HIGH,
        known=known,
        size=SIZE,
        ink=INK,
        title=f"{title}: over the years",
        said=said,
        bottom=BOTTOM,
        grey=GREY,
        line=line,
        blue=BLUES[0],
        marks=Markup("").join(marks),
    )


def _height(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def _mark(point: YearPoint, x: float, y: float) -> Markup:
    """A dot, its number above it, its year below the line of nought."""
    return Markup(
        '<circle cx="{x:.4g}" cy="{y:.4g}" r="4.5" fill="{blue}"/>'
        '<text x="{x:.4g}" y="{above:.4g}" text-anchor="middle" font-weight="bold">{percent}</text>'
        '<text x="{x:.4g}" y="{below}" text-anchor="middle">{year}</text>'
    ).format(
        x=x,
        y=y,
        above=y - 9,
        below=BOTTOM + 18,
        blue=BLUES[0],
        percent=percent_words(point.share),
        year=point.year,
    )
