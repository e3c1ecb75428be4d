"""A PDF of ours made and read back."""

from __future__ import annotations

import io
from functools import lru_cache

import pikepdf
import pypdfium2

from tellback.report.blocks import (
    Block,
)
from tellback.report.pdf.write import report_pdf
from tests.library.paper.printed import A4, boxes_of, plain
from tests.library.report import pdf_samples
from tests.library.report.demo import CONTENT
from tests.library.report.pdf_checks import elements_of
from tests.library.report.pdf_samples import document

SIDE_MARGIN, FOOT = 20.0, 8.0
SAMPLES = ("rich_report", "members_form", "rich_newsletter", "rich_letter")


@lru_cache(maxsize=8)
def sample(name: str) -> bytes:
    return report_pdf(getattr(pdf_samples, name)(), content=CONTENT)


def pdf_of(*blocks: Block, **more: object) -> bytes:
    return report_pdf(document(*blocks, **more), content=CONTENT)  # type: ignore[arg-type]


def pages_of(made: bytes) -> list[str]:
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    return [plain(text) for text in pages]


def kinds_in(made: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return [one.kind for one in elements_of(pdf)]


def stays_on_its_pages(made: bytes) -> bool:
    return all(
        left >= SIDE_MARGIN - 1
        and right <= A4[0] - SIDE_MARGIN + 1
        and bottom >= FOOT
        and top <= A4[1] - FOOT
        for page in pypdfium2.PdfDocument(made)
        for left, bottom, right, top in boxes_of(page)
    )
