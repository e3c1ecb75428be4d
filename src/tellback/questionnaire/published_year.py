"""Figures of an earlier year of which only what was published is left: one CSV file a year.

The layout follows `tables.csv` of a release: wave, variable (or measure), choice (`held` for a
measure), count, percent, base; then what is known to have changed since, a note, and the source.
Counts, per cents and bases that were not published are empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tellback.questionnaire.csv_rows import CsvRow, csv_rows
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Problem, Unreadable
from tellback.questionnaire.read import text_of
from tellback.questionnaire.suggestion import did_you_mean

HELD = "held"
"""The one choice of a measure."""
NEEDED = ("wave", "variable", "choice", "count", "percent", "base", "changed", "note", "source")
CHANGES = ("wording", "choices", "base", "order", "rows")
_PERCENT = re.compile(r"^\d{1,3}(\.\d{1,3})?$")
WHOLE = 100


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published figure: a count, a per cent, or both; `base` where that was published too."""

    variable: str
    """A variable's id or a measure's."""
    choice: str
    count: int | None
    percent: str
    """As it was printed, such as `46` or `2.5`; empty where only a count was."""
    base: int | None
    changed: tuple[str, ...]
    """What is known to have changed since, of CHANGES."""
    note: str
    source: str

    @property
    def decimals(self) -> int:
        """With how many the per cent was printed."""
        return len(self.percent.partition(".")[2])


@dataclass(frozen=True)
class PublishedYear:
    """The published figures of one wave of a questionnaire that is not kept."""

    wave: str
    figures: tuple[PublishedFigure, ...]

    def figure(self, variable: str, choice: str = HELD) -> PublishedFigure | None:
        """The figure of a measure, or of a choice of a variable; None where none was published."""
        return next(
            (one for one in self.figures if (one.variable, one.choice) == (variable, choice)), None
        )

    def of(self, variable: str) -> tuple[PublishedFigure, ...]:
        """All figures of a measure or variable."""
        return tuple(one for one in self.figures if one.variable == variable)


def read_published_year(path: Path, questionnaire: Questionnaire) -> PublishedYear:
    """The file's figures, whose ids are those of `questionnaire`. Raises Unreadable."""
    return published_year(text_of(path), questionnaire, name=path.name)


def published_year(text: str, questionnaire: Questionnaire, *, name: str) -> PublishedYear:
    """The figures in the text of a file that messages call `name`. Raises Unreadable."""
    rows = csv_rows(text, NEEDED, name=name)
    problems = [problem for row in rows for problem in _wrong(row, questionnaire)]
    waves = list(dict.fromkeys(row.cells["wave"] for row in rows))
    if len(waves) != 1 or not waves[0]:
        problems.append(
            Problem(
                name,
                f"A file has the figures of one wave, and this has {len(waves)}.",
                "Write the wave on each line, and a file for each wave.",
                "not-one-wave",
            )
        )
    problems += _twice(rows)
    if problems:
        raise Unreadable(problems)
    return PublishedYear(waves[0], tuple(_figure(row.cells) for row in rows))


def _figure(cells: Mapping[str, str]) -> PublishedFigure:
    return PublishedFigure(
        variable=cells["variable"],
        choice=cells["choice"],
        count=int(cells["count"]) if cells["count"] else None,
        percent=cells["percent"],
        base=int(cells["base"]) if cells["base"] else None,
        changed=tuple(cells["changed"].split()),
        note=cells["note"],
        source=cells["source"],
    )


def _wrong(row: CsvRow, questionnaire: Questionnaire) -> Iterator[Problem]:
    cells = row.cells
    yield from wrong_name(row, questionnaire)
    if not cells["count"] and not cells["percent"]:
        yield row.problem("There is neither a count nor a per cent.", "Write one.", "no-figure")
    for title in ("count", "base"):
        if cells[title] and not cells[title].isdecimal():
            yield row.problem(
                f"`{excerpt(cells[title])}` is no {title} of pupils.",
                "Write a whole number, or leave it empty where none was published.",
                "not-number",
            )
    if cells["percent"] and not is_percent(cells["percent"]):
        yield row.problem(
            f"`{excerpt(cells['percent'])}` is no per cent.",
            "Write digits alone, from 0 to 100, such as 46 or 2.5.",
            "not-percent",
        )
    for change in cells["changed"].split():
        if change not in CHANGES:
            yield row.problem(
                f"`{excerpt(change)}` is nothing that changes.",
                f"Write of {', '.join(CHANGES)}, with spaces between.",
                "unknown-change",
            )
    if not cells["source"]:
        yield row.problem("`source` is empty.", "Say where it was published.", "no-source")


def is_percent(text: str) -> bool:
    """Whether it is digits, perhaps with decimals, from 0 to 100."""
    return bool(_PERCENT.match(text)) and float(text) <= WHOLE


def wrong_name(row: CsvRow, questionnaire: Questionnaire) -> Iterator[Problem]:
    """A problem where the row's variable and choice are none of the questionnaire's."""
    variable, choice = row.cells["variable"], row.cells["choice"]
    measures = {measure.id for measure in questionnaire.measures}
    if variable in measures:
        known = [HELD]
    elif variable in questionnaire.question_of:
        known = [one.id for one in questionnaire.choices_of(variable)]
    else:
        yield row.problem(
            f"{questionnaire.id} has no measure or variable `{excerpt(variable)}`.",
            did_you_mean(variable, [*measures, *questionnaire.variables])
            or "Compare it with the questionnaire.",
            "unknown-variable",
        )
        return
    if choice not in known:
        yield row.problem(
            f"`{variable}` has no choice `{excerpt(choice)}`.",
            f"Write one of {', '.join(known)}.",
            "unknown-choice",
        )


def _twice(rows: tuple[CsvRow, ...]) -> Iterator[Problem]:
    met: set[tuple[str, str]] = set()
    for row in rows:
        key = (row.cells["variable"], row.cells["choice"])
        if key in met:
            yield row.problem(f"`{key[0]}` `{key[1]}` is there twice.", "Keep one.", "twice")
        met.add(key)
