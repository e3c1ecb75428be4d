"""What a workbook of results holds, whatever its file format: a cover, notes, and tables.

Source: Analysis Function, Releasing statistics in spreadsheets: one table a sheet, marked as
one; the title in A1; no merged, empty or coloured cells that mean something; [c] for what
is confidential, explained on the notes' sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tellback.release.lines import LEVEL_WORDS, Line
from tellback.release.published import Published
from tellback.release.tidy import TidyRow

Value = str | int
HIDDEN = "[c]"
HEADER = (
    "Area type",
    "Area",
    "Pupils",
    "Question",
    "Answer",
    "Number of pupils",
    "Per cent",
    "Number of pupils asked",
    "Who was asked",
    "Shown or hidden",
)
WIDTHS = (14, 24, 24, 60, 32, 12, 10, 12, 40, 44)
MOST_ROWS = 1_000_000
"""A section of more goes on in another sheet; Excel has 1,048,576 rows."""
LONGEST_NAME = 31
"""Letters that a sheet's name may have in Excel."""


@dataclass(frozen=True)
class Sheet:
    """Sentences from A1 down, each in a row of its own, then one table with its header."""

    name: str
    sentences: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()

    @property
    def header_row(self) -> int:
        """The number of the row in which the table's header stands, from 1."""
        return len(self.sentences) + 1


def sheets_of(published: Published, lines: Iterable[Line]) -> tuple[Sheet, ...]:
    """The cover, the notes, then a sheet for each section, in the questionnaire's order."""
    by_section: dict[str, list[Line]] = {}
    for line in lines:
        by_section.setdefault(line.section, []).append(line)
    parts = [
        (section, held[start : start + MOST_ROWS])
        for section, held in by_section.items()
        for start in range(0, len(held), MOST_ROWS)
    ]
    sections = [section for section, _ in parts]
    results = [
        Sheet(name, _above(published, section), HEADER, tuple(map(_row, held)))
        for name, (section, held) in zip(_names(sections), parts, strict=True)
    ]
    return (_cover(published, results, sections), _notes(published), *results)


def _above(published: Published, section: str) -> tuple[str, ...]:
    return (
        f"{section}: {published.title}",
        "This sheet has one table. The sheet Notes says what [c] means and how to read it.",
    )


def _cover(published: Published, results: list[Sheet], sections: list[str]) -> Sheet:
    about = published.about
    sentences = (
        published.title,
        f"Results of the wave {about.wave}, made on {about.made_on.isoformat()}.",
        "Counts of what pupils said, protected so that nobody can be known from them.",
        *(about.responses.sentences if about.responses else ()),
        "The table below lists the sheets.",
    )
    listed = [("Notes", "How to read the tables")]
    listed += [(sheet.name, section) for sheet, section in zip(results, sections, strict=True)]
    return Sheet("Cover", sentences, ("Sheet", "What it holds"), tuple(listed))


def _notes(published: Published) -> Sheet:
    about = published.about
    rule = published.tables[0].rule if published.tables else "none"
    held = (
        (HIDDEN, "Confidential: hidden. The last column of each table says why."),
        ("0", "Nobody; a nought is never put where something is hidden."),
        ("Per cent", "Of those asked, rounded to a whole number, halves up."),
        ("Number of pupils asked", "Everyone who was asked, also those who did not answer."),
        ("Several answers", "Where pupils could tick several, answers add up to more than all."),
        ("Area type", f"One of {', '.join(LEVEL_WORDS.values())}."),
        ("Rule", f"What is hidden was decided by the rule {rule}."),
        *(
            ("Responses looked at before the count", said)
            for said in (about.responses.sentences if about.responses else ())
        ),
    )
    return Sheet("Notes", ("Notes", "This sheet has one table."), ("Sign or word", "Meaning"), held)


def _row(line: Line) -> tuple[Value, ...]:
    row: TidyRow = line.row
    numbers = (HIDDEN if one is None else one for one in (row.count, row.percent, row.base))
    area = LEVEL_WORDS[line.table.group.level]
    words = (area, line.area_name, line.pupils, line.question, line.answer)
    return (*map(_text, words), *numbers, _text(line.base_words), _text(line.reason or "Shown"))


def _text(words: str) -> str:
    """Words that a spreadsheet neither runs as a formula nor refuses."""
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", words)
    return f" {kept}" if kept.startswith("=") else kept or "-"


def _names(sections: Iterable[str]) -> Iterator[str]:
    """Sheet names: short, without signs that Excel forbids, each once."""
    taken = {"cover", "notes", "history"}
    for section in sections:
        plain = re.sub(r"[^\w ,.&()-]", " ", section).strip()
        name, at = " ".join(plain.split())[:LONGEST_NAME].strip() or "Section", 2
        while name.lower() in taken:
            end = f" {at}"
            name, at = name[: LONGEST_NAME - len(end)].strip() + end, at + 1
        taken.add(name.lower())
        yield name
