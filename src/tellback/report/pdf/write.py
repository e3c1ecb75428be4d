"""A document as an accessible PDF: PDF/UA-1 and PDF/A-2a, every table cell with its heads."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path

from tellback.paper.typeset import pdf
from tellback.report.document import Document
from tellback.report.pdf.row_heads import with_row_heads
from tellback.report.pdf.typst_data import data_of


def report_pdf(document: Document, *, content: Path) -> bytes:
    """The PDF of `document`, set from data by one compile; nothing in it is read as markup.

    `content` is the folder with fonts/ and symbols/. The same document gives the same bytes.
    Raises Unprintable where a character has no font, ValueError for a card's symbol that is not
    there.
    """
    made = pdf(
        "report.typ",
        data_of(document, symbols=content / "symbols"),
        fonts=content / "fonts",
        made=moment_of(document),
        package="tellback.report.pdf",
    )
    return with_row_heads(made)


def moment_of(document: Document) -> datetime:
    """When a PDF says that it was made: as the day of the release began, whoever makes it when."""
    return datetime.combine(document.made_on, time(), UTC)
