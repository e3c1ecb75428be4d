"""A section of the questionnaire in a school's report: each question, then what is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.said import Piece, Said, said, worded
from tellback.questionnaire.model import Question, Section
from tellback.report.blocks import Block, Heading, Note, Row, Table
from tellback.report.school.question import TESTED, Shown, picture_of_question
from tellback.report.school.results import SchoolResults
from tellback.report.school.words import reason_said, title_of


def sections(results: SchoolResults) -> Iterator[Block]:
    """Every section of the questionnaire of which the release has a table."""
    for section in _with_tables(results):
        yield from _section(results, section)


def by_section(results: SchoolResults) -> Table:
    """Where to look: in how many answers each section is really different, and what is hidden."""
    rows = tuple(_tallied(results, section) for section in _with_tables(results))
    columns = ("Section", "Compared", "Differ", "Hidden")
    return Table("Answers in each section", columns, rows)


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
    hidden: dict[str, list[str]] = {}
    pictures = [
        picture_of_question(question.id, rows, results.release)
        for question in section.questions
        if (rows := _rows(results, question, hidden))
    ]
    yield Heading(section.title.say())
    yield from pictures
    for reason, titles in hidden.items():
        yield Note(_hidden(results, reason, titles), "hidden")


def _rows(results: SchoolResults, question: Question, hidden: dict[str, list[str]]) -> list[Shown]:
    """The rows of a question that are shown; the titles of others go to `hidden`, by the reason."""
    rows, gone = [], dict[str, list[str]]()
    tables = [results.held.whole.get(("variable", one)) for one in question.variables]
    known = [one for one in tables if one is not None]
    for table in known:
        if why := _why_unseen(results, table):
            gone.setdefault(why, []).append(title_of(table))
        else:
            rows.append(results.shown(("variable", table.id)))
    for why, titles in gone.items():
        named = [known[0].title] if len(titles) == len(known) else titles
        hidden.setdefault(why, []).extend(named)
    return rows


def _why_unseen(results: SchoolResults, table: SafeTable) -> str:
    """The reason why nothing of a table is drawn; empty where something is."""
    if table.hidden:
        return table.hidden.reason
    if results.shown(("variable", table.id)).seen:
        return ""
    counts = (cell.count for cell in table.cells if cell.role == "choice")
    return next(one.reason for one in counts if isinstance(one, Hidden))


def _hidden(results: SchoolResults, reason: str, titles: list[str]) -> Said:
    why = worded(reason_said(reason))
    return said(f"Hidden for {results.voice.this}: ", *_listed(titles), ". ", why, ".")


def _listed(titles: list[str]) -> Iterator[Piece]:
    for at, title in enumerate(titles):
        yield "; ‘" if at else "‘"
        yield worded(title)
        yield "’"
