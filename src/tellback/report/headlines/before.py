"""The figures of earlier years that a headline may stand beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.figure.headline import Before, Reading
from tellback.figure.said import Source
from tellback.figure.side import percent_said
from tellback.inference import Comparison, Sample, Trend, counted
from tellback.questionnaire.comparability import Verdict
from tellback.questionnaire.published_year import PublishedFigure
from tellback.release import Area
from tellback.release.held import TableKey
from tellback.report.ground import Ground
from tellback.report.years import Earlier, Then, years_of


@dataclass(frozen=True)
class Year:
    """What an earlier year has of one headline."""

    name: str
    verdict: Verdict
    sample: Sample | None
    """As one side of a test; None where none can be made."""
    figure: PublishedFigure | None
    """As it was printed, where only print is left."""

    @property
    def untested(self) -> bool:
        """Whether it stands beside a headline though nothing can be said of the two."""
        if not self.verdict.trend:
            return False
        return bool(self.figure) if self.sample is None else self.sample.base is None

    def before(self, made: Comparison | None, *, as_count: bool) -> Before:
        """As a headline takes it; `made` is the test, where there was one."""
        trend = Trend(self.verdict, made)
        return Before(self.name, self._text(as_count=as_count), self._source, trend)

    def _text(self, *, as_count: bool) -> str:
        if not self.verdict.trend:
            return ""
        if self.figure:
            return _printed(self.figure, as_count=as_count)
        if self.sample is None or not self.sample.base:
            return ""
        count = self.sample.least
        if as_count:
            return f"{count:,}" if count else "none"
        return percent_said(count, self.sample.base)

    @property
    def _source(self) -> Source:
        if self.figure:
            words = [self.figure.source, self.figure.note]
            return Source(". ".join(_capital(one.rstrip(".")) for one in words if one), "")
        base = self.sample.base if self.sample else None
        of = f" Base: {base:,} pupils" if base else ""
        return Source(f"The same question in {self.name}.{of}", self.name)


def years_before(
    ground: Ground, area: Area, readings: Sequence[tuple[TableKey, Reading]]
) -> tuple[tuple[Year, ...], ...]:
    """For each reading the earlier years of its table, the newest first. Raises ReleaseFault."""
    of_key = years_of(ground, area, dict.fromkeys(key for key, _ in readings))
    return tuple(
        tuple(
            _year(key, reading, then)
            for then in _one_each([then for then, _ in of_key.get(key, ())])
        )
        for key, reading in readings
    )


def _one_each(rows: Sequence[Then]) -> Iterator[Then]:
    """Of each earlier year one row: its verdict and where its numbers are."""
    seen: set[str] = set()
    for one in rows:
        if one.source.wave not in seen:
            seen.add(one.source.wave)
            yield one


def _year(key: TableKey, reading: Reading, then: Then) -> Year:
    source, verdict = then.source, then.verdict
    only = reading.choices[0] if len(reading.choices) == 1 else ""
    figure = source.figure(key, only) if only else None
    return Year(source.wave, verdict, _sample(source, key, verdict.was, reading.choices), figure)


def _sample(source: Earlier, key: TableKey, was: str, choices: Sequence[str]) -> Sample | None:
    """Of several answers their sum, where each was counted; rounded per cents are not added up."""
    if not was:
        return None
    samples = [source.sample(key, was, choice) for choice in choices]
    if len(samples) == 1:
        return samples[0]
    whole = [one for one in samples if one and one.base is not None and one.least == one.most]
    bases = {one.base for one in whole}
    if len(whole) < len(samples) or len(bases) != 1:
        return None
    (base,) = bases
    return counted(source.wave, sum(one.least for one in whole), base or 0)


def _printed(figure: PublishedFigure, *, as_count: bool) -> str:
    """`84%`, `2.5%`; of what was printed as a number alone, `30 pupils`; as a count, `30`."""
    count, base = figure.count, figure.base
    if as_count and count is not None:
        return f"{count:,}" if count else "none"
    if figure.percent:
        return f"{figure.percent}%"
    if count is not None and base:
        return percent_said(count, base)
    return "1 pupil" if count == 1 else f"{count or 0:,} pupils"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
