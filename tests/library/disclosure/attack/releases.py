"""Tiny releases written to a folder: pupils counted one by one, and what is hidden of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HEADER = (
    *("wave", "level", "area", "split", "group", "variable"),
    *("choice", "count", "percent", "base", "hidden"),
)
Pupil = Mapping[str, str]
"""`school`, and variable -> choice, "-9" or "-7"; several choices have a space between them."""
Cell = tuple[str, str, str, str, str, str]
"""level, area, split, group, variable, choice."""
NOBODY: Pupil = {}


@dataclass(frozen=True)
class Counted:
    """How one table of the files is counted."""

    choices: tuple[str, ...]
    asked: Callable[[Pupil], bool] = lambda pupil: True
    held: Callable[[Pupil, str], bool] | None = None

    def says(self, variable: str, pupil: Pupil, choice: str) -> bool:
        """Whether a pupil is in one of its counts."""
        if not self.asked(pupil):
            return False
        if self.held:
            return self.held(pupil, choice)
        return choice in pupil[variable].split()


@dataclass(frozen=True)
class Survey:
    """A tiny questionnaire and how its tables are counted."""

    questionnaire: str
    tables: Mapping[str, Counted]
    kinds: tuple[Pupil, ...]
    """Every way of answering."""
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """A group of pupils as the files name it."""

    level: str
    area: str
    split: str = "all"
    value: str = "all"

    def holds(self, pupil: Pupil) -> bool:
        """Whether a pupil is in it."""
        said = self.split == "all" or pupil[self.split] == self.value
        return said and (self.level == "borough" or pupil["school"] == self.area)


Row = dict[str, object]


def rows_of(survey: Survey, groups: Iterable[Group], pupils: Sequence[Pupil]) -> Iterator[Row]:
    """A row for each count, none hidden yet."""
    for group in groups:
        inside = [pupil for pupil in pupils if group.holds(pupil)]
        for variable, table in survey.tables.items():
            base = sum(table.asked(pupil) for pupil in inside)
            for choice in table.choices:
                count = sum(table.says(variable, pupil, choice) for pupil in inside)
                yield {
                    "wave": "2026",
                    "level": group.level,
                    "area": group.area,
                    "split": group.split,
                    "group": group.value,
                    "variable": variable,
                    "choice": choice,
                    "count": count,
                    "percent": share(count, base),
                    "base": base,
                    "hidden": "",
                }


def share(count: int, base: int) -> int:
    """Per cent as a whole number, halves up."""
    return (200 * count + base) // (2 * base) if base else 0


def cell_of(row: Row) -> Cell:
    """Which count a row is."""
    level, area, split, group = (str(row[name]) for name in ("level", "area", "split", "group"))
    return level, area, split, group, str(row["variable"]), str(row["choice"])


def hide(rows: Iterable[Row], which: Callable[[Row], bool], code: str = "small") -> list[Row]:
    """Some counts hidden; the bases stay."""
    gone = {"count": "", "percent": "", "hidden": code}
    return [row | gone if which(row) else row for row in rows]


def hide_tables(
    rows: Iterable[Row], which: Callable[[Row], bool], code: str = "few_asked"
) -> list[Row]:
    """Whole tables hidden, with their bases."""
    gone = {"count": "", "percent": "", "base": "", "hidden": code}
    return [row | gone if which(row) else row for row in rows]


def write(
    folder: Path,
    survey: Survey,
    rows: Iterable[Row],
    *,
    areas: Iterable[Sequence[str]] = (),
    rule: str = "least_base: 10\nleast_cell: {borough: 3, locality: 3, group: 5, school: 5}\n",
) -> Path:
    """The published files of a release; `areas` are (level, area, locality, group)."""
    folder.mkdir(exist_ok=True)
    (folder / "questionnaire.yaml").write_text(survey.questionnaire, "utf-8")
    (folder / "rule.yaml").write_text(rule, "utf-8")
    with (folder / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("level", "area", "name", "locality", "group"))
        lines.writerows((level, area, area, *of) for level, area, *of in areas)
    with (folder / "tables.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, HEADER)
        table.writeheader()
        table.writerows(rows)
    return folder
