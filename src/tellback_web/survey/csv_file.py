"""A table as a CSV file that a spreadsheet opens rightly and runs nothing of.

The file begins with a byte order mark: without it Excel takes UTF-8 for another encoding
and mangles names. A cell whose first sign would make a spreadsheet compute it (= + - @,
also after blanks, or a tab) gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are their wide forms, which some spreadsheets compute too."""
BLANKS = " \t\r\n\v\f\u00a0\ufeff\u200b"


def cell(value: object) -> str:
    """A value as it stands in the file; None is an empty cell."""
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = str(value).replace("\0", "")
    starts_blank = text[:1] in ("\t", "\r", "\n") and bool(text)
    if starts_blank or text.lstrip(BLANKS).startswith(FORMULA):
        return f"'{text}"
    return text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file: UTF-8 with its mark, commas, CR LF as RFC 4180 has them."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")
