"""Pictures of the pupil's pages in another language, with another look, and without a network."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, press
from tests.journeys.test_screenshots import WIDTHS, width_of
from tests.journeys.trying import GO_ON, begin, first_page, grid, offer, speak


@pytest.fixture
def images(root: Path, tmp_path: Path) -> Path:
    """Where pictures go."""
    return root / "docs" / "images" if os.environ.get("TELLBACK_SCREENSHOTS") == "1" else tmp_path


def take(page: Page, images: Path, name: str, size: str) -> None:
    """The top of the page as a picture, in all its colours: the drawings on it have many."""
    images.mkdir(exist_ok=True)
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    path = images / (f"{name}.png" if size == "wide" else f"{name}-phone.png")
    page.screenshot(path=path)
    assert width_of(path) == WIDTHS[size][0]


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_the_pages_as_children_choose_them(
    size: str, images: Path, browser: Browser, site: Site
) -> None:
    offer(browser, site)
    width, height = WIDTHS[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = begin(context, site)
    if size == "wide":
        first_page(page)
        take(page, images, "pictures", size)
        page.go_back()
    grid(page)
    speak(page, "ur")
    take(page, images, "urdu", size)
    speak(page, "en")
    if size == "wide":
        looks(page, images, size)
    else:
        context.set_offline(True)
        page.click(GO_ON)
        expect(page.locator(".ask-waiting")).to_contain_text("The network is away")
        take(page, images, "away", size)
    context.close()


def looks(page: Page, images: Path, size: str) -> None:
    """How it looks, and how it looks then."""
    press(page, ".ask-reader__looks")
    take(page, images, "looks", size)
    page.check("[value=easy]")
    page.check("[value=large]")
    press(page, "main form button")
    page.evaluate("document.fonts.ready")
    take(page, images, "easier", size)
