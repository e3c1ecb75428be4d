"""Documents as PDF: accessible by two checks, the same bytes again, numbers with sources."""

from __future__ import annotations

import io
import re
from datetime import date

import pikepdf
import pypdfium2
import pytest

from tellback.figure.said import said
from tellback.report.blocks import (
    Words,
)
from tellback.report.document import Document
from tellback.report.pdf.write import report_pdf
from tests.library.paper.printed import plain
from tests.library.report import pdf_samples
from tests.library.report.demo import CONTENT
from tests.library.report.pdf_checks import faults_of, judged_wrong
from tests.library.report.pdf_read import (
    SAMPLES,
    kinds_in,
    pages_of,
    pdf_of,
    sample,
    stays_on_its_pages,
)
from tests.library.report.pdf_samples import counted


@pytest.mark.parametrize("name", SAMPLES)
def test_another_checker_finds_nothing_against_pdf_ua_and_pdf_a(name: str) -> None:
    assert judged_wrong(sample(name)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_all_that_stands_on_its_pages_is_reached_from_its_tags(name: str) -> None:
    assert faults_of(sample(name)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_stands_outside_its_margins(name: str) -> None:
    assert stays_on_its_pages(sample(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    again = report_pdf(getattr(pdf_samples, name)(), content=CONTENT)
    assert again == sample(name)


def test_it_says_its_day_title_council_and_language() -> None:
    made = pdf_of(Words(said("Words.")), made_on=date(2011, 2, 3), language="cy")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.docinfo.Title) == "What pupils of Year 5 told us in 2009"
        assert str(pdf.docinfo.Author) == "Aldermoor Council"
        assert str(pdf.docinfo.CreationDate).startswith("D:20110203000000")
        assert str(pdf.Root.Lang) == "cy"


def test_each_page_says_council_title_audience_release_and_its_number() -> None:
    pages = pages_of(sample("rich_report"))
    for at, text in enumerate(pages, start=1):
        for words in ("Aldermoor Council", "What pupils of Year 5", "For everyone",
                      "2009, release 1", f"Page {at} of {len(pages)}"):  # fmt: skip
            assert plain(words) in text


def test_what_stands_on_every_page_is_not_read_out_on_each() -> None:
    made = sample("rich_report")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[2]
        artifacts = page.Contents.read_bytes().count(b"/Artifact")
    assert artifacts >= 3
    assert "P" in kinds_in(made)


def test_the_contents_have_numbers_of_pages_and_lead_there() -> None:
    made = sample("rich_report")
    kinds = kinds_in(made)
    assert kinds.count("TOCI") == 6
    reader = pypdfium2.PdfDocument(made)
    titles = [one.get_title() for one in reader.get_toc()]
    assert titles[:4] == ["In short", "Health", "My health is:", "By locality"]
    assert titles[4:] == [
        "My health is:",
        "Who took part",
        "What comes next",
        "Where the numbers come from",
    ]
    (page,) = re.findall(r"Whatcomesnext[.\s]*(\d)", pages_of(made)[0])
    assert "Whatcomesnext" in pages_of(made)[int(page) - 1]


def test_a_sentence_with_numbers_leads_to_where_they_are_from() -> None:
    made = pdf_of(
        Words(counted("About ", "42%", " do.", "Question 4")),
        Words(said("No number.")),
        Words(counted("Then ", "7 pupils", " do.", "Question 9")),
    )
    text = pages_of(made)[0]
    assert "About42%do.1" in text
    assert "Then7pupilsdo.2" in text
    assert "Nonumber.2" not in text
    assert text.index("Wherethenumberscomefrom") < text.index("1Question4.Base:572pupils")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        links = [one for one in pdf.pages[0].Annots if one.Subtype == "/Link"]
        assert len(links) == 2
        assert all("/StructParent" in one and str(one.Contents) for one in links)


def test_a_source_from_another_release_says_so() -> None:
    made = pdf_of(Words(counted("About ", "42%", " do.")), release="2010, release 3")
    assert "Base:572pupils(2009,release1)" in pages_of(made)[0]


def test_no_sources_no_section() -> None:
    assert "Wherethenumbers" not in "".join(pages_of(sample("rich_newsletter")))


def test_a_document_of_nothing_is_still_one() -> None:
    made = report_pdf(Document("x", "T", "", "C", "", "", date(2010, 1, 1), ()), content=CONTENT)
    assert judged_wrong(made) == []
    assert faults_of(made) == []
