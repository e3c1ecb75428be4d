"""Labels and hints in the languages of an XLSForm."""

from __future__ import annotations

import re

from tellback.questionnaire.words import Words
from tellback.questionnaire.xlsform.workbook import SheetRow, Workbook

CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
UNNAMED = "en"
"""The language of a form that names none."""


def code_of(language: str) -> str:
    """`English (en)` is `en`; a name without a code stays as it is, without spaces."""
    matched = CODE.search(language)
    return matched[1] if matched else "-".join(language.lower().split())


def languages_of(workbook: Workbook) -> tuple[str, ...]:
    """The languages of the labels, the default one first."""
    columns = [
        column
        for row in (*workbook.survey, *workbook.choices)
        for column in row.cells
        if column.partition("::")[0] in {"label", "hint"}
    ]
    found = list(dict.fromkeys(code_of(one.partition("::")[2]) for one in columns if "::" in one))
    stated = next((row.get("default_language") for row in workbook.settings), "")
    default = code_of(stated) if stated and stated.lower() != "default" else ""
    if default and default not in found and (not found or "label" in columns):
        found.insert(0, default)
    if "label" in columns and not default and UNNAMED not in found:
        found.insert(0, UNNAMED)
    if default in found:
        found.sort(key=lambda one: one != default)
    return tuple(found) or (UNNAMED,)


def words_of(row: SheetRow, column: str, languages: tuple[str, ...]) -> Words | None:
    """The words in a column and its languages; None where there are none."""
    said = {
        code_of(name.partition("::")[2]): text
        for name, text in row.cells.items()
        if name.startswith(f"{column}::")
    }
    if plain := row.get(column):
        said.setdefault(languages[0], plain)
    return Words(said) if said else None
