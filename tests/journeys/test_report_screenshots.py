"""The first page of each document as it is printed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser

from tests.journeys.conftest import Site, sign_in
from tests.journeys.fewer_colours import shrink
from tests.journeys.test_paper_screenshots import PIXELS_WIDE, png_of
from tests.journeys.test_screenshots import images, width_of

__all__ = ["images"]
PAGES = {
    "page-borough": ("report.pdf", 2),
    "page-members": ("summary.pdf", 0),
    "page-newsletter": ("newsletter.pdf", 0),
    "page-school": ("schools/9004/report.pdf", 0),
    "page-letter": ("schools/9004/letter.pdf", 0),
}
"""Picture -> the document and which of its pages; the borough report begins with its contents."""


def test_pictures_of_first_pages(images: Path, browser: Browser, site: Site) -> None:
    context = browser.new_context()
    sign_in(context.new_page(), site, "amina")
    images.mkdir(exist_ok=True)
    for name, (address, page) in PAGES.items():
        answer = context.request.get(f"{site.address}/results/2009/{address}")
        assert answer.headers["content-type"] == "application/pdf"
        picture = images / f"{name}.png"
        picture.write_bytes(png_of(pypdfium2.PdfDocument(answer.body())[page]))
        if images.name == "images":
            shrink(picture)
        assert width_of(picture) == PIXELS_WIDE
    context.close()
