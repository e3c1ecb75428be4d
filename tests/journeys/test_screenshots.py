"""The pictures in the documents: taken here, looked at by people, and none of them unused.

`TELLBACK_SCREENSHOTS=1` takes them anew; otherwise they are taken and thrown away, and
the ones in docs/images are checked to be pictures that a document shows.
"""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, enter, press, sign_in
from tests.journeys.fewer_colours import shrink

A4 = 794
"""Pixels: the width of a printed page at 96 to the inch."""
WIDTHS = {"wide": (1280, 900), "phone": (360, 900)}


@pytest.fixture
def images(root: Path, tmp_path: Path) -> Path:
    """Where pictures go."""
    return root / "docs" / "images" if os.environ.get("TELLBACK_SCREENSHOTS") == "1" else tmp_path


def take(page: Page, images: Path, name: str, size: str) -> None:
    """The top of the page as a picture."""
    images.mkdir(exist_ok=True)
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    path = images / (f"{name}.png" if size == "wide" else f"{name}-phone.png")
    page.screenshot(path=path)
    if images.name == "images":  # kept in the repository, so it is made small
        shrink(path)
    assert width_of(path) == WIDTHS[size][0]


def width_of(path: Path) -> int:
    """The width of a PNG in pixels; fails where it is no PNG."""
    data = path.read_bytes()[:24]
    assert data[:8] == b"\x89PNG\r\n\x1a\n", path
    return int(struct.unpack(">I", data[16:20])[0])


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_the_pages(size: str, images: Path, browser: Browser, site: Site) -> None:
    width, height = WIDTHS[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(site.address)
    take(page, images, "front", size)
    page.goto(f"{site.address}/results/2009/")
    take(page, images, "borough", size)
    page.locator("#food").scroll_into_view_if_needed()
    page.locator("#food").evaluate("one => one.scrollIntoView()")
    if size == "wide":
        page.screenshot(path=images / "figures.png")
    page.goto(f"{site.address}/answer/")
    take(page, images, "code", size)
    enter(page, site, site.code())
    take(page, images, "welcome", size)
    page.click("text=Begin")
    page.click("text=Save and go on")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    take(page, images, "missed", size)
    page.get_by_label("A girl").check()
    page.get_by_label("Prefer not to say").check()
    press(page, "text=Save and go on")
    take(page, images, "grid", size)
    page.context.close()
    officer = browser.new_context(viewport={"width": width, "height": height}).new_page()
    sign_in(officer, site, "amina")
    officer.goto(f"{site.address}/staff/releases/wave/1/")
    if size == "wide":
        take(officer, images, "releases", size)
    officer.goto(f"{site.address}/staff/releases/1/")
    take(officer, images, "release", size)
    for name, path_of in {
        "waves": "/staff/waves/",
        "wave": "/staff/waves/2/",
        "monitor": "/staff/waves/1/monitor/",
        "prepare": "/staff/waves/prepare/",
        "register": "/staff/schools/",
    }.items():
        if size == "phone" and name not in {"wave", "monitor"}:
            continue
        officer.goto(site.address + path_of)
        take(officer, images, name, size)
    officer.context.close()


def test_each_picture_is_shown_by_a_document_and_each_shown_one_exists(root: Path) -> None:
    documents = [root / "README.md", *(root / "docs").rglob("*.md")]
    shown = {
        name
        for document in documents
        for name in re.findall(r"images/([\w-]+\.png)", document.read_text(encoding="utf-8"))
    }
    there = {path.name for path in (root / "docs" / "images").glob("*.png")}
    assert shown == there
    assert sum(path.stat().st_size for path in (root / "docs/images").glob("*.png")) < 3_000_000
    for path in (root / "docs" / "images").glob("*.png"):
        assert width_of(path) in {360, 1280, A4}
