"""axe finds nothing on any page; nothing scrolls sideways at 320 px; no stranger is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import PASSWORD, Site, enter, look, press, sign_in

PUBLIC = (
    "/",
    "/results/",
    "/results/2009/",
    "/account/login/",
    "/account/password/reset/",
    "/no-such-page/",
)
OFFICER = (
    "/staff/releases/wave/1/",
    "/staff/releases/1/",
    "/staff/releases/wave/1/ask/",
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
    "/account/2fa/totp/activate/",
    "/account/password/change/",
    "/account/logout/",
)
ADMINISTRATOR = (
    "/staff/people/",
    "/staff/people/add/",
    "/staff/people/1/",
    "/staff/people/events/",
)
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


@pytest.mark.parametrize("name", ["efa", "bilal", "petra", "owen", "clara", "cosmo"])
def test_a_start_page_for_each_role(name: str, page: Page, site: Site) -> None:
    sign_in(page, site, name)
    look(page, site)
    page.goto(f"{site.address}/staff/people/events/")  # refused
    assert page.get_by_role("heading", level=1).count() == 1
    look(page, site)


def test_setting_up_a_second_factor(page: Page, site: Site) -> None:
    sign_in(page, site, "efa")
    page.goto(f"{site.address}/account/2fa/totp/activate/")
    look(page, site)  # asks for the password again
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    assert page.get_by_role("heading", name="Set up your second factor").is_visible()
    square = page.get_by_role("img", name="A square code that holds the key below")
    picture = square.locator("svg").bounding_box()
    assert picture is not None
    assert 120 <= picture["width"] <= 330
    look(page, site)
    page.fill("#id_code", "1")
    page.locator("main button[type=submit]").click()
    page.wait_for_selector(".govuk-error-summary")
    look(page, site)


def test_codes_on_slips_and_a_school_that_could_not(page: Page, site: Site) -> None:
    sign_in(page, site, "amina")
    page.goto(f"{site.address}/staff/waves/2/")
    press(page, "text=Could not >> nth=0")
    look(page, site)
    press(page, "text=Back to the wave")
    press(page, "text=Make codes >> nth=0")
    look(page, site)
    page.fill("#id_count", "2")
    press(page, "text=Make the codes")
    assert page.locator(".slip__code").count() == 2
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
    press(page, "button:has-text('Start')")
    look(page, site)
    enter(page, site, site.code())
    look(page, site)
    press(page, "text=Begin")
    look(page, site)
    press(page, "text=Save and go on")
    assert page.locator(".govuk-error-summary").is_visible()
    look(page, site)
    answer_everything(page, lambda: look(page, site))
    look(page, site)
    press(page, "text=Send my answers")
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
        press(page, "text=Save and go on")


def test_names_that_a_screen_reader_says(page: Page, site: Site) -> None:
    enter(page, site, site.code())
    press(page, "text=Begin")
    press(page, "text=Save and go on")
    assert page.get_by_role("link", name="Choose an answer for question 1.").is_visible()
    assert page.get_by_role("group", name="1. I am:").is_visible()
    page.get_by_role("radio", name="A girl").check()
    page.get_by_role("radio", name="I don’t know").check()
    press(page, "text=Save and go on")
    assert page.get_by_text("Part 2 of 10").is_visible()
    row = page.get_by_role("group", name="Vegetables", exact=True)
    assert row.get_by_role("radio", name="Never").count() == 1
    assert page.title().startswith("Part 2 of 10, Food and drink")
