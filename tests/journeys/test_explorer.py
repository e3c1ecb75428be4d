"""The explorer in a browser: by keyboard, without JavaScript, on a phone; its pictures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, look, press, sign_in
from tests.journeys.fewer_colours import shrink
from tests.journeys.test_screenshots import WIDTHS, width_of

RESULTS = "/results/2009/"
SCHOOL = "9004"
SMALL = "9006"
"""Six of its pupils answered."""
EVERYONE = {
    "": "Young people’s lifestyle survey 2009",
    "explore/": "Explore the results",
    "explore/?show=section:food": "Explore the results",
    "explore/?show=q04": "Explore the results",
    "explore/?show=q04&by=ethnicity": "Explore the results",
    "explore/?show=q07&by=sex": "Explore the results",
    "explore/?by=locality": "Explore the results",
    "explore/?show=q04&of=locality:Northfold": "Explore the results",
    "explore/?of=locality:Northfold&by=sex": "Explore the results",
    "explore/?show=nothing": "Explore the results",
}


@pytest.fixture
def images(root: Path, tmp_path: Path) -> Path:
    """Where pictures go."""
    return root / "docs" / "images" if os.environ.get("TELLBACK_SCREENSHOTS") == "1" else tmp_path


def window(browser: Browser, size: str, *, script: bool = True) -> Page:
    """A new window."""
    width, height = WIDTHS[size]
    made = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=script
    )
    return made.new_page()


def take_from(page: Page, images: Path, name: str, size: str, *, at: str) -> None:
    """The page from `at` down as a picture."""
    images.mkdir(exist_ok=True)
    page.evaluate("document.activeElement?.blur()")
    page.locator(at).first.evaluate("one => one.scrollIntoView()")
    path = images / (f"{name}.png" if size == "wide" else f"{name}-phone.png")
    page.screenshot(path=path)
    if images.name == "images":  # kept in the repository, so it is made small
        shrink(path)
    assert width_of(path) == WIDTHS[size][0]


@pytest.mark.parametrize("size", WIDTHS)
def test_every_state_of_the_explorer_is_accessible(size: str, browser: Browser, site: Site) -> None:
    page = window(browser, size)
    for path, heading in EVERYONE.items():
        page.goto(f"{site.address}{RESULTS}{path}")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        look(page, site)
    page.context.close()


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_the_explorer(size: str, images: Path, browser: Browser, site: Site) -> None:
    page = window(browser, size)
    page.goto(f"{site.address}{RESULTS}explore/?show=q04&by=sex")
    take_from(page, images, "explorer", size, at=".explorer__form")
    page.goto(f"{site.address}{RESULTS}explore/?show=q05&by=locality")
    if size == "wide":
        take_from(page, images, "explorer-localities", size, at=".govuk-caption-l")
    sign_in(page, site, "bilal")
    page.goto(f"{site.address}{RESULTS}schools/{SCHOOL}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Downs Meadow Junior")
    look(page, site)
    take_from(page, images, "own-school", size, at="h1")
    page.context.close()


@pytest.mark.parametrize("size", WIDTHS)
def test_staff_see_school_by_school_and_a_draft_as_it_will_be(
    size: str, browser: Browser, site: Site
) -> None:
    page = window(browser, size)
    sign_in(page, site, "efa")
    for path in (
        f"{RESULTS}explore/?by=school",
        f"{RESULTS}explore/?show=q04&by=school",
        f"{RESULTS}explore/?show=q04&by=room",
        f"{RESULTS}schools/{SMALL}/",
        "/staff/releases/1/preview/",
        "/staff/releases/1/preview/explore/?by=sex",
    ):
        page.goto(site.address + path)
        look(page, site)
    expect(page.get_by_role("region", name="Published")).to_be_visible()
    page.context.close()


def test_without_javascript_everything_is_there(browser: Browser, site: Site) -> None:
    page = window(browser, "wide", script=False)
    page.goto(f"{site.address}{RESULTS}")
    press(page, "text=Explore the results")
    page.get_by_label("What", exact=True).select_option("q04")
    page.get_by_label("Split", exact=True).select_option("sex")
    press(page, "button:has-text('Show')")
    assert page.url.endswith("/results/2009/explore/?show=q04&of=borough&by=sex")
    assert page.get_by_role("row", name="Very good").first.inner_text().count("%") == 6
    page.get_by_text("How to read these figures").click()
    expect(page.get_by_text("the per cent would lie in it 19 times in 20")).to_be_visible()
    page.context.close()


def test_by_keyboard_alone(browser: Browser, site: Site) -> None:
    page = window(browser, "wide")
    page.goto(f"{site.address}{RESULTS}explore/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the main content
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "by":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "by=sex" in page.url
    expect(page.get_by_text("The whole area, by sex")).to_be_visible()
    page.context.close()


def test_a_head_finds_the_own_school_and_no_other(browser: Browser, site: Site) -> None:
    page = window(browser, "wide")
    sign_in(page, site, "bilal")
    page.goto(f"{site.address}{RESULTS}schools/{SCHOOL}/")
    press(page, "text=Explore this school’s results")
    options = page.get_by_label("Where", exact=True).locator("option").all_inner_texts()
    assert "Downs Meadow Junior" in options
    assert not [one for one in options if "Primary" in one]
    page.goto(f"{site.address}{RESULTS}schools/{SMALL}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not for you")
    page.context.close()
