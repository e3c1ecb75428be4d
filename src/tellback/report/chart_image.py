"""A chart of ours as a picture of dots, for files that cannot hold an SVG."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typst

_PAGE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 1in)
"""
WEB_FONT, OUR_FONT = 'font-family="arial, helvetica, sans-serif"', 'font-family="Liberation Sans"'
"""What a chart asks of a browser, and the font of the same widths that content/fonts has."""


def with_our_font(svg: str) -> str:
    """The chart set in a font that is there wherever it is printed."""
    return svg.replace(WEB_FONT, OUR_FONT)


def chart_png(svg: str, *, content: Path, width_px: int) -> bytes:
    """The PNG of a chart of `figure.svg` or `figure.svg_beside`, `width_px` pixels wide.

    Its letters are those of content/fonts, on white. The same chart gives the same bytes.
    """
    made = typst.compile(
        _PAGE,
        font_paths=_fonts(content / "fonts"),
        format="png",
        ppi=width_px,
        sys_inputs={"svg": with_our_font(svg)},
    )
    if not isinstance(made, bytes):
        msg = f"the typesetter gave {type(made).__name__} for a PNG"
        raise TypeError(msg)
    return made


@lru_cache(maxsize=2)
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
