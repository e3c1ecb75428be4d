"""The layout of the Department for Education's statistics platform: a data file and its meta file.

Source: Department for Education, Open data standards, in its Analysts' guide, and the
checks of its data screener (eesyscreener), for Explore education statistics. A council is
a Local authority there; its localities have no level of their own and are a filter.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cached_property
from io import StringIO

from tellback.disclosure import Hidden, SafeTable
from tellback.release.about import NOT_AVAILABLE, PlaceCodes, ReleaseAbout
from tellback.release.lines import LEVEL_WORDS, Line, Wording, split_words
from tellback.release.published import Published

CONFIDENTIAL = "c"
TOTAL = "Total"
EVERYONE = "all pupils"
"""The words of a base that is all pupils of a group."""
INDICATORS = {
    "pupil_count": ("Number of pupils", ""),
    "pupil_percent": ("Percentage of pupils asked", "%"),
    "asked_count": ("Number of pupils asked", ""),
}
"""Column -> label and unit."""
STANDARD = (
    "time_period",
    "time_identifier",
    "geographic_level",
    *(field.name for field in fields(PlaceCodes)),
    "la_name",
)
META = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)


@dataclass(frozen=True)
class Filter:
    """A column to choose rows by, and the column by which its items are grouped."""

    name: str
    label: str
    hint: str
    grouped_by: str = ""


@dataclass(frozen=True)
class Layout:
    """Which filters a release needs, and each row's items in them."""

    published: Published
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, published: Published, lines: Iterable[Line]) -> Layout:
        """Of all levels but schools, which the platform shows apart and by other numbers."""
        return cls(published, tuple(line for line in lines if line.row.level != "school"))

    def data(self) -> bytes:
        """The data file."""
        standard = dict(zip(STANDARD, self._standard(), strict=True))
        header = [*STANDARD, *(one.name for one in self._filters), *INDICATORS]
        rows = (standard | row for row in (*self._totals(), *map(self._row, self.lines)))
        return _csv(header, ([row[name] for name in header] for row in rows))

    def meta(self) -> bytes:
        """The file that says what each of its columns is; it goes with it as `<name>.meta.csv`."""
        filters = (
            (one.name, "Filter", one.label, "", "", "", one.hint, one.grouped_by)
            for one in self._filters
        )
        indicators = (
            (name, "Indicator", label, "", unit, "0", "", "")
            for name, (label, unit) in INDICATORS.items()
        )
        return _csv(META, (*filters, *indicators))

    @cached_property
    def _splits(self) -> tuple[str, ...]:
        found = (split for line in self.lines for split in line.table.group.split)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _filters(self) -> tuple[Filter, ...]:
        """One that groups another stands before it, and is a filter itself."""
        held = [
            Filter("section", "Section", "Part of the questionnaire"),
            Filter("question", "Question", "What pupils were asked", "section"),
            Filter("answer", "Answer", "What pupils said"),
        ]
        held += [Filter(_column(name), split_words(name), "Which pupils") for name in self._splits]
        if any(line.table.group.area for line in self.lines):
            held += [
                Filter("area_type", "Kind of area", "The whole area, or parts of it"),
                Filter("area", "Area", "A part of the council's area", "area_type"),
            ]
        return tuple(held)

    def _standard(self) -> tuple[str, ...]:
        about = self.published.about
        period = time_period(about)
        return (*period, "Local authority", *astuple(about.codes), self.published.council)

    @cached_property
    def _questions(self) -> Mapping[str, str]:
        return _distinct({line.row.variable: line.question for line in self.lines})

    @cached_property
    def _answers(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for line in self.lines:
            found.setdefault(line.row.variable, {})[line.row.choice] = line.answer
        return {variable: _distinct(words) for variable, words in found.items()}

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, str]]:
        wording, found = Wording(self.published), dict[str, dict[str, str]]()
        for line in self.lines:
            group = line.table.group
            for name, value in zip(group.split, group.value, strict=True):
                found.setdefault(name, {})[value] = wording.value(name, value)
        return {name: _distinct(words) for name, words in found.items()}

    def _whom(self, line: Line) -> dict[str, str]:
        """The items of a line's area and group."""
        group = line.table.group
        of = dict(zip(group.split, group.value, strict=True))
        items = {
            _column(name): self._values[name][of[name]] if name in of else TOTAL
            for name in self._splits
        }
        part = bool(group.area)
        return items | {
            "area": line.area_name if part else TOTAL,
            "area_type": LEVEL_WORDS[group.level] if part else TOTAL,
        }

    def _row(self, line: Line) -> dict[str, str]:
        row = line.row
        return self._whom(line) | {
            "section": line.section,
            "question": self._questions[row.variable],
            "answer": self._answers[row.variable][row.choice],
            "pupil_count": _said(row.count),
            "pupil_percent": _said(row.percent),
            "asked_count": _said(row.base),
        }

    def _totals(self) -> Iterator[dict[str, str]]:
        """For each group how many pupils it is: what the platform shows before one chooses."""
        groups: dict[object, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(line.table.group, []).append(line)
        for lines in groups.values():
            many = _pupils(line.table for line in lines)
            percent = "100" if many.isdigit() else many
            whole = dict.fromkeys(("section", "question", "answer"), TOTAL)
            numbers = dict(zip(INDICATORS, (many, percent, many), strict=True))
            yield self._whom(lines[0]) | whole | numbers


def time_period(about: ReleaseAbout) -> tuple[str, str]:
    """Period and identifier: the years in the wave's name, else the year that it was made in."""
    found = re.search(r"(?<!\d)(\d{4})[/-](?:\d\d)?(\d\d)(?!\d)", about.wave)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return found[1] + found[2], "Academic year"
    year = re.search(r"(?<!\d)\d{4}(?!\d)", about.wave)
    return year[0] if year else str(about.made_on.year), "Calendar year"


def _pupils(tables: Iterable[SafeTable]) -> str:
    """How many are in a group, where a base of all of them is shown."""
    bases = {table.base for table in tables if table.base_words == EVERYONE}
    shown = {base for base in bases if not isinstance(base, Hidden)}
    if len(shown) == 1:
        return str(shown.pop())
    return CONFIDENTIAL if bases else NOT_AVAILABLE


def _said(number: int | None) -> str:
    return CONFIDENTIAL if number is None else str(number)


def _column(split: str) -> str:
    """The platform's own word for ethnicity; other names in small letters."""
    name = re.sub(r"[^a-z0-9_]", "_", split.lower())
    return "ethnicity_major" if "ethnic" in name else name


def _distinct(words: Mapping[str, str]) -> dict[str, str]:
    """The words of each id, with the id behind them where others have the same."""
    seen = Counter(words.values())
    return {name: f"{said} ({name})" if seen[said] > 1 else said for name, said in words.items()}


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    held = StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return held.getvalue().encode()
