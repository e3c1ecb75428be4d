"""A figure as an accessible SVG: text as text, a label on every mark, readable in grey."""

from __future__ import annotations

from markupsafe import Markup

from tellback.figure.bars import bars
from tellback.figure.marks import chart
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
    return chart(figure, drawn, height)
