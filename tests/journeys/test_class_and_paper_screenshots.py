"""Pictures for teachers, keyers and the shelf of questionnaires, of pages that were really used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, enter, look, press, sign_in
from tests.journeys.test_screenshots import WIDTHS, images, take

__all__ = ["images"]


def computer(browser: Browser, size: str) -> Page:
    """A browser of the wanted width."""
    width, height = WIDTHS[size]
    return browser.new_context(viewport={"width": width, "height": height}).new_page()


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_a_class(size: str, images: Path, browser: Browser, site: Site) -> None:
    teacher = computer(browser, size)
    sign_in(teacher, site, "tessa")
    teacher.click("nav >> text=Class sessions")
    press(teacher, "text=Open a class session")
    look(teacher, site)
    teacher.fill("#id_class_name", "5B")
    teacher.fill("#id_pupils", "9")
    press(teacher, "button:has-text('Open the session')")
    board = teacher.locator(".class-board__code").inner_text()
    session = teacher.url
    for _ in range(3):
        pupil = browser.new_context().new_page()
        enter(pupil, site, board)
        pupil.context.close()
    teacher.click("text=Count again")
    assert re.search(r"3\s*of 9", teacher.locator(".class-counts").inner_text())
    take(teacher, images, "class-session", size)
    press(teacher, "text=Show only this")
    look(teacher, site)
    take(teacher, images, "class-board", size)
    teacher.goto(session)
    teacher.get_by_label("Large").check()
    press(teacher, "text=Make tickets to print")
    assert teacher.locator(".ticket-slip").count() == 6
    look(teacher, site)
    take(teacher, images, "class-tickets", size)
    teacher.goto(f"{site.address}/class/")
    look(teacher, site)
    take(teacher, images, "class-home", size)
    teacher.context.close()


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_keying(size: str, images: Path, browser: Browser, site: Site) -> None:
    officer = computer(browser, size)
    sign_in(officer, site, "amina")
    officer.goto(f"{site.address}/staff/keying/open/")
    officer.select_option("#id_participation", index=3)
    officer.fill("#id_name", "5B, first envelope")
    officer.fill("#id_booklets", "1")
    press(officer, "text=Open the batch")
    batch = officer.url
    officer.context.close()
    for name, healthy in (("kiran", "1"), ("mabel", "2")):
        keyer = computer(browser, size)
        sign_in(keyer, site, name)
        keyer.goto(f"{site.address}/staff/keying/")
        if name == "kiran":
            look(keyer, site)
            take(keyer, images, "keying-batches", size)
        keyer.goto(batch)
        press(keyer, "text=Key the next booklet")
        if name == "kiran":
            look(keyer, site)
            take(keyer, images, "keying-page", size)
        key_all(keyer, first={"q04": healthy})
        if name == "mabel":
            press(keyer, "text=Settle booklet 1")
            look(keyer, site)
            take(keyer, images, "keying-settle", size)
        keyer.context.close()


def key_all(keyer: Page, *, first: dict[str, str]) -> None:
    """Every page of the booklet, nothing ticked but what `first` says."""
    while keyer.locator("#keying").count():
        for field in keyer.locator(".key-field__input").all():
            name = field.get_attribute("name") or ""
            field.fill(first.get(name, "-"))
        press(keyer, "#save")


@pytest.mark.parametrize("size", WIDTHS)
def test_pictures_of_the_shelf(size: str, images: Path, browser: Browser, site: Site) -> None:
    officer = computer(browser, size)
    sign_in(officer, site, "amina")
    officer.goto(f"{site.address}/staff/questionnaires/")
    look(officer, site)
    take(officer, images, "shelf", size)
    officer.goto(f"{site.address}/staff/questionnaires/came:try-it.yaml/")
    look(officer, site)
    take(officer, images, "questionnaire", size)
    officer.context.close()
