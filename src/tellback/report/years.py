"""Figures beside earlier waves, earlier years of print, and figures from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tellback.disclosure import SafeTable
from tellback.figure import YearPoint
from tellback.figure.headline_years import what_changed
from tellback.figure.side import side_of
from tellback.inference import Interval, Sample, Trend, beside, sample_of, trends
from tellback.questionnaire.comparability import Verdict, verdict
from tellback.questionnaire.published_year import HELD, PublishedFigure, PublishedYear
from tellback.release import Area
from tellback.release.held import Held, TableKey, held_in
from tellback.report.ground import EarlierWave, Ground


@dataclass(frozen=True)
class Earlier:
    """An earlier wave or year: its name, whether a table may be compared, and its numbers."""

    wave: str
    verdict_of: Callable[[TableKey], Verdict]
    sample: Callable[[TableKey, str, str], Sample | None]
    """Of a table's key, what it was called then, and an answer's id."""
    figure: Callable[[TableKey, str], PublishedFigure | None] = lambda _key, _choice: None
    """Of a year of print: the figure as it was published."""


@dataclass(frozen=True)
class Then:
    """One answer of this wave with what an earlier one has of it."""

    source: Earlier
    verdict: Verdict
    choice: str
    words: str
    now: Sample
    interval: Interval | None
    then: Sample | None


YearsOfTable = list[tuple[Then, Trend]]
CHANGED = "the question was changed"
"""Where nothing more is known."""


def years_of(
    ground: Ground, area: Area, keys: Iterable[TableKey]
) -> Mapping[TableKey, YearsOfTable]:
    """Each table's answers beside the years before; all tests are one family.

    Years of print are of the whole area alone. Raises ReleaseFault.
    """
    held = ground.held(area)
    on_roll = ground.on_roll(held)
    sources = tuple(_earlier(ground, held))
    side = {key: side_of(held.whole[key], "", name=ground.name, on_roll=on_roll) for key in keys}
    asked = [
        (key, source, source.verdict_of(key), cell)
        for key in side
        for cell in (one for one in held.whole[key].cells if one.role == "choice")
        for source in sources
    ]
    rows = [
        (key, Then(source, found, cell.id, cell.words, now, side[key].interval(cell.id), then))
        for key, source, found, cell in asked
        if (now := side[key].sample(cell.id))
        for then in (source.sample(key, found.was, cell.id),)
    ]
    judged = trends([(one.verdict, one.now, one.then) for _, one in rows])
    of_key: dict[TableKey, YearsOfTable] = {}
    for (key, then), trend in zip(rows, judged, strict=True):
        of_key.setdefault(key, []).append((then, trend))
    return of_key


def year_points(rows: YearsOfTable, name: str) -> tuple[YearPoint, ...]:
    """One answer in every year of which there is a figure, the first year first.

    `name` is this wave's. Years that may not be compared with it are told with what changed, so
    that no line goes from or to them.
    """
    known = [(one.source.wave, one.then.share, one.verdict) for one, _ in rows if one.then]
    points: list[YearPoint] = []
    doubt = ""
    for year, share, found in sorted(known, key=lambda one: one[0]):
        own = "" if found.trend else what_changed(found) or CHANGED
        points.append(YearPoint(year, share, changed=(doubt or own) if points else ""))
        doubt = own
    now = [YearPoint(name, one.now.share, one.interval, changed=doubt) for one, _ in rows[:1]]
    return (*points, *now)


def _earlier(ground: Ground, held: Held) -> Iterator[Earlier]:
    seen = set()
    for wave in ground.earlier:
        seen.add(wave.name)
        yield _of_release(ground, held, wave)
    if held.area.level == "borough":
        for year in ground.printed:
            if year.wave not in seen:
                yield _of_print(ground, year)


def _of_release(ground: Ground, held: Held, wave: EarlierWave) -> Earlier:
    try:
        before: Mapping[TableKey, SafeTable] = held_in(
            wave.release, held.area.level, held.area.area
        ).whole
    except KeyError:
        before = {}
    asked = wave.release.questionnaire

    def sample(key: TableKey, was: str, choice: str) -> Sample | None:
        table = before.get((key[0], was))
        return side_of(table, "", name=wave.name).sample(choice) if table else None

    def verdict_of(key: TableKey) -> Verdict:
        waves = {"earlier_wave": wave.name, "later_wave": ground.name}
        return verdict(asked, ground.questionnaire, key[1], **waves)

    return Earlier(wave.name, verdict_of, sample)


def _of_print(ground: Ground, year: PublishedYear) -> Earlier:
    def figure(key: TableKey, choice: str) -> PublishedFigure | None:
        return year.figure(key[1], HELD if key[0] == "measure" else choice)

    def sample(key: TableKey, _was: str, choice: str) -> Sample | None:
        found = figure(key, choice)
        return sample_of(found, name=year.wave) if found else None

    def verdict_of(key: TableKey) -> Verdict:
        return verdict(year, ground.questionnaire, key[1])

    return Earlier(year.wave, verdict_of, sample, figure)


def elsewhere(ground: Ground, key: TableKey) -> tuple[str, ...]:
    """What figures from elsewhere say beside one table of the whole area."""
    table = ground.borough.whole[key]
    now = side_of(table, "", name=ground.name)
    words = {cell.id: cell.words for cell in table.cells}
    return tuple(
        f"{words[one.choice]}: {said}" if key[0] == "variable" else said
        for one in ground.benchmarks
        if one.variable == key[1] and one.choice in words
        if (sample := now.sample(one.choice)) and (said := beside(one, sample))
    )
