"""An officer prints booklets: the pages looked at, the PDF opened, pictures taken of both."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Site, look, press, sign_in
from tests.journeys.fewer_colours import shrink
from tests.journeys.test_screenshots import WIDTHS, images, take, width_of

__all__ = ["images"]
PICTURES = {
    "paper-front": ("wave:1", "normal", "en", "How to answer"),
    "paper-arrows": ("wave:1", "normal", "en", "Only answer questions 23 to 27"),
    "paper-large": ("wave:1", "large", "en", "Vegetables"),
    "paper-symbols": ("came:try-it.yaml", "symbols", "en", "Which pets do you have?"),
    "paper-urdu": ("came:try-it.yaml", "symbols", "ur", 4),
}
"""Picture -> the questionnaire, variant and language, and the page: words on it, or its number."""
PIXELS_WIDE = 794
"""A page of A4 at 96 to the inch."""


@pytest.mark.parametrize("size", WIDTHS)
def test_an_officer_chooses_a_booklet(
    size: str, images: Path, browser: Browser, site: Site
) -> None:
    width, height = WIDTHS[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, site, "amina")
    page.goto(f"{site.address}/staff/printing/")
    look(page, site)
    press(page, "text=Try it out")
    look(page, site)
    take(page, images, "print", size)
    page.get_by_label("With symbols").check()
    page.get_by_label("Polski").check()
    page.get_by_label("In black and white only").check()
    with page.expect_download() as waiting:
        page.click("button:has-text('Make the PDF')")
    assert waiting.value.suggested_filename == "try-it-2026-symbols-pl.pdf"
    page.goto(f"{site.address}/staff/printing/came:try-it.yaml/?variant=normal&language=fr")
    look(page, site)
    assert page.locator(".govuk-error-summary").is_visible()
    page.context.close()


def test_pictures_of_booklets(images: Path, browser: Browser, site: Site) -> None:
    context = browser.new_context()
    sign_in(context.new_page(), site, "amina")
    for name, (questionnaire, variant, language, words) in PICTURES.items():
        address = f"{site.address}/staff/printing/{questionnaire}/booklet.pdf"
        answer = context.request.get(address, params={"variant": variant, "language": language})
        picture = images / f"{name}.png"
        images.mkdir(exist_ok=True)
        picture.write_bytes(png_of(page_with(words, answer.body())))
        if images.name == "images":
            shrink(picture)
        assert width_of(picture) == PIXELS_WIDE
    context.close()


def page_with(words: str | int, made: bytes) -> pypdfium2.PdfPage:
    """The first page that has `words`, or the page of that number."""
    document = pypdfium2.PdfDocument(made)
    if isinstance(words, int):
        return document[words - 1]
    for page in document:
        if words in " ".join(page.get_textpage().get_text_range().split()):
            return page
    msg = f"no page has “{words}”"
    raise AssertionError(msg)


def png_of(page: pypdfium2.PdfPage) -> bytes:
    """The page drawn as a PNG (PNG specification, sections 5 and 9)."""
    drawn = page.render(scale=PIXELS_WIDE / page.get_width(), rev_byteorder=True).to_numpy()
    height, width = drawn.shape[:2]
    lines = b"".join(b"\0" + drawn[row, :, :3].tobytes() for row in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
