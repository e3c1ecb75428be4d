"""This wave beside an earlier one, or beside figures from elsewhere, where they may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellback.inference.comparison import Comparison, compare
from tellback.inference.outcome import Outcome
from tellback.inference.sample import Sample, counted, published
from tellback.questionnaire.benchmark import Benchmark
from tellback.questionnaire.comparability import Verdict
from tellback.questionnaire.published_year import PublishedFigure


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure of this wave against one of an earlier wave; no comparison where none is allowed."""

    verdict: Verdict
    comparison: Comparison | None

    @property
    def sentence(self) -> str:
        """What may be said, with what the questionnaires make of it where that matters."""
        if not self.verdict.trend:
            return self.verdict.sentence
        if self.comparison is None:
            return (
                f"Not compared: of {self.verdict.earlier} only a count was published, "
                "and not of how many pupils."
            )
        if self.verdict.changed or self.verdict.figures_only or self.verdict.notes:
            return f"{self.comparison.sentence} {self.verdict.sentence}"
        return self.comparison.sentence


def sample_of(figure: PublishedFigure, *, name: str, design_effect: float = 1.0) -> Sample | None:
    """A published figure of an earlier year as a side of a comparison; None of a bare count.

    A count with its base is taken before the per cent, which was rounded. Raises ValueError for
    figures that cannot be.
    """
    if figure.count is not None and figure.base is not None:
        return counted(name, figure.count, figure.base, design_effect=design_effect)
    if not figure.percent:
        return None
    return published(
        name,
        float(figure.percent),
        figure.base,
        decimals=figure.decimals,
        design_effect=design_effect,
    )


def trends(rows: Sequence[tuple[Verdict, Sample, Sample | None]]) -> tuple[Trend, ...]:
    """Each (verdict, now, before) judged; those that may be compared are one family."""
    allowed = [
        (now, before) for verdict, now, before in rows if verdict.trend and before is not None
    ]
    made = iter(compare(allowed, between="years"))
    return tuple(
        Trend(verdict, next(made) if verdict.trend and before is not None else None)
        for verdict, _, before in rows
    )


def beside(benchmark: Benchmark, now: Sample) -> str:
    """The benchmark's sentence, and before it how ours lies to it where that may be said."""
    if not benchmark.comparable or benchmark.base is None:
        return benchmark.sentence
    decimals = len(benchmark.percent.partition(".")[2])
    there = published(benchmark.area, float(benchmark.percent), benchmark.base, decimals=decimals)
    (made,) = compare([(now, there)], between="groups")
    if made.outcome is Outcome.TOO_FEW:
        return benchmark.sentence
    return f"{made.sentence} {benchmark.sentence}"
