"""Labels and hints in the languages of an XLSForm."""

from __future__ import annotations

import re

from tellback.questionnaire.words import DEFAULT, Words
from tellback.questionnaire.xlsform.workbook import SheetRow, Workbook

CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
UNNAMED = "en"
"""The language of a form that names none."""
CODES = {
    "arabic": "ar", "bengali": "bn", "chinese": "zh", "cymraeg": "cy", "dari": "prs",
    "deutsch": "de", "english": "en", "español": "es", "espanol": "es", "farsi": "fa",
    "francais": "fr", "français": "fr", "french": "fr", "gaelic": "gd", "gaeilge": "ga",
    "german": "de", "gujarati": "gu", "hindi": "hi", "irish": "ga", "italian": "it",
    "kurdish": "ku", "lithuanian": "lt", "nepali": "ne", "panjabi": "pa", "pashto": "ps",
    "persian": "fa", "polish": "pl", "polski": "pl", "portuguese": "pt", "português": "pt",
    "punjabi": "pa", "romanian": "ro", "slovak": "sk", "somali": "so", "spanish": "es",
    "swahili": "sw", "sylheti": "syl", "tamil": "ta", "tigrinya": "ti", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "welsh": "cy",
}  # fmt: skip
"""ISO 639 codes of languages named without one."""


def code_of(language: str) -> str:
    """`English (en)` and `English` are `en`; another name stays as it is, without spaces."""
    matched = CODE.search(language)
    if matched:
        front, dash, rest = matched[1].partition("-")
        return f"{front.lower()}{dash}{rest}"
    name = "-".join(language.lower().split())
    return CODES.get(name, name)


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
    said: dict[str, str] = {}
    for name, text in row.cells.items():
        front, _, language = name.partition("::")
        if front == column and language:
            code = code_of(language)
            said[DEFAULT if code == languages[0] else code] = text
    if plain := row.get(column):
        said.setdefault(DEFAULT, plain)
    return Words(said) if said else None


def joined(first: Words | None, second: Words | None) -> Words | None:
    """Two sets of words as one, one after the other in each language."""
    if first is None or second is None:
        return first or second
    codes = dict.fromkeys((*first.root, *second.root))
    return Words(
        {
            code: "\n".join(filter(None, (first.root.get(code), second.root.get(code))))
            for code in codes
        }
    )
