"""Figures from elsewhere, such as of all England, and whether they are of the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tellback.questionnaire.csv_rows import CsvRow, csv_rows
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.published_year import is_percent, wrong_name
from tellback.questionnaire.read import text_of

NEEDED = (
    "variable",
    "choice",
    "area",
    "year",
    "percent",
    "base",
    "pupils",
    "source",
    "comparable",
    "why",
)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A per cent from elsewhere to stand beside a measure, or beside a choice of a variable."""

    variable: str
    choice: str
    area: str
    year: str
    percent: str
    base: int | None
    pupils: str
    """Who was asked, in words."""
    source: str
    comparable: bool
    why: str
    """Why it is of the like, or why not."""

    @property
    def sentence(self) -> str:
        """What stands beside the figure; that it is not like for like is always said."""
        of = f"{self.base:,} {self.pupils}" if self.base else self.pupils
        said = f"{self.area}, {self.year}: {self.percent}% of {of} ({self.source})."
        return said if self.comparable else f"{said} Not like for like: {self.why}"


def read_benchmarks(path: Path, questionnaire: Questionnaire) -> tuple[Benchmark, ...]:
    """The file's figures, whose ids are those of `questionnaire`. Raises Unreadable."""
    return benchmarks(text_of(path), questionnaire, name=path.name)


def benchmarks(text: str, questionnaire: Questionnaire, *, name: str) -> tuple[Benchmark, ...]:
    """The figures in the text of a file that messages call `name`. Raises Unreadable."""
    rows = csv_rows(text, NEEDED, name=name)
    problems = [problem for row in rows for problem in _wrong(row, questionnaire)]
    if problems:
        raise Unreadable(problems)
    return tuple(_benchmark(row.cells) for row in rows)


def _benchmark(cells: Mapping[str, str]) -> Benchmark:
    told = dict(cells)
    base, comparable = told.pop("base"), told.pop("comparable")
    return Benchmark(base=int(base) if base else None, comparable=comparable == "yes", **told)


def _wrong(row: CsvRow, questionnaire: Questionnaire) -> Iterator[Problem]:
    cells = row.cells
    yield from wrong_name(row, questionnaire)
    for title in ("area", "year", "pupils", "source", "why"):
        if not cells[title]:
            yield row.problem(f"`{title}` is empty.", "Write it.", "empty-cell")
    if not is_percent(cells["percent"]):
        yield row.problem(
            f"`{excerpt(cells['percent'])}` is no per cent.",
            "Write digits alone, from 0 to 100, such as 46 or 2.5.",
            "not-percent",
        )
    if cells["base"] and not cells["base"].isdecimal():
        yield row.problem(
            f"`{excerpt(cells['base'])}` is no number of pupils.",
            "Write a whole number, or leave it empty where none was published.",
            "not-number",
        )
    if cells["comparable"] not in {"yes", "no"}:
        yield row.problem(
            f"`{excerpt(cells['comparable'])}` is neither yes nor no.",
            "Write yes only where the same question was asked of pupils of the same age.",
            "not-yes-or-no",
        )
