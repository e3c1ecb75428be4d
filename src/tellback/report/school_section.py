"""A section of the questionnaire in a school's report: each question, then what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.said import Fact, Piece, Said
from tellback.questionnaire.model import Question, Section
from tellback.report.blocks import Block, Heading, Note, Words
from tellback.report.school_question import Shown, picture_of_question
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
    for section in results.material.ground.questionnaire.sections:
        if any(("variable", one) in results.held.whole for one in _variables(section)):
            yield from _section(results, section)


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
    real = sum(len(one.differences) for one in _compared(results, section))
    if pictures:
        yield Words(_how_many_real(real))
    yield from pictures
    if unseen.unasked:
        yield Words(
            sentence(f"Nobody of {results.voice.this} was asked: ", *_listed(unseen.unasked), ".")
        )
    for reason, titles in unseen.hidden.items():
        yield Note(_hidden(results, reason, titles), "hidden")


def _compared(results: SchoolResults, section: Section) -> Iterator[Shown]:
    keys = (("variable", one) for one in _variables(section))
    return (results.beside[key] for key in keys if key in results.beside)


def _how_many_real(real: int) -> Said:
    if not real:
        return ("Nothing in this section is really different from the rest of the borough.",)
    if real == 1:
        return ("One answer in this section is really different from the rest of the borough.",)
    return sentence(
        Fact(str(real)),
        " answers in this section are really different from the rest of the borough.",
    )


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
