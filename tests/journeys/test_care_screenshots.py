"""A reader and a safeguarding lead at work: pages looked at, one text decided by keyboard alone.

The pictures of docs/how-to/safeguarding.md are taken here too.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import Site, look, press, sign_in
from tests.journeys.test_screenshots import WIDTHS, images, take

__all__ = ["images"]
START = "/staff/care/texts/"
LIST = "/staff/care/texts/all/"
CONCERNS = "/staff/care/concerns/"


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_the_pages_of_care(
    size: str, images: Path, browser: Browser, site: Site
) -> None:
    width, height = WIDTHS[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, site, "safia")
    for name, path in {"care-start": START, "care-texts": LIST, "care-concerns": CONCERNS}.items():
        page.goto(site.address + path)
        if size == "wide":
            take(page, images, name, size)
    page.goto(f"{site.address}{START}next/")
    take(page, images, "care-text", size)
    page.goto(site.address + CONCERNS)
    press(page, "tbody th a")
    if size == "wide":
        take(page, images, "care-concern", size)
    page.context.close()


def text_of(page: Page) -> str:
    """The words that the page of a text shows."""
    return page.locator("blockquote").inner_text()


def open_text(page: Page, site: Site, words: str) -> None:
    """The page of the text that has these words."""
    page.goto(site.address + LIST)
    line = page.locator(".care-list__one").filter(has_text=words)
    with page.expect_navigation():
        line.locator("a").click()
    assert words in text_of(page)


def test_a_reader_takes_a_name_out_withholds_and_passes_on(
    context: BrowserContext, site: Site
) -> None:
    page = context.new_page()
    sign_in(page, site, "noor")
    for path in (START, LIST):
        page.goto(site.address + path)
        look(page, site)
    open_text(page, site, "Marigold")
    look(page, site)
    press(page, "button:has-text('Keep this')")
    look(page, site)
    expect(page).to_have_title("Error: A text to read – Aldermoor Council – Tellback")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    press_choice(page, "It may be used with names taken out")
    press(page, "button:has-text('Keep this')")
    assert "Nothing was taken out." in page.locator(".govuk-error-summary").inner_text()
    look(page, site)
    page.fill("#id_text", "I want the bus to stop near my friend [name]")
    press_choice(page, "It may be used with names taken out")
    press(page, "button:has-text('Keep this')")
    assert "without the names" in page.locator(".govuk-notification-banner").inner_text()
    open_text(page, site, "میدان")
    assert page.locator("blockquote").evaluate("one => getComputedStyle(one).direction") == "rtl"
    look(page, site)
    for words in ("⚽", "A place where everybody can be"):
        open_text(page, site, words)
        look(page, site)
    open_text(page, site, "nothing")
    press_choice(page, "It is withheld: nobody else sees it")
    page.select_option("#id_reason", "It cannot be understood")
    press(page, "button:has-text('Keep this')")
    open_text(page, site, "Nobody talks to me")
    press_choice(page, "It goes to the safeguarding leads")
    press(page, "button:has-text('Keep this')")
    page.goto(f"{site.address}{START}read/")
    assert "[name]" in page.locator("main").inner_text()
    look(page, site)
    page.goto(site.address + CONCERNS)
    assert "Only safeguarding leads see" in page.locator("main").inner_text()
    assert "oncern" not in page.locator("nav").inner_text()


def press_choice(page: Page, words: str) -> None:
    """Choose what becomes of the text."""
    page.get_by_label(words, exact=True).check()


def test_texts_are_cleared_by_keyboard_alone(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    sign_in(page, site, "noor")
    page.goto(site.address + LIST)
    box = page.get_by_role("checkbox").first
    before = page.get_by_role("checkbox").count()
    for _ in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.get_by_role("button", name="The ticked ones may be used").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "1 text may be used." in page.locator(".govuk-notification-banner").inner_text()
    assert page.get_by_role("checkbox").count() == before - 1
    # A box is called by its place, and described by the words it stands for.
    first = page.get_by_role("checkbox").first
    assert first.evaluate(
        "one => document.getElementById(one.getAttribute('aria-describedby')).innerText"
    )


def test_a_lead_opens_a_concern_says_what_was_done_and_closes_it(
    context: BrowserContext, site: Site
) -> None:
    page = context.new_page()
    sign_in(page, site, "safia")
    assert "with nothing done yet" in page.locator(".care-panel").inner_text()
    look(page, site)
    page.goto(site.address + CONCERNS)
    look(page, site)
    assert "hits me" not in page.locator("main").inner_text()
    press(page, "tbody th a")
    look(page, site)
    press(page, "button:has-text('Keep what was done')")
    assert "Say what was done." in page.locator(".govuk-error-summary").inner_text()
    look(page, site)
    page.fill(
        "#act_what", "Rang the school’s safeguarding lead. They speak to the whole year.\n" * 6
    )
    press(page, "button:has-text('Keep what was done')")
    look(page, site)
    page.click("text=Close this concern")
    page.fill("#close_reason", "The school has a plan.")
    press(page, "button:has-text('Close the concern')")
    look(page, site)
    page.goto(f"{site.address}{CONCERNS}?closed=yes")
    look(page, site)
    press(page, "tbody th a")
    page.fill("#reopen_reason", "Another pupil wrote the same.")
    press(page, "button:has-text('Open it again')")
    assert "Opened again: Another pupil wrote the same." in page.locator("main").inner_text()
