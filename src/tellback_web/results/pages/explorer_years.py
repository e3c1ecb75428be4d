"""A figure of the explorer over the years: a small table, a line, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from tellback.figure import YearPoint, svg_years
from tellback.figure.beside import SIGNS
from tellback.inference import Sample, Trend
from tellback.inference.interval import percent_words
from tellback.questionnaire.comparability import Changed, Verdict
from tellback.release import Area
from tellback.release.held import TableKey
from tellback.report import years
from tellback.report.ground import Ground
from tellback.report.years import Then


@dataclass(frozen=True)
class YearLine:
    """One answer in one year."""

    answer: str
    year: str
    share: float
    percent: str
    interval: str
    """Of this wave alone."""
    pupils: str
    sign: str
    word: str
    """How this wave compares with that year; empty for this wave itself."""
    sentence: str


@dataclass(frozen=True)
class Years:
    """A figure over the years: a small table, and what may be said of the questions."""

    lines: tuple[YearLine, ...]
    sentences: tuple[str, ...]
    general: tuple[str, ...] = ()
    """Those that say nothing of this question that is not said of others."""
    points: tuple[YearPoint, ...] = ()
    """Of a table with one answer, as a measure's."""

    def line(self, known: str, title: str) -> Markup:
        """The chart over the years of a measure, where there are three years or more."""
        return svg_years(known, title, self.points)


def years_of(
    ground: Ground, area: Area, keys: Iterable[TableKey], *, every_sentence: bool
) -> Mapping[TableKey, Years]:
    """Each table beside the years before, wherever there are any; all tests are one family.

    `every_sentence` says also of which year nothing was published.
    """
    made = {
        key: _years(mine, ground, every_sentence=every_sentence)
        for key, mine in years.years_of(ground, area, keys).items()
    }
    return {key: one for key, one in made.items() if one.lines or one.sentences}


def _years(rows: list[tuple[Then, Trend]], ground: Ground, *, every_sentence: bool) -> Years:
    verdicts = tuple(dict.fromkeys(one.verdict for one, _ in rows))
    told = [one for one in verdicts if every_sentence or set(one.changed) != {Changed.UNPUBLISHED}]
    return Years(
        lines=tuple(_lines(rows, ground)),
        points=years.year_points(rows, ground.name) if _one_answer(rows) else (),
        sentences=tuple(one.sentence for one in told if every_sentence or _own(one)),
        general=tuple(one.sentence for one in told if not every_sentence and not _own(one)),
    )


def _one_answer(rows: list[tuple[Then, Trend]]) -> bool:
    return len({one.choice for one, _ in rows}) == 1


def _own(verdict: Verdict) -> bool:
    """Whether its sentence is about this question, and not about all that did not change."""
    return bool(verdict.changed or verdict.notes)


def _lines(rows: Iterable[tuple[Then, Trend]], ground: Ground) -> Iterator[YearLine]:
    """This wave's line before those of the years that have a figure."""
    said: set[str] = set()
    for one, trend in rows:
        if one.then is None or not one.verdict.trend:
            continue
        if one.words not in said:
            said.add(one.words)
            now = one.now
            interval = one.interval.percents if one.interval else ""
            pupils = f"{now.base:,}"
            yield YearLine(
                one.words, ground.name, now.share, now.percent, interval, pupils, "", "", ""
            )
        yield _line(one.words, one.source.wave, one.then, trend)


def _line(words: str, year: str, then: Sample, trend: Trend) -> YearLine:
    made = trend.comparison
    return YearLine(
        answer=words,
        year=year,
        share=then.share,
        percent=percent_words(then.share),
        interval="",
        pupils="not published" if then.base is None else f"{then.base:,}",
        sign=SIGNS[made.shape] if made else "",
        word=made.word if made else "not compared",
        sentence=made.sentence if made else trend.sentence,
    )
