"""A figure as an accessible SVG: text as text, a label on every mark, readable in grey."""

from __future__ import annotations

from math import ceil

from markupsafe import Markup

from tellback.figure.bars import bars
from tellback.figure.marks import INK, SIZE, WIDTH
from tellback.figure.model import Figure
from tellback.figure.stack import can_stack, stack


def svg(figure: Figure) -> Markup:
    """The chart of `figure`; the table of the same numbers goes beside it.

    Bars for one question; for a grid one divided bar a row, or bars row by row where its
    answers are too many to tell apart.
    """
    drawn, height = Markup(""), 0.0
    if can_stack(figure):
        drawn, height = stack(figure, height)
    else:
        for group in figure.groups:
            more, height = bars(group, height)
            drawn += more
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
