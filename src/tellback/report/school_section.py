"""A section of the questionnaire in a school's report: each question, then what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.said import Piece, Said
from tellback.questionnaire.model import Question, Section
from tellback.report.blocks import Block, Heading, Note, Row, Table, Words
from tellback.report.school_question import TESTED, Shown, picture_of_question
from tellback.report.school_results import SchoolResults
from tellback.report.school_words import sentence, words


@dataclass
class _Unseen:
    """What of a section is not drawn: titles by the reason why."""

    hidden: dict[str, list[str]] = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)

    def hide(self, reason: str, titles: list[str]) -> None:
        self.hidden.setdefault(reason, []).extend(titles)


def sections(results: SchoolResults) -> Iterator[Block]:
    """Every section of the questionnaire of which the release has a table."""
    for section in _with_tables(results):
        yield from _section(results, section)


def by_section(results: SchoolResults) -> Table:
    """Where to look: in how many answers each section is really different, and what is hidden."""
    rows = tuple(_tallied(results, section) for section in _with_tables(results))
    columns = ("Section", "Compared", "Really different", "Hidden")
    return Table("How many answers of each section differ", columns, rows)


def _tallied(results: SchoolResults, section: Section) -> Row:
    compared = real = hidden = 0
    for variable in _variables(section):
        one = results.beside.get(("variable", variable))
        if one is None:
            table = results.held.whole.get(("variable", variable))
            hidden += len(table.cells) if table and table.hidden else 0
            continue
        for value in (line.values[0] for line in one.lines):
            hidden += value.share is None
            compared += bool(value.mark and value.mark.shape in TESTED)
            real += bool(value.mark and value.mark.real)
    return Row(section.title.say(), (str(compared), str(real), str(hidden)))


def _with_tables(results: SchoolResults) -> Iterator[Section]:
    for section in results.material.ground.questionnaire.sections:
        if any(("variable", one) in results.held.whole for one in _variables(section)):
            yield section


def _variables(section: Section) -> Iterator[str]:
    return (variable for question in section.questions for variable in question.variables)


def _section(results: SchoolResults, section: Section) -> Iterator[Block]:
    unseen = _Unseen()
    pictures = [
        picture_of_question(question.id, rows, results.release)
        for question in section.questions
        if (rows := _rows(results, question, unseen))
    ]
    yield Heading(section.title.say())
    yield from pictures
    if unseen.unasked:
        yield Words(
            sentence(f"Nobody of {results.voice.this} was asked: ", *_listed(unseen.unasked), ".")
        )
    for reason, titles in unseen.hidden.items():
        yield Note(_hidden(results, reason, titles), "hidden")


def _rows(results: SchoolResults, question: Question, unseen: _Unseen) -> list[Shown]:
    """The rows of a question that are shown; the others go to `unseen`."""
    rows, hidden = [], dict[str, list[str]]()
    tables = [results.held.whole.get(("variable", one)) for one in question.variables]
    known = [one for one in tables if one is not None]
    for table in known:
        why = _why_unseen(results, table)
        if why is None:
            rows.append(results.shown(("variable", table.id)))
        else:
            hidden.setdefault(why, []).append(f"{table.title} {table.row}".strip())
    for why, titles in hidden.items():
        named = [known[0].title] if len(titles) == len(known) else titles
        if why:
            unseen.hide(why, named)
        else:
            unseen.unasked += named
    return rows


def _why_unseen(results: SchoolResults, table: SafeTable) -> str | None:
    """The reason why nothing of a table is drawn: empty where nobody was asked, None if it is."""
    if table.hidden:
        return table.hidden.reason
    if not table.base:
        return ""
    if results.shown(("variable", table.id)).seen:
        return None
    counts = (cell.count for cell in table.cells)
    return next((one.reason for one in counts if isinstance(one, Hidden)), "")


def _hidden(results: SchoolResults, reason: str, titles: list[str]) -> Said:
    return sentence(
        f"Hidden for {results.voice.this}: ", *_listed(titles), ". ", words(reason), "."
    )


def _listed(titles: list[str]) -> Iterator[Piece]:
    for at, title in enumerate(titles):
        yield "; ‘" if at else "‘"
        yield words(title)
        yield "’"
