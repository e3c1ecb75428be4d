"""Writes a questionnaire as an XLSForm that any ODK tool opens, and that we read back whole.

The sheets survey, choices and settings say all that an XLSForm can say. What it cannot
(measures, help lines, codes, what changed since earlier waves) stands with the rest in a
sheet of our own, as the questionnaire's YAML, beside a mark of the other three. Read back
with those untouched, the questionnaire is the same; once somebody has edited them, they
count and the sheet of our own does not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from tellback.questionnaire.model import (
    ONE_CHOICE,
    PREFER_NOT_TO_SAY,
    Choice,
    Kind,
    Question,
    Questionnaire,
    Section,
)
from tellback.questionnaire.words import Words
from tellback.questionnaire.write import to_yaml
from tellback.questionnaire.xlsform.own_sheet import OWN_SHEET, chunks, mark_of
from tellback.questionnaire.xlsform.workbook import read_sheets

Cells = dict[str, str]
"""Column -> what stands in one row."""
WHEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Stands where a workbook says when it was made, so that the same questionnaire says the same."""


def to_xlsx(questionnaire: Questionnaire) -> bytes:
    """The bytes of the .xlsx."""
    sheets = {
        "survey": [*_survey(questionnaire)],
        "choices": [*_choices(questionnaire)],
        "settings": [_settings(questionnaire)],
    }
    plain = _bytes(sheets)
    own = [[OWN_SHEET, mark_of(read_sheets(plain, name="the form"))]]
    own += [[chunk] for chunk in chunks(to_yaml(questionnaire))]
    return _bytes(sheets, own)


def _survey(questionnaire: Questionnaire) -> Iterator[Cells]:
    taken = {question.id for question in questionnaire.questions}
    if questionnaire.welcome:
        yield {"type": "note", "name": _free("welcome", taken)} | _said(
            questionnaire, "label", questionnaire.welcome
        )
    for section in questionnaire.sections:
        yield from _section(questionnaire, section, taken)


def _section(questionnaire: Questionnaire, section: Section, taken: set[str]) -> Iterator[Cells]:
    yield {
        "type": "begin_group",
        "name": _free(section.id, taken),
        "relevant": section.show_if or "",
        "appearance": "field-list",
    } | _said(questionnaire, "label", section.title)
    for words, name in ((section.intro, "intro"), (section.note, "note")):
        if words:
            yield {"type": "note", "name": _free(f"{section.id}_{name}", taken)} | _said(
                questionnaire, "label", words
            )
    for question in section.questions:
        yield from _question(questionnaire, question, taken)
    yield {"type": "end_group"}


def _question(questionnaire: Questionnaire, question: Question, taken: set[str]) -> Iterator[Cells]:
    said = _said(questionnaire, "label", question.text) | _said(
        questionnaire, "hint", question.help
    )
    said |= {
        f"media::audio::{_language(language)}": file for language, file in question.audio.items()
    }
    shared = {"relevant": question.show_if or "", "required": "yes" if question.required else ""}
    if question.kind is not Kind.GRID:
        yield {"type": _type(question), "name": question.id} | shared | said | _limits(question)
        return
    yield {
        "type": "begin_group",
        "name": _free(question.id, taken),
        "relevant": question.show_if or "",
        "appearance": "table-list",
    } | said
    for row in question.rows:
        required = question.required if row.required is None else row.required
        yield {
            "type": f"select_one {_list_of(question)}",
            "name": question.row_variable(row),
            "relevant": row.show_if or "",
            "required": "yes" if required else "",
            "media::image": row.picture or "",
        } | _said(questionnaire, "label", row.text)
    yield {"type": "end_group"}


def _type(question: Question) -> str:
    if question.kind in ONE_CHOICE:
        return f"select_one {_list_of(question)}"
    if question.kind is Kind.MULTI:
        return f"select_multiple {_list_of(question)}"
    if question.kind is Kind.NUMBER:
        return "integer" if question.whole else "decimal"
    return {Kind.TEXT: "text", Kind.NOTE: "note", Kind.PRESET: "hidden"}[question.kind]


def _limits(question: Question) -> Cells:
    """What narrows an answer, as constraint and appearance."""
    if question.kind is Kind.LIST:
        return {"appearance": "minimal"}
    if question.kind is Kind.TEXT:
        return {"appearance": "multiline", "constraint": f"string-length(.) <= {question.longest}"}
    if question.kind is not Kind.NUMBER:
        return {}
    limits = [
        f". {sign} {limit:g}"
        for sign, limit in ((">=", question.least), ("<=", question.most))
        if limit is not None
    ]
    return {"constraint": " and ".join(limits)} if limits else {}


def _choices(questionnaire: Questionnaire) -> Iterator[Cells]:
    for question in questionnaire.questions:
        # A number or words may be refused too, which an XLSForm cannot say.
        for choice in question.offered if question.choices else ():
            yield {"list_name": _list_of(question), "name": choice.id} | _choice_words(
                questionnaire, choice
            )


def _choice_words(questionnaire: Questionnaire, choice: Choice) -> Cells:
    said = _said(questionnaire, "label", choice.text)
    if choice.picture and choice.id != PREFER_NOT_TO_SAY:
        said["media::image"] = choice.picture
    return said


def _settings(questionnaire: Questionnaire) -> Cells:
    return {
        "form_title": questionnaire.title.say(),
        "form_id": questionnaire.id,
        "version": questionnaire.version,
        "default_language": _language(questionnaire.languages[0]),
    }


def _said(questionnaire: Questionnaire, column: str, words: Words | None) -> Cells:
    """`words` in a column for each language that has them; the first language always has."""
    if words is None:
        return {}
    first, *others = questionnaire.languages
    named = words.languages()
    return {f"{column}::{_language(first)}": words.say(first)} | {
        f"{column}::{_language(one)}": words.say(one) for one in others if one in named
    }


def _language(code: str) -> str:
    return f"{code} ({code})"


def _list_of(question: Question) -> str:
    return f"{question.id}_choices"


def _free(name: str, taken: set[str]) -> str:
    """`name`, or with a number where something else has it: `${name}` must mean one thing."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found


def _bytes(
    sheets: Mapping[str, Sequence[Cells]], own: Iterable[Sequence[str]] | None = None
) -> bytes:
    book = Workbook()
    book.properties.created = book.properties.modified = WHEN
    if book.active is not None:
        book.remove(book.active)
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet = book.create_sheet(name)
        _fill(sheet, 1, columns)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for number, row in enumerate(rows, start=2):
            _fill(sheet, number, [row.get(column, "") for column in columns])
        sheet.freeze_panes = "A2"
    if own is not None:
        sheet = book.create_sheet(OWN_SHEET)
        sheet.sheet_state = "hidden"
        for number, texts in enumerate(own, start=1):
            _fill(sheet, number, texts)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, number: int, texts: Sequence[str]) -> None:
    """One row of texts; what begins with a sign is text all the same, and never a formula."""
    for at, text in enumerate(texts, start=1):
        if text:
            cell = sheet.cell(row=number, column=at)
            cell.value = text
            cell.data_type = "s"
