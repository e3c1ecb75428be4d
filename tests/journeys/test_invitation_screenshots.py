"""An officer invites schools, changes a letter, watches the monitor, rings who is late: looked at.

The pictures of docs/how-to/inviting-schools.md are taken here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import Site, look, press, sign_in
from tests.journeys.test_screenshots import WIDTHS, images, take

__all__ = ["images"]
WAVE = "/staff/invitations/2/"


@pytest.fixture
def officer(context: BrowserContext, site: Site) -> Iterator[Page]:
    page = context.new_page()
    sign_in(page, site, "amina")
    yield page
    page.close()


def invite(page: Page, site: Site) -> None:
    """Send the invitation to the two schools that have not had it."""
    page.goto(f"{site.address}{WAVE}send/invitation/")
    look(page, site)
    press(page, "button:has-text('Go on')")
    look(page, site)
    press(page, "button:has-text('Send 2 letters')")
    look(page, site)


def test_schools_are_invited_and_the_school_answers_by_its_own_link(
    officer: Page, browser: Browser, site: Site
) -> None:
    page = officer
    page.goto(site.address + WAVE)
    look(page, site)
    invite(page, site)
    assert "2 letters sent" in page.locator("h1").inner_text()
    page.goto(f"{site.address}{WAVE}?stage=asked")
    look(page, site)
    press(page, "text=Bridgefoot Community Primary")
    look(page, site)
    page.click("text=Show the link")
    link = page.locator("details p").filter(has_text="/class/with/").inner_text()
    school = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    school.goto(site.address + link.partition("/class/")[1] + link.partition("/class/")[2])
    press(school, "text=Say yes or no")
    look(school, site)
    press(school, "button:has-text('Send this answer')")
    look(school, site)
    assert "Choose yes or no." in school.locator(".govuk-error-summary").inner_text()
    school.get_by_label("Yes, it takes part").check()
    press(school, "button:has-text('Send this answer')")
    assert "Thank you. Your answer is kept" in school.locator("main").inner_text()
    school.context.close()
    page.reload()
    assert "Accepted" in page.locator(".govuk-summary-list").first.inner_text()


def test_pages_with_mistakes_are_looked_at(officer: Page, site: Site) -> None:
    page = officer
    for path in ("letters/", "letters/parents/", "longer/", "send/reminder/"):
        page.goto(f"{site.address}{WAVE}{path}")
        look(page, site)
    page.goto(f"{site.address}{WAVE}longer/")
    press(page, "button:has-text('Give them longer')")
    look(page, site)
    page.goto(f"{site.address}{WAVE}letters/reminder/")
    page.fill("#id_body", "Dear {scool}")
    press(page, "button:has-text('Keep these words')")
    look(page, site)
    summary = page.locator(".govuk-error-summary").inner_text()
    assert "Did you mean {school}?" in summary
    page.goto(f"{site.address}{WAVE}send/invitation/")
    page.locator("input[name=schools]").evaluate_all(
        "all => all.forEach(one => one.checked = false)"
    )
    press(page, "button:has-text('Go on')")
    look(page, site)
    assert "Choose at least one school." in page.locator(".govuk-error-summary").inner_text()


def test_everything_is_done_without_script(browser: Browser, site: Site) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, site, "amina")
    page.goto(f"{site.address}/staff/waves/2/monitor/")
    assert page.get_by_role("button").count() == 0
    press(page, "text=Look again")
    assert "Counted at" in page.locator("main").inner_text()
    page.goto(f"{site.address}{WAVE}letters/feedback/")
    page.fill("#id_subject", "How was it, {school}?")
    press(page, "button:has-text('Keep these words')")
    assert "The letter is kept." in page.locator("main").inner_text()
    press(page, "button:has-text('Go back to the words that came with Tellback')")
    page.context.close()


def test_the_monitor_counts_anew_by_itself_until_it_is_stopped(
    officer: Page, context: BrowserContext, site: Site
) -> None:
    page = officer
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.address}/staff/waves/2/monitor/")
    stop = page.get_by_role("button", name="Stop counting anew")
    expect(stop).to_be_visible()
    row = page.locator("tr", has_text="Kingfisher Primary")
    assert "Accepted" not in row.inner_text()
    region = page.locator(".table-scroll").last
    region.focus()
    answer_for("Kingfisher Primary", context, site)
    with page.expect_response("**/monitor/?part=figures"):
        page.clock.fast_forward(20_000)
    expect(row).to_contain_text("Accepted")
    expect(region).to_be_focused()
    look(page, site)
    stop.click()
    asked.clear()
    page.clock.fast_forward(60_000)
    expect(page.get_by_role("button", name="Count anew every 20 seconds")).to_be_visible()
    assert [url for url in asked if "figures" in url] == []


def answer_for(school: str, context: BrowserContext, site: Site) -> None:
    """The officer keeps what a school said by phone."""
    page = context.new_page()
    page.goto(site.address + WAVE)
    press(page, f"text={school}")
    page.get_by_label("Yes, it takes part").check()
    press(page, "button:has-text('Keep the answer')")
    page.close()


def test_a_monitor_whose_network_or_sign_in_is_gone_says_so(officer: Page, site: Site) -> None:
    page = officer
    page.clock.install()
    page.goto(f"{site.address}/staff/waves/2/monitor/")
    page.context.set_offline(True)
    page.clock.fast_forward(20_000)
    expect(page.locator("[data-counted]")).to_contain_text("The network does not answer")
    page.clock.fast_forward(20_000)
    page.context.set_offline(False)
    with page.expect_response("**/monitor/?part=figures"):
        page.clock.fast_forward(20_000)
    expect(page.locator("[data-counted]")).not_to_contain_text("The network does not answer")
    page.context.clear_cookies()
    page.clock.fast_forward(20_000)
    expect(page.locator("[data-counted]")).to_contain_text("You are signed out")


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures(size: str, images: Path, browser: Browser, site: Site) -> None:
    width, height = WIDTHS[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, site, "amina")
    for name, path in {
        "to-ring": "/staff/waves/2/to-ring/",
        "invitations": WAVE,
        "letter-to-parents": f"{WAVE}letters/parents/",
    }.items():
        page.goto(site.address + path)
        look(page, site)
        if size == "wide" or name == "to-ring":
            take(page, images, name, size)
    page.context.close()
