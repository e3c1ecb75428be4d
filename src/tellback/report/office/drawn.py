"""Pictures of a document for word processors: of a size to be read, with what they say in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tellback.report.blocks import Picture
from tellback.report.chart_image import chart_png, with_our_font
from tellback.report.chart_pieces import pieces

CHART_CM, TALLEST_CM = 8.8, 15.0
"""So wide that a chart's letters are as big as those of a table; a higher chart is cut."""
SYMBOL_CM = 2.4
DOTS_A_CM = 100
"""250 to an inch."""
_SIZE = re.compile(r'viewBox="0 [\d.]+ ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Image:
    """A picture to be placed: what it is drawn from, how wide and high in cm, what it says."""

    name: str
    svg: str
    png: bytes
    width: float
    height: float
    title: str
    alt: str


def charts(picture: Picture, content: Path) -> Iterator[Image]:
    """The chart of `picture`, in pieces where it is higher than a page can hold.

    The first says in words what all of them show.
    """
    units, _ = _size(str(picture.svg))
    parts = pieces(str(picture.svg), TALLEST_CM / CHART_CM * units)
    for at, svg in enumerate(parts):
        alt = f"Chart. {picture.base}. {picture.description}"
        if at:
            alt = f"The chart goes on: part {at + 1} of {len(parts)}. All of it is said before."
        yield _image(picture.figure_id, svg, CHART_CM, (picture.title, alt), content)


def symbol(name: str, ground: str, content: Path) -> Image:
    """A symbol of content/symbols on a white circle, whose corners have the colour of a card.

    Raises FileNotFoundError where there is none.
    """
    svg = (content / "symbols" / f"{name}.svg").read_text("utf-8")
    words = name.replace("-", " ")
    about = (words.capitalize(), f"Picture: {words}")
    return _image(name, _in_a_circle(svg, ground), SYMBOL_CM, about, content)


def _image(name: str, svg: str, width: float, about: tuple[str, str], content: Path) -> Image:
    units, high = _size(svg)
    png = _dots(svg, content, round(width * DOTS_A_CM))
    return Image(name, with_our_font(svg), png, width, width * high / units, *about)


@lru_cache(maxsize=128)
def _dots(svg: str, content: Path, width: int) -> bytes:
    """A picture as dots; kept, since one document is often made in two formats."""
    return chart_png(svg, content=content, width_px=width)


def _in_a_circle(svg: str, ground: str) -> str:
    size = 36 / _size(svg)[0]
    drawn = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 54 54">'
        f'<rect width="54" height="54" fill="#{ground}"/><circle cx="27" cy="27" r="27" '
        f'fill="#FFFFFF"/><g transform="translate(9 9) scale({size:g})">{drawn}</g></svg>'
    )


def _size(svg: str) -> tuple[float, float]:
    """Units across and down. Raises ValueError for a picture that does not say."""
    found = _SIZE.search(svg)
    if found is None:
        msg = "The picture has no viewBox that begins at the left edge."
        raise ValueError(msg)
    return float(found[1]), float(found[2])
