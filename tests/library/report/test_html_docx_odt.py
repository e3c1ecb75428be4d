"""The same document in every format: nothing is lost, nothing moved, the same bytes each time."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given

from tellback.report.document import Document
from tellback.report.html.page import html_page, symbols_within
from tellback.report.office.docx import report_docx
from tellback.report.office.odt import report_odt
from tests.library.report.made_up import CONTENT, document, documents, full, in_order

QUIET = {"style", "title", "desc"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class Reader(HTMLParser):
    """The words of a page as a person reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quiet = tag in QUIET or ("class", "govuk-visually-hidden") in attrs or self._quiet
        self._quiet += bool(quiet) and tag not in {"br", "meta", "img", "hr"}
        if tag not in {"data", "bdi", "sup", "a"}:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= bool(self._quiet)
        if tag not in {"data", "bdi", "sup", "a"}:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words.append(data)


def html_words(page: str) -> str:
    """What a page says."""
    reader = Reader()
    reader.feed(page[page.index("<main") : page.index("<footer")])
    return "".join(reader.words)


def docx_words(data: bytes) -> str:
    """What the text of a Word file says."""
    with ZipFile(BytesIO(data)) as held:
        root = ET.fromstring(held.read("word/document.xml"))  # noqa: S314 - ours
    found = []
    for one in root.iter():
        if one.tag == f"{WORD}t":
            found.append(one.text or "")
        elif one.tag in {f"{WORD}p", f"{WORD}br"}:
            found.append(" ")
    return "".join(found)


def odt_words(data: bytes) -> str:
    """What the text of an OpenDocument file says, without its notes."""
    with ZipFile(BytesIO(data)) as held:
        root = ET.fromstring(held.read("content.xml"))  # noqa: S314 - ours
    found: list[str] = []
    _gather(root, found)
    return "".join(found)


def _gather(one: ET.Element, found: list[str]) -> None:
    silent = {f"{ODF}note", f"{ODF}index-title-template", f"{TABLE}title"}
    if one.tag in {f"{ODF}p", f"{ODF}h", f"{ODF}s", f"{ODF}line-break"}:
        found.append(" ")
    if one.tag not in silent and not one.tag.endswith(("}title", "}desc")):
        found.append(one.text or "")
        for child in one:
            _gather(child, found)
            found.append(child.tail or "")


@given(documents())
def test_all_words_of_any_document_are_in_all_its_files_in_their_order(made: Document) -> None:
    assert not in_order(made, html_words(html_page(made, content=CONTENT)))
    assert not in_order(made, docx_words(report_docx(made, content=CONTENT)))
    assert not in_order(made, odt_words(report_odt(made, content=CONTENT)))


def test_a_word_that_is_missing_or_moved_is_found() -> None:
    made = full()
    read = html_words(html_page(made, content=CONTENT))
    assert not in_order(made, read)
    assert in_order(made, read.replace("Do not compare", "Do compare"))
    moved = read.replace("Read them together.", "") + "Read them together."
    assert in_order(made, moved)


@pytest.mark.parametrize("make", [report_docx, report_odt])
@pytest.mark.parametrize("look", ["report", "letter", "newsletter"])
def test_the_same_document_gives_the_same_bytes(make, look) -> None:
    made = full(look=look)
    first = make(made, content=CONTENT)
    assert first == make(made, content=CONTENT)
    with ZipFile(BytesIO(first)) as held:
        assert {entry.date_time for entry in held.infolist()} == {(2010, 6, 1, 0, 0, 0)}
        assert len({entry.filename for entry in held.infolist()}) == len(held.infolist())
        parts = {one: held.read(one) for one in held.namelist()}
    text = b" ".join(data for name, data in parts.items() if name.endswith(".xml"))
    years = set(re.findall(rb">(20\d\d)-\d\d-\d\dT", text))
    assert years == {b"2010"}


@pytest.mark.parametrize("make", [report_docx, report_odt])
def test_signs_that_no_xml_can_hold_are_left_out(make) -> None:
    made = document(title="One\x00two\x0b", subtitle="\ud800", council="A\x07B")
    assert make(made, content=CONTENT)


def test_a_symbol_that_is_not_there_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        symbols_within(CONTENT)("no-such-picture")
