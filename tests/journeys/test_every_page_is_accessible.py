"""axe finds nothing on any page; nothing scrolls sideways at 320 px; no stranger is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, enter, sign_in

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = (
    "/",
    "/results/",
    "/results/2009/",
    "/account/login/",
    "/account/password/reset/",
    "/no-such-page/",
)
OFFICER = (
    "/staff/",
    "/staff/waves/",
    "/staff/waves/1/",
    "/staff/waves/2/",
    "/staff/waves/1/monitor/",
    "/staff/waves/2/monitor/",
    "/staff/waves/prepare/",
    "/staff/waves/2/ask/",
    "/staff/waves/2/extend/",
    "/staff/waves/2/close/",
    "/staff/schools/",
    "/staff/schools/upload/",
    "/staff/people/me/",
    "/staff/people/",
    "/account/2fa/",
    "/account/password/change/",
    "/account/logout/",
)
ADMINISTRATOR = (
    "/staff/people/",
    "/staff/people/add/",
    "/staff/people/1/",
    "/staff/people/events/",
)
RUN_AXE = """async ([source, tags]) => {
  if (!window.axe) { (0, eval)(source); }
  return (await axe.run(document, {runOnly: tags})).violations;
}"""
SIZES = ((1280, 900), (360, 740))


@pytest.fixture(params=SIZES, ids=["wide", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest, site: Site) -> Iterator[Page]:
    """A page that tells of console errors and of requests to anyone else."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    made = context.new_page()
    strangers: list[str] = []
    errors: list[str] = []
    ours = (site.address, "data:")
    made.on("request", lambda one: one.url.startswith(ours) or strangers.append(one.url))
    made.on(
        "console",
        # Chromium calls every 4xx an error; those are the pages that say no.
        lambda one: one.type != "error" or "status of 4" in one.text or errors.append(one.text),
    )
    made.on("pageerror", lambda one: errors.append(str(one)))
    yield made
    context.close()
    assert strangers == []
    assert errors == []


def look(page: Page, site: Site) -> None:
    """axe's verdict, and whether anything sticks out at 320 px and at 400 % zoom."""
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [site.axe, TAGS])
    said = [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
    assert said == [], page.url
    size = page.viewport_size
    for width, height in ((320, 640), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (page.url, wide)
    assert size is not None
    page.set_viewport_size(size)


def test_pages_for_everyone(page: Page, site: Site) -> None:
    for path in PUBLIC:
        page.goto(site.address + path)
        look(page, site)


@pytest.mark.parametrize(("name", "paths"), [("amina", OFFICER), ("dev", ADMINISTRATOR)])
def test_pages_for_staff(name: str, paths: tuple[str, ...], page: Page, site: Site) -> None:
    sign_in(page, site, name)
    for path in paths:
        page.goto(site.address + path)
        look(page, site)


def test_forms_with_mistakes(page: Page, site: Site) -> None:
    sign_in(page, site, "amina")
    for path in (
        "/staff/waves/prepare/",
        "/staff/waves/2/extend/",
        "/staff/waves/2/ask/",
        "/staff/schools/upload/",
    ):
        page.goto(site.address + path)
        page.locator("main button[type=submit]").last.click()
        page.wait_for_selector(".govuk-error-summary")
        look(page, site)


def test_every_page_of_a_pupil(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/answer/")
    look(page, site)
    page.fill("#code", "no such 10")
    page.click("button:has-text('Start')")
    look(page, site)
    enter(page, site, site.code())
    look(page, site)
    page.click("text=Begin")
    look(page, site)
    page.click("text=Save and go on")
    assert page.locator(".govuk-error-summary").is_visible()
    look(page, site)
    answer_everything(page, lambda: look(page, site))
    look(page, site)
    page.click("text=Send my answers")
    look(page, site)
    page.goto(f"{site.address}/answer/stop/")
    look(page, site)
    page.goto(f"{site.address}/answer/page/3/")
    look(page, site)


def answer_everything(page: Page, each: Callable[[], None]) -> None:
    """Tick the last choice of everything that can be ticked, page by page, to the end."""
    while "/answer/page/" in page.url:
        each()
        groups = page.locator("input[type=radio]").evaluate_all(
            "all => [...new Set(all.map(one => one.name))]"
        )
        for name in groups:
            page.locator(f"input[name='{name}']").last.check()
        page.click("text=Save and go on")


def test_names_that_a_screen_reader_says(page: Page, site: Site) -> None:
    enter(page, site, site.code())
    page.click("text=Begin")
    page.click("text=Save and go on")
    assert page.get_by_role("link", name="Choose an answer for question 1.").is_visible()
    assert page.get_by_role("group", name="1. I am:").is_visible()
    page.get_by_role("radio", name="A girl").check()
    page.get_by_role("radio", name="I don’t know").check()
    page.get_by_role("button", name="Save and go on").click()
    assert page.get_by_text("Part 2 of 10").is_visible()
    row = page.get_by_role("group", name="Vegetables", exact=True)
    assert row.get_by_role("radio", name="Never").count() == 1
    assert page.title().startswith("Part 2 of 10, Food and drink")
