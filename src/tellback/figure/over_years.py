"""A share over three years or more as a line; of two there is none to draw, the table has them.

Where the question changed the line is broken: years are joined only where they may be compared.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from tellback.figure.letters import wide
from tellback.figure.marks import BLUES, GREY, INK, SIZE, WHITE, WIDTH, chart, lines
from tellback.inference import Interval
from tellback.inference.interval import percent_words

FEWEST = 3
TOP, BOTTOM = 26, 146
"""Where 100% and nought are drawn."""
LEFT, RIGHT = 62, 332
"""Where the first and the last year are."""
SCALE = (0.0, 0.5, 1.0)
"""Shares with a line across."""
APART = 38
"""Units from year to year, below which years are set evenly and not as time went by."""
DOT = 4.5
FOUR_DIGITS = 4


@dataclass(frozen=True)
class YearPoint:
    """A share, 0 to 1, in one year."""

    year: str
    share: float
    interval: Interval | None = None
    changed: str = ""
    """Why it may not be compared with the year before, as `the answers offered were others`."""


@dataclass(frozen=True)
class _Told:
    """What the chart says of itself."""

    id: str
    caption: str
    description: str


@dataclass(frozen=True)
class _Place:
    """A point and where it is drawn."""

    point: YearPoint
    x: float
    y: float


def svg_years(known: str, title: str, points: Sequence[YearPoint]) -> Markup:
    """The line through `points`, the first year first; empty where there are fewer than three.

    `known` is an id that nothing else on the page has. A point that says what `changed` begins a
    new line; the gap is marked, and words below say why.
    """
    if len(points) < FEWEST:
        return Markup("")
    places = [
        _Place(one, x, _height(one.share)) for one, x in zip(points, _across(points), strict=True)
    ]
    runs = list(_runs(places))
    drawn = Markup("").join((*_scale(), *_gaps(runs), *map(_line, runs), *_marks(runs)))
    below, height = _why_broken(runs, BOTTOM + 24)
    told = _Told(known, f"{title}: over the years", _described(runs))
    return chart(told, drawn + _years(places) + below, height + 2)


def _across(points: Sequence[YearPoint]) -> list[float]:
    """As time went by where the years are numbers and far enough apart, else evenly."""
    names = [one.year for one in points]
    whole = [int(one) for one in names if one.isdecimal() and len(one) == FOUR_DIGITS]
    if len(whole) == len(names) and sorted(set(whole)) == whole:
        unit = (RIGHT - LEFT) / (whole[-1] - whole[0])
        if min(b - a for a, b in itertools.pairwise(whole)) * unit >= APART:
            return [LEFT + (one - whole[0]) * unit for one in whole]
    return [LEFT + at * (RIGHT - LEFT) / (len(names) - 1) for at in range(len(names))]


def _height(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def _runs(places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Years that may be compared one with the next."""
    run: list[_Place] = []
    for one in places:
        if run and one.point.changed:
            yield run
            run = []
        run.append(one)
    yield run


def _scale() -> Iterator[Markup]:
    """Lines across at nought, half and all, with their per cents at the left."""
    made = Markup(
        '<path d="M38 {y:g}H{width}" stroke="{grey}"/>'
        '<text x="32" y="{below:g}" fill="{ink}" text-anchor="end" font-size="12">{words}</text>'
    )
    for share in SCALE:
        y = _height(share)
        words = percent_words(share)
        yield made.format(y=y, width=WIDTH, grey=GREY, below=y + 4, ink=INK, words=words)


def _gaps(runs: Sequence[Sequence[_Place]]) -> Iterator[Markup]:
    """A dashed line down between two runs."""
    made = Markup('<path d="M{:.4g} {}V{}" stroke="{}" stroke-width="1.5" stroke-dasharray="5 4"/>')
    for before, after in itertools.pairwise(runs):
        yield made.format((before[-1].x + after[0].x) / 2, TOP - 12, BOTTOM + 6, INK)


def _line(run: Sequence[_Place]) -> Markup:
    if len(run) == 1:
        return Markup("")
    through = " ".join(f"{one.x:.4g},{one.y:.4g}" for one in run)
    made = Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="3"/>')
    return made.format(through, BLUES[0])


def _marks(runs: Sequence[list[_Place]]) -> Iterator[Markup]:
    """A dot with its interval, its per cent above it, or below where the line would cross."""
    for run in runs:
        for at, one in enumerate(run):
            sides = run[at - 1 : at] + run[at + 1 : at + 2]
            steep = bool(sides) and all(near.y < one.y - SIZE for near in sides)
            yield _mark(one, below=steep and one.y < BOTTOM - SIZE - DOT)


def _mark(one: _Place, *, below: bool) -> Markup:
    interval = one.point.interval
    high = _height(interval.high) if interval else one.y
    low = _height(interval.low) if interval else one.y
    words_at = max(low, one.y + DOT) + SIZE if below else min(high, one.y - DOT) - 5
    drawn = _whisker(one.x, high, low) if interval else Markup("")
    made = Markup(
        '<circle cx="{x:.4g}" cy="{y:.4g}" r="{dot}" fill="{blue}"/>'
        '<text x="{x:.4g}" y="{at:.4g}" fill="{ink}" text-anchor="middle" font-weight="bold" '
        'stroke="{white}" stroke-width="4" paint-order="stroke">{percent}</text>'
    )
    percent = percent_words(one.point.share)
    return drawn + made.format(
        x=one.x, y=one.y, dot=DOT, blue=BLUES[0], at=words_at, ink=INK, white=WHITE, percent=percent
    )


def _whisker(x: float, high: float, low: float) -> Markup:
    """Ink on a white edge, as beside bars."""
    path = f"M{x - 4:.4g} {high:.4g}h8M{x:.4g} {high:.4g}V{low:.4g}M{x - 4:.4g} {low:.4g}h8"
    stroke = Markup('<path d="{}" fill="none" stroke="{}" stroke-width="{}"/>')
    return stroke.format(path, WHITE, 5) + stroke.format(path, INK, 2)


def _years(places: Sequence[_Place]) -> Markup:
    """The years below, from the last back to the first, as many as there is room for."""
    drawn, free = Markup(""), float(WIDTH)
    for one in reversed(places):
        half = wide(one.point.year, SIZE) / 2
        middle = min(max(one.x, half), WIDTH - half)
        if middle + half <= free:
            free = middle - half - 6
            made = Markup('<text x="{:.4g}" y="{}" fill="{}" text-anchor="middle">{}</text>')
            drawn = made.format(middle, BOTTOM + 20, INK, one.point.year) + drawn
    return drawn


def _why_broken(runs: Sequence[Sequence[_Place]], top: float) -> tuple[Markup, float]:
    """A sentence for each gap."""
    drawn = Markup("")
    for sentence in _sentences(runs):
        more, top = lines(top, sentence)
        drawn += more
    return drawn, top


def _sentences(runs: Sequence[Sequence[_Place]]) -> Iterator[str]:
    for before, after in itertools.pairwise(runs):
        years = f"{before[-1].point.year} and {after[0].point.year}"
        yield f"Not joined between {years}: {after[0].point.changed}."


def _described(runs: Sequence[Sequence[_Place]]) -> str:
    """All of it in words."""
    sentences = ["", *_sentences(runs)]
    told = (", ".join(_in_words(one.point) for one in run) for run in runs)
    return " ".join(f"{why} {said}.".lstrip() for why, said in zip(sentences, told, strict=True))


def _in_words(point: YearPoint) -> str:
    within = f" (from {point.interval.percents})" if point.interval else ""
    return f"{point.year} {percent_words(point.share)}{within}"
