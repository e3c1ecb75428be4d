"""Every kind of document that there is passes both checks as a PDF, and stays on its pages."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tellback.report.making import KINDS, OF_SCHOOLS, Kind, make_document, schools_with_reports
from tellback.report.pdf.write import report_pdf
from tests.library.report.demo import CONTENT, demo_material
from tests.library.report.pdf_checks import faults_of, judged_wrong
from tests.library.report.pdf_read import pages_of, stays_on_its_pages


@lru_cache(maxsize=8)
def made(kind: Kind) -> bytes:
    material = demo_material()
    school = schools_with_reports(material.ground)[0].area if kind in OF_SCHOOLS else ""
    return report_pdf(make_document(kind, material, school=school), content=CONTENT)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_accessible_and_stays_on_its_pages(kind: Kind) -> None:
    assert judged_wrong(made(kind)) == []
    assert faults_of(made(kind)) == []
    # In the borough's report a chart is cut in two: what is clipped away lies outside the page.
    assert kind == "borough" or stays_on_its_pages(made(kind))


def test_a_letter_is_one_page_and_a_newsletter_two_or_fewer() -> None:
    assert len(pages_of(made("letter"))) == 1
    assert len(pages_of(made("newsletter"))) <= 2
