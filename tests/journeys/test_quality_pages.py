"""An officer decides which responses count; every page of it is looked at by axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, look, press, sign_in
from tests.journeys.test_screenshots import WIDTHS, images, take

__all__ = ["images"]
FIRST = "/staff/releases/wave/1/responses/"


@pytest.fixture(params=WIDTHS)
def size(request: pytest.FixtureRequest) -> str:
    """`wide` or `phone`."""
    return str(request.param)


@pytest.fixture
def officer(browser: Browser, site: Site, size: str) -> Iterator[Page]:
    """Amina, signed in, with a window of this size."""
    width, height = WIDTHS[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, site, "amina")
    yield page
    page.context.close()


def decide(page: Page, which: str, what: str, why: str) -> None:
    """Fill in the form and send it."""
    page.get_by_label(which).check()
    page.get_by_label(what).check()
    page.get_by_label("Why?").fill(why)
    press(page, "main button[type=submit]")


def test_an_officer_decides_and_takes_it_back(
    officer: Page, site: Site, images: Path, size: str
) -> None:
    officer.goto(site.address + FIRST)
    expect(officer.get_by_text("Counted", exact=True)).to_be_visible()
    look(officer, site)
    press(officer, "tbody th a >> nth=0")
    look(officer, site)
    press(officer, "main button[type=submit]")
    assert officer.locator(".govuk-error-summary a").count() == 3
    look(officer, site)
    ticks = officer.locator(".govuk-checkboxes__input")
    ticks.nth(0).check()
    ticks.nth(1).check()
    decide(officer, "Those that are ticked", "Leave out", "The same tick in eleven grids.")
    expect(officer.get_by_text("2 responses are left out.")).to_be_visible()
    look(officer, site)
    if size == "wide":
        take(officer, images, "responses-of-one-reason", size)
    press(officer, "text=Back to the responses")
    expect(officer.get_by_text("570 of 572 responses")).to_be_visible()
    expect(officer.get_by_text("is out of date").first).to_be_visible()
    look(officer, site)
    take(officer, images, "responses-to-look-at", size)
    press(officer, "tbody th a >> nth=0")
    decide(officer, "All that are flagged", "Keep", "Asked their teacher: it was meant.")
    officer.goto(f"{site.address}{FIRST}")
    expect(officer.get_by_text("572 of 572 responses")).to_be_visible()
    officer.goto(f"{site.address}{FIRST}history/")
    expect(officer.get_by_text("The same tick in eleven grids.").first).to_be_visible()
    look(officer, site)


def test_an_analyst_reads_the_pages(browser: Browser, site: Site) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(page, site, "efa")
    for path in ("", "impossible/", "impossible/?page=2", "alike/", "history/"):
        page.goto(site.address + FIRST + path)
        assert page.locator("main form").count() == 0
        look(page, site)
    page.context.close()
