"""Two pupils at one old computer, without script, on a narrow screen, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, enter


@pytest.fixture
def computer(browser: Browser) -> Iterator[Page]:
    """A browser with script switched off, 320 px wide."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_one_stops_the_other_answers_everything_the_first_goes_on_elsewhere(
    computer: Page, browser: Browser, site: Site
) -> None:
    first, second = site.code(), site.code()
    enter(computer, site, first.upper())
    computer.click("text=Begin")
    computer.get_by_label("A boy").check()
    computer.get_by_label("Prefer not to say").check()
    computer.click("text=Save and go on")
    assert heading(computer) == "Food and drink"
    computer.get_by_role("group", name="Milk").get_by_label("Never").check()
    computer.click("text=Save and go on")
    computer.click("text=Stop for now")
    assert heading(computer) == "Your answers are kept"

    enter(computer, site, second)
    computer.click("text=Begin")
    assert computer.locator("input:checked").count() == 0
    answer_by_keyboard(computer)
    assert heading(computer) == "You have got to the end"
    press_button(computer, "Send my answers")
    assert heading(computer) == "Thank you"
    computer.go_back()
    assert "Type your code" in heading(computer)

    other = browser.new_context(java_script_enabled=False).new_page()
    enter(other, site, first)
    assert other.get_by_role("group", name="9. For breakfast I mostly have:").is_visible()
    other.click("text=Go back")
    milk = other.get_by_role("group", name="Milk").get_by_label("Never")
    assert milk.is_checked()
    while other.get_by_role("button", name="Send my answers").count() == 0:
        other.click("text=Save and go on")
    other.click("text=Send my answers")
    assert heading(other) == "Thank you"
    other.context.close()


def answer_by_keyboard(page: Page) -> None:
    """Tab to each group, Space to tick, arrows to move on, Enter to go on; never the mouse."""
    while page.get_by_role("button", name="Save and go on").count():
        groups = page.locator("input[type=radio]").evaluate_all
        names = list(dict.fromkeys(groups("all => all.map(one => one.name)")))
        page.locator("#main-content").evaluate("one => { one.tabIndex = -1; one.focus(); }")
        done: set[str] = set()
        for _ in range(400):
            page.keyboard.press("Tab")
            kind, name = focused(page)
            if kind == "radio" and name not in done:
                page.keyboard.press("Space")
                page.keyboard.press("ArrowDown")
                done.add(name)
            elif kind == "checkbox" and name not in done:
                page.keyboard.press("Space")
                done.add(name)
            elif kind == "submit":
                break
        assert done >= set(names)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def focused(page: Page) -> tuple[str, str]:
    """The kind and the name of what has the focus."""
    found: list[str] = page.evaluate(
        "[document.activeElement.type || '', document.activeElement.name || '']"
    )
    return found[0], found[1]


def press_button(page: Page, words: str) -> None:
    """Tab to a button and press Enter."""
    for _ in range(50):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip() == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail(f"no Tab leads to {words}")


def test_a_missed_question_is_reached_from_the_summary(computer: Page, site: Site) -> None:
    enter(computer, site, site.code())
    computer.click("text=Begin")
    computer.click("text=Save and go on")
    computer.click("text=Choose an answer for question 3.")
    assert computer.evaluate("location.hash") == "#q03"
    assert computer.locator("#q03").is_visible()


def test_a_wrong_code_keeps_what_was_typed(computer: Page, site: Site) -> None:
    enter(computer, site, "no such 10")
    assert "We do not know that code." in computer.locator(".govuk-error-summary").inner_text()
    assert computer.input_value("#code") == "no such 10"
