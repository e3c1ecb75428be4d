"""A figure beside earlier waves, earlier years of print, and figures from elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from tellback.disclosure import SafeTable
from tellback.figure import YearPoint, svg_years
from tellback.figure.beside import SIGNS
from tellback.figure.side import side_of
from tellback.inference import Interval, Sample, Trend, beside, sample_of, trends
from tellback.inference.interval import percent_words
from tellback.questionnaire.comparability import Changed, Verdict, verdict
from tellback.questionnaire.published_year import PublishedYear
from tellback_web.results.models import Release
from tellback_web.results.pages.explorer_choice import BOROUGH
from tellback_web.results.pages.explorer_ground import Ground
from tellback_web.results.queries.comparisons import (
    Held,
    TableKey,
    held_by,
    questionnaire_released,
)
from tellback_web.results.queries.comparisons_elsewhere import (
    benchmarks_beside,
    earlier_releases,
    published_years,
)
from tellback_web.results.queries.releases import ReleaseBroken

LOG = logging.getLogger(__name__)
HELD = "held"


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

    def line(self, known: str, title: str) -> Markup:
        """The chart over the years of a measure, where there are three years or more."""
        if len({one.answer for one in self.lines}) != 1:
            return Markup("")
        points = [YearPoint(one.year, one.share) for one in reversed(self.lines)]
        return svg_years(f"{known}-years", title, points)


@dataclass(frozen=True)
class Earlier:
    """An earlier wave or year: its name, whether a table may be compared, and its numbers."""

    wave: str
    verdict_of: Callable[[TableKey], Verdict]
    sample: Callable[[TableKey, str, str], Sample | None]
    """Of a table's key, what it was called then, and an answer's id."""


@dataclass(frozen=True)
class Then:
    """One answer of this wave with what an earlier one has of it."""

    source: Earlier
    verdict: Verdict
    words: str
    now: Sample
    interval: Interval | None
    then: Sample | None


def years_of(
    ground: Ground, of: str, keys: Iterable[TableKey], *, every_sentence: bool
) -> Mapping[TableKey, Years]:
    """Each table beside the years before, wherever there are any; all tests are one family.

    `every_sentence` says also of which year nothing was published.
    """
    held = ground.held(of)
    on_roll = ground.on_roll(held)
    sources = tuple(_earlier(ground, held, of))
    side = {key: side_of(held.whole[key], "", name=_now(ground), on_roll=on_roll) for key in keys}
    asked = [
        (key, source, source.verdict_of(key), cell)
        for key in side
        for cell in (one for one in held.whole[key].cells if one.role == "choice")
        for source in sources
    ]
    rows = [
        (key, Then(source, found, cell.words, now, side[key].interval(cell.id), then))
        for key, source, found, cell in asked
        if (now := side[key].sample(cell.id))
        for then in (source.sample(key, found.was, cell.id),)
    ]
    judged = trends([(one.verdict, one.now, one.then) for _, one in rows])
    of_key: dict[TableKey, list[tuple[Then, Trend]]] = {}
    for (key, then), trend in zip(rows, judged, strict=True):
        of_key.setdefault(key, []).append((then, trend))
    made = {
        key: _years(mine, ground, every_sentence=every_sentence) for key, mine in of_key.items()
    }
    return {key: one for key, one in made.items() if one.lines or one.sentences}


def _years(rows: list[tuple[Then, Trend]], ground: Ground, *, every_sentence: bool) -> Years:
    verdicts = tuple(dict.fromkeys(one.verdict for one, _ in rows))
    told = [one for one in verdicts if every_sentence or set(one.changed) != {Changed.UNPUBLISHED}]
    return Years(
        lines=tuple(_lines(rows, ground)),
        sentences=tuple(one.sentence for one in told if every_sentence or _own(one)),
        general=tuple(one.sentence for one in told if not every_sentence and not _own(one)),
    )


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
                one.words, _now(ground), now.share, now.percent, interval, pupils, "", "", ""
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


def _now(ground: Ground) -> str:
    return ground.release.wave.name


def _earlier(ground: Ground, held: Held, of: str) -> Iterator[Earlier]:
    """Releases of earlier waves; then years of print, which are of the whole area alone.

    An earlier release whose files are not as they were released is left out, and told to the log.
    """
    seen = set()
    for release in earlier_releases(ground.release):
        seen.add(release.wave.name)
        try:
            yield _of_release(ground, held, release)
        except ReleaseBroken as fault:
            LOG.critical("%s", fault)
    if of == BOROUGH:
        for year in published_years(ground.release):
            if year.wave not in seen:
                yield _of_print(ground, year)


def _of_release(ground: Ground, held: Held, release: Release) -> Earlier:
    try:
        before: Mapping[TableKey, SafeTable] = held_by(
            release, held.area.level, held.area.area
        ).whole
    except KeyError:
        before = {}
    asked = questionnaire_released(release)

    def sample(key: TableKey, was: str, choice: str) -> Sample | None:
        table = before.get((key[0], was))
        return side_of(table, "", name=release.wave.name).sample(choice) if table else None

    def verdict_of(key: TableKey) -> Verdict:
        waves = {"earlier_wave": release.wave.name, "later_wave": _now(ground)}
        return verdict(asked, ground.questionnaire, key[1], **waves)

    return Earlier(release.wave.name, verdict_of, sample)


def _of_print(ground: Ground, year: PublishedYear) -> Earlier:
    def sample(key: TableKey, _was: str, choice: str) -> Sample | None:
        figure = year.figure(key[1], HELD if key[0] == "measure" else choice)
        return sample_of(figure, name=year.wave) if figure else None

    return Earlier(year.wave, lambda key: verdict(year, ground.questionnaire, key[1]), sample)


def elsewhere(ground: Ground, key: TableKey) -> tuple[str, ...]:
    """What figures from elsewhere say beside one table of the whole area."""
    table = ground.borough.whole[key]
    now = side_of(table, "", name=_now(ground))
    words = {cell.id: cell.words for cell in table.cells}
    return tuple(
        f"{words[one.choice]}: {said}" if key[0] == "variable" else said
        for one in benchmarks_beside(ground.release)
        if one.variable == key[1] and one.choice in words
        if (sample := now.sample(one.choice)) and (said := beside(one, sample))
    )
