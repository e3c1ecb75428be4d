"""For every child: languages, right to left, looks, pictures, listening; on any screen, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.conftest import Site, look, press
from tests.journeys.trying import GO_ON, begin, first_page, grid, offer, speak


@pytest.fixture(scope="module")
def offered(browser: Browser, site: Site) -> Site:
    """The site, on which everybody may try the small questionnaire with four languages."""
    offer(browser, site)
    return site


def every_page(page: Page) -> Iterator[Page]:
    """From the welcome to the thanks, with mistakes on the way."""
    yield page
    first_page(page)
    press(page, GO_ON)
    yield page  # a question was missed
    page.check("#t01")
    page.check("#t02")
    press(page, GO_ON)
    page.fill("#t04", "999")
    press(page, GO_ON)
    yield page  # a number is too large
    page.fill("#t04", "9")
    press(page, GO_ON)
    yield page  # the grid
    press(page, GO_ON)
    yield page
    press(page, GO_ON)
    yield page  # the end
    press(page, "form[action='/answer/check/'] button")
    yield page


@pytest.mark.parametrize("language", ["cy", "pl", "ur"])
def test_every_page_in_another_language(
    language: str, context: BrowserContext, offered: Site
) -> None:
    page = begin(context, offered)
    speak(page, language)
    direction = "rtl" if language == "ur" else "ltr"
    for one in every_page(page):
        root = one.locator("html")
        expect(root).to_have_attribute("lang", language)
        expect(root).to_have_attribute("dir", direction)
        # The council's name is English and says so; all else is in the page's language.
        assert one.locator("main [lang=en]").count() == 0
        look(one, offered)


@pytest.mark.parametrize("chosen", ["easy", "dark", "easy dark larger"])
def test_every_page_with_another_look(chosen: str, context: BrowserContext, offered: Site) -> None:
    page = begin(context, offered)
    press(page, ".ask-reader__looks")
    look(page, offered)
    for one in chosen.split():
        page.check(f"[value={one}]")
    press(page, "main form button")
    for one in every_page(page):
        for name in chosen.split():
            expect(one.locator("html")).to_have_class(re.compile(f"look-{name}"))
        look(one, offered)


def test_the_easier_letters_are_fetched_only_when_chosen(
    context: BrowserContext, offered: Site
) -> None:
    page = begin(context, offered)
    fonts: list[str] = []
    page.on("request", lambda one: "/fonts/" in one.url and fonts.append(one.url))
    grid(page)
    assert fonts == []
    press(page, ".ask-reader__looks")
    page.check("[value=easy]")
    with page.expect_request("**/fonts/lexend*"):
        press(page, "main form button")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Lexend'))")
    assert "Lexend" in page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily")


def test_a_change_of_language_keeps_ticks_and_place_without_script(
    browser: Browser, offered: Site
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = begin(context, offered)
    grid(page)
    page.check("#t05_water-2")
    address = page.url
    for language in ("ur", "cy", "en"):
        speak(page, language)
        assert page.url == address
        assert page.locator("#t05_water-2").is_checked()
    press(page, ".ask-reader__looks")
    page.check("[value=dark]")
    press(page, "main form button")
    assert page.url == address
    assert page.locator("#t05_water-2").is_checked()
    context.close()


def test_enter_in_an_answer_goes_on(context: BrowserContext, offered: Site) -> None:
    page = begin(context, offered)
    first_page(page)
    page.check("#t01")
    page.check("#t02-2")
    press(page, GO_ON)
    page.fill("#t04", "9")
    with page.expect_navigation():
        page.press("#t04", "Enter")
    expect(page.locator("h1")).to_have_text("Food")


def test_right_to_left_is_the_mirror_image(context: BrowserContext, offered: Site) -> None:
    page = begin(context, offered)
    grid(page)
    width = page.viewport_size["width"] if page.viewport_size else 0
    places = ("#t05_fruit", "label[for=t05_fruit]", ".ask-row__words", ".ask-leave", ".ask-picture")
    before = {place: page.locator(place).first.bounding_box() for place in places}
    speak(page, "ur")
    for place, box in before.items():
        after = page.locator(place).first.bounding_box()
        assert box
        assert after
        far = width - box["x"]  # the side its line begins on, measured from the other edge
        near = box["x"] if place != ".ask-leave" else width - box["x"] - box["width"]
        seen = after["x"] if place == ".ask-leave" else width - after["x"] - after["width"]
        assert abs(seen - near) < 40, (place, box, after, far)


def names_in(page: Page) -> list[dict[str, Any]]:
    """What Chromium tells a screen reader of the page: role, name and description, in order."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    told = {
        node["nodeId"]: {
            "role": node.get("role", {}).get("value"),
            "name": node.get("name", {}).get("value", ""),
            "description": node.get("description", {}).get("value", ""),
            "value": node.get("value", {}).get("value"),
            "parent": node.get("parentId"),
            "focused": any(
                one["name"] == "focused" and one["value"]["value"]
                for one in node.get("properties", ())
            ),
        }
        for node in nodes
        if not node.get("ignored")
    }
    parents = {node["nodeId"]: node.get("parentId") for node in nodes}

    def group_of(node: str | None) -> str:
        while node and (node not in told or told[node]["role"] not in {"group", "radiogroup"}):
            node = parents.get(node)
        return told[node]["name"] if node else ""

    return [{**one, "group": group_of(one["parent"])} for one in told.values()]


