"""Each kind of question, with its mistakes: seen by axe, heard by name, mended from the summary."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, enter, look, press, sign_in
from tests.journeys.preparing import open_wave

QUESTIONNAIRE = """
tellback: 1
id: kinds
title: Every kind of question
version: "1"
languages: [en]
age: 9
sections:
  - id: first
    title: All of them
    questions:
      - {id: one, number: "1", kind: single, text: "I am:", required: true,
         choices: [{id: boy, text: A boy}, {id: girl, text: A girl}]}
      - {id: pet, number: "2", kind: yes_no, text: Do you have a pet?, required: true}
      - {id: which, number: "3", kind: multi, text: Which pets do you like?, required: true,
         choices: [{id: cat, text: A cat}, {id: dog, text: A dog}]}
      - {id: age, number: "4", kind: number, text: How old are you?, required: true,
         least: 5, most: 12}
      - {id: place, number: "5", kind: list, text: "I live in:", required: true,
         choices: [{id: hill, text: Hill}, {id: dale, text: Dale}]}
      - {id: wish, number: "6", kind: text, text: What do you wish for?, required: true,
         longest: 60}
      - id: eat
        number: "7"
        kind: grid
        text: "I eat:"
        required: true
        choices: [{id: never, text: Never}, {id: often, text: Often}]
        rows: [{id: fruit, text: Fruit}, {id: fish, text: Fish}]
"""


@pytest.fixture(scope="module")
def codes(browser: Browser, site: Site, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Codes of a wave that asks every kind of question, from an officer's own file."""
    file = tmp_path_factory.mktemp("own") / "kinds.yaml"
    file.write_text(QUESTIONNAIRE, encoding="utf-8")
    context = browser.new_context()
    officer = context.new_page()
    sign_in(officer, site, "amina")
    made = prepare(officer, site, file)
    context.close()
    return made


def prepare(officer: Page, site: Site, file: Path) -> list[str]:
    """A wave of one school from `file`, open, with four codes."""
    open_wave(officer, site, name="kinds", school="Quarry Bank Primary", questionnaire=file)
    officer.click("text=Make codes for Quarry Bank Primary")
    officer.fill("#id_count", "4")
    officer.click("text=Make the codes")
    return officer.locator(".slip__code").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 360])
def test_mistakes_in_every_kind_of_question(
    width: int, browser: Browser, site: Site, codes: list[str]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    pupil = context.new_page()
    enter(pupil, site, codes.pop())
    pupil.click("text=Begin")
    look(pupil, site)
    pupil.get_by_label("How old are you?").fill("300")
    pupil.click("text=Save and go on")
    expect(pupil.locator(".govuk-error-summary")).to_be_visible()
    look(pupil, site)
    links = pupil.locator(".govuk-error-summary a")
    assert links.count() == 8  # one for each question, two for the grid's rows
    for at in range(8):
        links.nth(at).click()
        target = pupil.evaluate("location.hash.slice(1)")
        assert pupil.evaluate("document.activeElement.tagName") in (
            "INPUT",
            "SELECT",
            "TEXTAREA",
            "BODY",
            "A",
        )
        assert pupil.locator(f"[id='{target}']").is_visible(), target
    assert pupil.get_by_label("How old are you?").input_value() == "300"
    row = pupil.get_by_role("group", name="Fruit", exact=True)
    assert row.get_by_role("radio", name="Never").is_visible()
    mend(pupil)
    assert pupil.get_by_role("button", name="Send my answers").is_visible()
    context.close()


def mend(pupil: Page) -> None:
    """Answer all that is asked."""
    pupil.get_by_label("A girl").check()
    pupil.get_by_label("Yes", exact=True).check()
    pupil.get_by_label("A cat").check()
    pupil.get_by_label("How old are you?").fill("9")
    pupil.get_by_label("I live in:").select_option("Hill")
    pupil.get_by_label("What do you wish for?").fill("A kite")
    for row in ("Fruit", "Fish"):
        pupil.get_by_role("group", name=row, exact=True).get_by_label("Often").check()
    press(pupil, "text=Save and go on")
