"""A chart that is higher than a page, cut between its bars."""

from __future__ import annotations

import re
from itertools import pairwise

from tellback.figure.marks import SIZE, WIDTH

BELOW_LINE = 4
"""Units that letters reach below the line they stand on."""
_VIEW = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_PLACES = re.compile(
    r'<text x="[^"]*" y="(?P<line>[\d.]+)"'
    r'|<rect x="[^"]*" y="(?P<top>[\d.-]+)" width="[^"]*" height="(?P<high>[\d.]+)"'
)


def height_of(svg: str) -> int:
    """Units of a chart of ours from top to bottom. Raises ValueError for another SVG."""
    found = _VIEW.search(svg)
    if found is None:
        msg = "This is no chart of ours: it has no viewBox that begins at 0 0."
        raise ValueError(msg)
    return int(found[2])


def pieces(svg: str, most: float) -> tuple[str, ...]:
    """A chart cut into pieces of at most `most` units, where nothing is drawn.

    A piece is longer only where there is no such place in it.
    """
    units = height_of(svg)
    if units <= most:
        return (svg,)
    cuts, begun, last = [0.0], 0.0, 0.0
    for gap in (*_gaps(svg), float(units)):
        if gap - begun > most and last > begun:
            cuts.append(last)
            begun = last
        last = gap
    cuts.append(float(units))
    return tuple(
        _VIEW.sub(f'viewBox="0 {top:g} {WIDTH} {end - top:g}"', svg, count=1)
        for top, end in pairwise(cuts)
    )


def _gaps(svg: str) -> tuple[float, ...]:
    """Heights at which nothing is drawn, from top to bottom; not between words and their bar."""
    spans = sorted(
        (float(one["line"]) - SIZE, float(one["line"]) + BELOW_LINE)
        if one["line"]
        else (float(one["top"]), float(one["top"]) + float(one["high"]))
        for one in _PLACES.finditer(svg)
    )
    found, end = [], 0.0
    for top, bottom in spans:
        if top > end + BELOW_LINE:
            found.append((top + end) / 2)
        end = max(end, bottom)
    return tuple(found)