def test_a_screen_reader_hears_the_line_and_the_answer_of_a_grid(
    context: BrowserContext, offered: Site
) -> None:
    page = begin(context, offered)
    grid(page)
    radios = [one for one in names_in(page) if one["role"] == "radio"]
    assert [(one["group"], one["name"]) for one in radios[3:6]] == [
        ("Vegetables", "Never"),
        ("Vegetables", "Sometimes"),
        ("Vegetables", "Most days"),
    ]
    groups = [one for one in names_in(page) if one["role"] == "group"]
    outer = next(one for one in groups if one["name"] == "5. I eat or drink:")
    assert outer["description"] == "Tick one box in each line."
    assert not [one for one in names_in(page) if one["role"] == "image"], "pictures say nothing"


def test_a_screen_reader_hears_the_progress(context: BrowserContext, offered: Site) -> None:
    page = begin(context, offered)
    grid(page)
    bar = next(one for one in names_in(page) if one["role"] == "progressbar")
    assert (bar["name"], str(bar["value"])) == ("Part 2 of 3", "2")


def test_a_screen_reader_hears_what_is_wrong_and_where(
    context: BrowserContext, offered: Site
) -> None:
    page = begin(context, offered)
    first_page(page)
    press(page, GO_ON)
    told = names_in(page)
    assert page.title().startswith("Error: Part 1 of 3")
    group = next(one for one in told if one["name"] == "1. How do you feel today?")
    assert group["role"] in {"group", "radiogroup"}
    heard = " ".join(group["description"].split())
    assert heard == "Error: Choose an answer for question 1."
    link = next(one for one in told if one["role"] == "link" and "question 1" in one["name"])
    assert link["name"] == "Choose an answer for question 1."
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.click(".govuk-error-summary a")
    expect(page.locator("#t01")).to_be_focused()


def test_without_script_what_is_wrong_comes_first(browser: Browser, offered: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = begin(context, offered)
    first_page(page)
    press(page, GO_ON)
    order = page.locator("main h1, main h2").all_inner_texts()
    assert order[:2] == ["Please look at this again", "About you"]
    assert page.locator(".ask-listen").count() == 0
    context.close()


def test_in_forced_colours_nothing_disappears(browser: Browser, offered: Site) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 360, "height": 740})
    page = begin(context, offered)
    for one in every_page(page):
        look(one, offered)
        for picture in one.locator(".ask-picture").all():
            style = "one => getComputedStyle(one).backgroundColor"
            assert picture.evaluate(style) == "rgb(255, 255, 255)"
    context.close()


STUB = """
window.spoken = [];
class Utterance { constructor(text) { this.text = text; } }
window.SpeechSynthesisUtterance = Utterance;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [
    { lang: "pl-PL", localService: false, name: "far away" },
    { lang: "en-GB", localService: true, name: "here" },
  ],
  speak(one) { window.spoken.push([one.text, one.lang, one.voice.name]); window.last = one; },
  cancel() { window.spoken.push("quiet"); },
  addEventListener() {},
} });
"""


def test_a_question_is_read_aloud_when_it_is_asked_for(
    context: BrowserContext, offered: Site
) -> None:
    context.add_init_script(STUB)
    page = begin(context, offered)
    grid(page)
    look(page, offered)
    assert page.evaluate("spoken") == [], "nothing is read by itself"
    question = page.get_by_role("button", name="Listen 5. I eat or drink:")
    row = page.get_by_role("button", name="Listen Vegetables")
    question.focus()
    page.keyboard.press("Enter")
    expect(question).to_have_attribute("aria-pressed", "true")
    text, lang, voice = page.evaluate("spoken[0]")
    assert text.startswith("5. I eat or drink:. Tick one box in each line.. Fruit. Never.")
    assert (lang, voice) == ("en", "here")
    row.click()
    expect(question).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("spoken.slice(1)") == [
        "quiet",
        ["Vegetables. Never. Sometimes. Most days", "en", "here"],
    ]
    row.click()
    assert page.evaluate("spoken.at(-1)") == "quiet"
    expect(row).to_have_attribute("aria-pressed", "false")
    row.click()
    page.evaluate("last.onend()")
    expect(row).to_have_attribute("aria-pressed", "false")
    names = [one["name"] for one in names_in(page) if one["role"] == "group"]
    assert "Vegetables" in names, "the button is no part of the line's name"


def test_nothing_offers_to_read_what_no_voice_here_can(
    context: BrowserContext, offered: Site
) -> None:
    context.add_init_script(STUB)
    page = begin(context, offered)
    grid(page)
    assert page.locator(".ask-listen").count() == 6
    speak(page, "pl")  # that voice is on another computer
    assert page.locator(".ask-listen").count() == 0
    speak(page, "ur")
    assert page.locator(".ask-listen").count() == 0


RECORDINGS = """
window.played = [];
window.Audio = class {
  constructor(address) { this.address = address; window.last = this; }
  play() { window.played.push(this.address); return Promise.resolve(); }
  pause() { window.played.push("quiet"); }
};
"""


def test_a_recording_is_played_where_there_is_one_even_without_a_voice(
    context: BrowserContext, offered: Site
) -> None:
    def with_a_recording(route: Route) -> None:
        answer = route.fetch()
        card, heard = '<div class="ask-question">', 'data-audio="/answer/media/0/how.mp3"'
        html = answer.text().replace(card, f"{card[:-1]} {heard}>", 1)
        route.fulfill(response=answer, body=html)

    context.add_init_script(RECORDINGS)
    context.route("**/answer/page/1/", with_a_recording)
    page = begin(context, offered)
    first_page(page)
    button = page.locator(".ask-listen")
    expect(button).to_have_count(1)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("played") == ["/answer/media/0/how.mp3"]
    page.evaluate("last.onended()")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    button.click()
    assert page.evaluate("played.at(-1)") == "quiet"
