"""Every question as a picture with its table, section by section, each with what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.headline import Reading
from tellback.figure.headline_words import facts_in
from tellback.figure.said import Number, Piece, Said, said
from tellback.figure.side import percent_said
from tellback.questionnaire.model import Kind, Question, Section
from tellback.report.blocks import Block, Heading, Picture
from tellback.report.material import Material
from tellback.report.members.ranked import ranked_said
from tellback.report.members.summary import Told
from tellback.report.outline import ranked_in
from tellback.report.pictures import picture_of


def section_blocks(material: Material, headlines: Told) -> Iterator[Block]:
    """Each section under a heading of level 3, with its questions."""
    for section in material.ground.questionnaire.sections:
        pictures = tuple(_pictures(material, section, headlines))
        if pictures:
            yield Heading(section.title.say(), 3)
            yield from pictures


def _pictures(material: Material, section: Section, headlines: Told) -> Iterator[Picture]:
    whole = material.ground.borough.whole
    for question in section.questions:
        keys = [("variable", variable) for variable in question.variables]
        tables = [whole[key] for key in keys if key in whole]
        if tables:
            sentences = _sentences(material, question, tables, headlines)
            drawn = picture_of(tables, said=tuple(sentences))
            title = f"{question.number}. {drawn.title}" if question.number else drawn.title
            yield replace(drawn, title=title)


def _sentences(
    material: Material, question: Question, tables: Sequence[SafeTable], headlines: Told
) -> Iterator[Said]:
    """The outline's headlines of the question; where it has none, what its table says by itself."""
    variable_of = {one.id: one.variable for one in material.ground.questionnaire.measures}
    mine = {*question.variables, question.id}
    found = [
        sentence
        for one, sentences in headlines.items()
        if (one.variable or variable_of.get(one.measure, "")) in mine
        for sentence in sentences
    ]
    orders = (one for one in ranked_in(material.outline) if one.question == question.id)
    found += [sentence for one in orders for sentence in ranked_said(material, one)]
    if question.kind is Kind.TEXT:
        yield from _wrote(tables[0], material.facts.release)
    elif found:
        yield from dict.fromkeys(found)
    elif len(tables) == 1:
        yield from most_given(tables[0], material.facts.release)
    else:
        yield from most_apart(tables, material.facts.release)


def _wrote(table: SafeTable, release: str) -> Iterator[Said]:
    """How many wrote something; what it was stays with those who read it."""
    for one in _shares(table, release):
        if one.low is not None:
            yield said(
                *(one.number, " of pupils wrote something. What they wrote is read by a person "),
                "named for it, and is not printed.",
            )


def most_given(table: SafeTable, release: str) -> Iterator[Said]:
    """The answer given most, where nothing hidden can have been given more."""
    shares = list(_shares(table, release))
    shown = [one for one in shares if one.low is not None]
    best = max(shown, key=lambda one: one.high, default=None)
    if (
        best is None
        or not best.high
        or any(one.high >= best.high for one in shares if one is not best)
    ):
        return
    yield said("The answer given most was ", *_quoted(best.words), ", by ", best.number, ".")


def most_apart(tables: Sequence[SafeTable], release: str) -> Iterator[Said]:
    """Of the lines of a grid those with most and fewest of the answer that sets them apart most."""
    by_choice: dict[str, list[_Share]] = {}
    for table in tables:
        for one in _shares(table, release):
            by_choice.setdefault(one.choice, []).append(one)
    told = [
        (most.high - least.high, words[0].words, most, least)
        for words in by_choice.values()
        if len(words) == len(tables) and all(one.low is not None for one in words)
        for most, least in ((max(words, key=_high), min(words, key=_high)),)
    ]
    if not told:
        return
    apart, words, most, least = max(told, key=lambda one: one[0])
    if apart:
        yield said(
            *(*_quoted(words), " was answered most often to ", *_quoted(most.line), " ("),
            *(most.number, ") and least often to ", *_quoted(least.line), " (", least.number, ")."),
        )


class _Share:
    """An answer of a table: the least and the most that its share can be."""

    def __init__(self, table: SafeTable, choice: str, words: str, release: str) -> None:
        self.reading = Reading(table, (choice,), release)
        self.choice, self.words, self.line = choice, words, table.row
        shown = self.reading.shown
        self.low = None if isinstance(shown, Hidden) else shown[0] / shown[1]
        self.high = _most_of(table, choice) if self.low is None else self.low

    @property
    def number(self) -> Number:
        shown = self.reading.shown
        text = "hidden" if isinstance(shown, Hidden) else percent_said(*shown)
        return Number(text, self.reading.source)


def _high(one: _Share) -> float:
    return one.high


def _shares(table: SafeTable, release: str) -> Iterator[_Share]:
    if not table.base:
        return
    for cell in table.cells:
        if cell.role == "choice":
            yield _Share(table, cell.id, cell.words, release)


def _most_of(table: SafeTable, choice: str) -> float:
    """The largest share that a hidden answer can have."""
    if isinstance(table.base, Hidden) or not table.exclusive:
        return 1.0
    others = (cell.count for cell in table.cells if cell.id != choice)
    return 1 - sum(many for many in others if isinstance(many, int)) / table.base


def _quoted(words: str) -> tuple[Piece, ...]:
    return ("‘", *facts_in(words.rstrip(": ")), "’")
