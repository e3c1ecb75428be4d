"""A child who tries the small questionnaire with four languages; it needs no code."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.conftest import Site, press, sign_in

GO_ON = "#answers .ask-buttons button"
TRY = "Try it out: Try it out"


def offer(browser: Browser, site: Site) -> None:
    """The officer offers it to everybody, unless it is offered already."""
    context = browser.new_context()
    officer = context.new_page()
    officer.goto(f"{site.address}/answer/try/")
    if not officer.get_by_role("button", name=TRY).count():
        sign_in(officer, site, "amina")
        officer.goto(f"{site.address}/staff/questionnaires/came:try-it.yaml/")
        press(officer, "text=Let everybody try it")
    context.close()


def begin(context: BrowserContext, site: Site) -> Page:
    """A child on its welcome page."""
    page = context.new_page()
    page.goto(f"{site.address}/answer/try/")
    page.get_by_role("button", name=TRY).click()
    page.wait_for_url("**/welcome/")
    return page


def speak(page: Page, language: str) -> None:
    """Press the button of a language."""
    press(page, f".ask-reader button[value={language}]")


def first_page(page: Page) -> None:
    """From the welcome to the first questions."""
    press(page, "main a.govuk-button")


def grid(page: Page) -> None:
    """From the welcome to the page with the grid, answering what must be answered."""
    first_page(page)
    page.check("#t01")
    press(page, GO_ON)
    press(page, GO_ON)
    assert page.locator(".ask-row").count() == 4
