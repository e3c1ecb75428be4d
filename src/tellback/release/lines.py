"""The cells of a release in words: what the files for people are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tellback.disclosure import Hidden, SafeTable
from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import Questionnaire
from tellback.release.about import Level
from tellback.release.published import Published
from tellback.release.tidy import TidyRow, rows_of

LEVEL_WORDS: dict[Level, str] = {
    "borough": "Whole area",
    "locality": "Locality",
    "group": "Small schools together",
    "school": "School",
}
HEADLINES = "Headlines"
"""The section of measures, which are made of questions of any section."""
NOT_SAID = str(Missing.NOT_ANSWERED.value)
DID_NOT_SAY = "Did not say"
EVERYONE = "All pupils"


@dataclass(frozen=True)
class Line:
    """One cell, with the words that its ids stand for."""

    row: TidyRow
    table: SafeTable
    area_name: str
    pupils: str
    """`All pupils`, or which: `Sex: A girl`."""
    section: str
    question: str
    answer: str
    base_words: str
    reason: str
    """Why it is hidden; empty where it is not."""


@dataclass(frozen=True)
class Wording:
    """What a release calls its areas, groups and sections."""

    published: Published

    @cached_property
    def _areas(self) -> dict[tuple[str, str], str]:
        return {(area.level, area.area): area.name for area in self.published.areas}

    @cached_property
    def _sections(self) -> dict[str, str]:
        sections = self.published.questionnaire.sections
        return {section.id: one_line(section.title.say()) for section in sections}

    def area_name(self, table: SafeTable) -> str:
        """Its name, or the words it is known by where it has none."""
        group = table.group
        return self._areas.get((group.level, group.area)) or group.area or self.published.council

    def pupils(self, table: SafeTable) -> str:
        """Which pupils of the area."""
        pairs = zip(table.group.split, table.group.value, strict=True)
        said = [f"{split_words(name)}: {self.value(name, value)}" for name, value in pairs]
        return "; ".join(said) or EVERYONE

    def value(self, split: str, value: str) -> str:
        """The words of a choice that pupils are split by."""
        return _choices(self.published.questionnaire, split).get(value, value)

    def section(self, table: SafeTable) -> str:
        """The section's title; measures have one of their own."""
        return HEADLINES if table.kind == "measure" else self._sections[table.section]


def lines_of(published: Published) -> Iterator[Line]:
    """A line for each cell, in the order of tables.csv."""
    wording = Wording(published)
    for table in published.tables:
        cells = zip(rows_of([table]), table.cells, strict=True)
        about = (wording.area_name(table), wording.pupils(table), wording.section(table))
        for row, cell in cells:
            reason = cell.count.reason if isinstance(cell.count, Hidden) else ""
            words = (question_of(table), one_line(cell.words), table.base_words, reason)
            yield Line(row, table, *about, *words)


def question_of(table: SafeTable) -> str:
    """The question's words, with the row's for a grid; a measure's own."""
    return one_line(f"{table.title} {table.row}")


def split_words(name: str) -> str:
    """`sex` as a reader may see it."""
    return name.replace("_", " ").capitalize()


def one_line(words: str) -> str:
    """Words without line breaks, doubled spaces, and spaces at the ends."""
    return " ".join(words.split())


def _choices(questionnaire: Questionnaire, split: str) -> dict[str, str]:
    variable = questionnaire.splits.get(split)
    known = questionnaire.choices_of(variable) if variable else ()
    return {NOT_SAID: DID_NOT_SAY} | {choice.id: one_line(choice.text.say()) for choice in known}
