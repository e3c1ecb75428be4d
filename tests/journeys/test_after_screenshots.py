"""Pictures of the register and of what is done after a wave; every page looked at by axe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, look, own_database, press, served, sign_in
from tests.journeys.test_screenshots import WIDTHS, take
from tests.web.schools.national import extract, link, links, school, zipped


@pytest.fixture
def images(root: Path, tmp_path: Path) -> Path:
    """Where pictures go."""
    return root / "docs" / "images" if os.environ.get("TELLBACK_SCREENSHOTS") == "1" else tmp_path


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Site]:
    """A small borough whose register disagrees with its wave."""
    data = tmp_path_factory.mktemp("doubtful")
    with own_database() as own:
        environment = {**own, "TELLBACK_SECOND_FACTOR": "offered", "TELLBACK_DATA": str(data)}
        environment["DJANGO_SETTINGS_MODULE"] = "tellback_web.settings"
        environment["TELLBACK_COUNCIL"] = "Aldermoor Council"
        command = [sys.executable, "-m", "tests.journeys.doubtful", str(data)]
        subprocess.run(command, env=environment, cwd=root, check=True)
        axe = (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        with served(data, environment) as address:
            yield Site(address=address, codes=[], axe=axe, data=data)


def officer(browser: Browser, site: Site, size: str) -> Page:
    """Amina, signed in, with a window of this size."""
    width, height = WIDTHS[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, site, "amina")
    return page


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_what_is_done_after_a_wave(
    size: str, images: Path, browser: Browser, site: Site
) -> None:
    page = officer(browser, site, size)
    for path in ("", "1/", "2/", "2/register/", "2/feedback/", "2/cost/"):
        page.goto(f"{site.address}/staff/after/{path}")
        look(page, site)
    for name in ("feedback", "cost", "kept"):
        page.goto(f"{site.address}/staff/after/1/{name}/")
        look(page, site)
        take(page, images, f"after-{name}", size)
    page.goto(f"{site.address}/staff/after/1/cost/")
    assert page.get_by_role("row", name="Primary care trust").inner_text().endswith("£184.80")
    assert page.get_by_role("row", name="Children’s services").inner_text().endswith("£277.20")
    for name in ("lines", "shares"):
        page.goto(f"{site.address}/staff/after/1/cost/{name}/")
        look(page, site)
    page.get_by_role("textbox", name="Per cent of payer 1").fill("41")
    press(page, "button:has-text('Save')")
    assert page.get_by_text("The shares sum to 101 per cent. They must sum to 100.").is_visible()
    look(page, site)
    page.context.close()


@pytest.mark.parametrize("size", WIDTHS)
def test_the_hours_of_staff_are_said_with_the_keyboard_alone(
    size: str, images: Path, browser: Browser, site: Site
) -> None:
    page = officer(browser, site, size)
    page.goto(f"{site.address}/staff/after/1/cost/staff-time/")
    look(page, site)
    take(page, images, "after-staff-time", size)
    page.goto(f"{site.address}/staff/after/2/cost/")
    assert page.get_by_text("Nobody has said yet how many hours").is_visible()
    page.get_by_role("button", name="Say how many hours").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    say_hours(page, "Analysis", "a week")
    assert page.get_by_role("link", name="Write hours as a number, such as 37.5.").is_visible()
    look(page, site)
    page.get_by_role("link", name="Write hours as a number").press("Enter")
    assert focused(page) == "id_hours_0"
    page.get_by_role("textbox", name="Work 1", exact=True).fill("")
    say_hours(page, "W" * 200, "99,999.99")
    assert page.get_by_text("The hours are stored.").is_visible()
    assert page.get_by_role("row", name="All hours").inner_text().endswith("99,999.99")
    look(page, site)
    page.goto(f"{site.address}/staff/after/2/cost/staff-time/")
    look(page, site)
    page.get_by_role("textbox", name="Work 1", exact=True).fill("")
    say_hours(page, "", "")
    assert page.get_by_text("Nobody has said yet how many hours").is_visible()
    page.context.close()


def say_hours(page: Page, work: str, hours: str) -> None:
    """Write the first line and send it, from field to field with the keyboard."""
    page.get_by_role("textbox", name="Work 1", exact=True).focus()
    page.keyboard.insert_text(work)
    page.keyboard.press("Tab")
    assert focused(page) == "id_hours_0"
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(hours)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focused(page: Page) -> str:
    """The id of what the keyboard writes into."""
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("size", WIDTHS)
def test_a_school_says_how_it_went(size: str, images: Path, browser: Browser, site: Site) -> None:
    width, height = WIDTHS[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(page, site, "tessa")
    page.goto(f"{site.address}/class/")
    opening = page.locator("a[href$='/open/']").first.get_attribute("href") or ""
    page.goto(site.address + opening.replace("/open/", "/feedback/"))
    look(page, site)
    take(page, images, "give-feedback", size)
    page.get_by_label("How many minutes").fill("999")
    page.get_by_role("radio", name="So-so").check()
    press(page, "button:has-text('Tell the council')")
    look(page, site)
    page.context.close()


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_the_schools_register(
    size: str, images: Path, browser: Browser, site: Site
) -> None:
    page = officer(browser, site, size)
    page.goto(f"{site.address}/staff/schools/?sought=Aldermoor")
    look(page, site)
    page.goto(f"{site.address}/staff/schools/?sought=nothing-of-the-kind")
    look(page, site)
    page.goto(f"{site.address}/staff/schools/localities/")
    look(page, site)
    take(page, images, "localities", size)
    for path in ("1/", "1/name/", "1/locality/", "1/contact/", "localities/1/name/"):
        page.goto(f"{site.address}/staff/schools/{path}")
        look(page, site)
    press(page, "button:has-text('Rename the locality')")
    look(page, site)
    page.goto(f"{site.address}/staff/schools/localities/1/replace/")
    look(page, site)
    preview(page, site, whole_register())
    look(page, site)
    take(page, images, "register-preview", size)
    preview(page, site, extract(school("x", "One", OpenDate="never")))
    assert page.get_by_text("“x” is not a URN.").is_visible()
    look(page, site)
    page.context.close()


def preview(page: Page, site: Site, data: bytes) -> None:
    """Choose a national register of authority 999."""
    page.goto(f"{site.address}/staff/schools/upload/")
    page.set_input_files(
        "#id_file", {"name": "extract.zip", "mimeType": "application/zip", "buffer": data}
    )
    page.fill("#id_authority", "999")
    page.fill("#id_since", "2026-09-01")
    press(page, "button:has-text('Look at what would change')")


def whole_register() -> bytes:
    """An extract in which one school has become an academy and another is new."""
    rows = (
        school("9001", "Alder Lane Primary Academy", kind="Academy converter"),
        school("9002", "Fold Gate Junior", kind="Junior"),
        school("9200", "Quarry Bank Free School", kind="Free school"),
    )
    before = link("9001", "7001", "Alder Lane Primary", "Predecessor", "01-09-2026")
    return zipped(extract(*rows), links(before))


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_a_register_that_disagrees(
    size: str, images: Path, browser: Browser, doubtful: Site
) -> None:
    page = officer(browser, doubtful, size)
    for path in ("staff/after/1/", "staff/schools/", "staff/schools/localities/"):
        page.goto(f"{doubtful.address}/{path}")
        look(page, doubtful)
    page.goto(f"{doubtful.address}/staff/schools/?sought=Hillside")
    press(page, "main td a, main th a")
    look(page, doubtful)
    take(page, images, "school", size)
    page.goto(f"{doubtful.address}/staff/after/1/register/")
    look(page, doubtful)
    take(page, images, "reconcile", size)
    doubt = page.locator(".after__doubt").first
    doubt.get_by_role("button", name="It may stand").click()
    page.wait_for_selector(".govuk-error-summary")
    look(page, doubtful)
    doubts = page.locator(".after__doubt").count()
    doubt.get_by_role("textbox").fill("The school’s own office has told us that this is right.")
    doubt.get_by_role("button", name="It may stand").click()
    page.wait_for_selector("text=Answered for")
    assert page.locator(".after__doubt").count() == doubts - 1
    look(page, doubtful)
    press(page, "button:has-text('Take back')")
    assert page.locator(".after__doubt").count() == doubts
    page.context.close()
