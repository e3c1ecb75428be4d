"""Pictures and recordings that a form names: the column, and the file in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tellback.questionnaire.xlsform.words import code_of
from tellback.questionnaire.xlsform.workbook import SheetRow

FILE = re.compile(r"(symbol:)?[A-Za-z0-9][A-Za-z0-9_. -]{0,90}")
"""A file name that a questionnaire may hold; see `model.Picture`."""
KINDS = frozenset({"image", "audio", "video", "big-image"})


def media_in(row: SheetRow) -> Iterator[tuple[str, str, str, str]]:
    """(column, kind, language's code or blank, file) of each column of media in `row`.

    Columns are written `media::image`, `image`, and either with `::English (en)` behind it.
    """
    for column, file in row.cells.items():
        front, _, rest = column.partition("::")
        if front == "media":
            front, _, rest = rest.partition("::")
        if front.lower() in KINDS or column == "media":
            yield column, front.lower(), code_of(rest) if rest else "", file


def picture_of(row: SheetRow) -> str | None:
    """The picture of a row, where it names one that can be carried; the same in all languages."""
    found = [file for _, kind, _, file in media_in(row) if kind == "image" and FILE.fullmatch(file)]
    return found[0] if found else None


def recordings_of(row: SheetRow, languages: tuple[str, ...]) -> dict[str, str]:
    """Language -> the recording of a question being read; a column without one is the first's."""
    return {
        language or languages[0]: file
        for _, kind, language, file in media_in(row)
        if kind == "audio" and FILE.fullmatch(file)
    }
