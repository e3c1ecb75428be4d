"""The network goes away in the middle of a lesson: no tick is lost, and nothing counts twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.conftest import Site, enter, look, press

AWAY = "The network is away."
KEPT = "Object.keys(sessionStorage).filter(key => key.startsWith('tellback-page:')).length"
SOON = 15_000


@pytest.fixture
def pupil(context: BrowserContext, site: Site) -> Page:
    """A pupil on the first page, who has ticked an answer."""
    page = context.new_page()
    enter(page, site, site.code())
    press(page, "text=Begin")
    page.get_by_label("A girl").check()
    page.get_by_label("Prefer not to say").check()
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def test_a_page_waits_for_the_network_and_goes_on_by_itself(pupil: Page, site: Site) -> None:
    pupil.context.set_offline(True)
    save(pupil)
    expect(pupil.locator(".ask-waiting")).to_contain_text(AWAY)
    expect(pupil.locator(".ask-waiting")).to_be_focused()
    assert pupil.evaluate(KEPT) == 1
    assert pupil.get_by_label("A girl").is_checked(), "what was ticked is still seen"
    pupil.context.set_offline(False)
    expect(pupil.locator("h1")).to_have_text("Food and drink", timeout=SOON)
    assert pupil.evaluate(KEPT) == 0
    pupil.click("text=Go back")
    expect(pupil.get_by_label("A girl")).to_be_checked()


@pytest.mark.parametrize("status", [502, 503, 504, 500, 403])
def test_a_proxy_that_cannot_reach_the_server_is_the_same(status: int, pupil: Page) -> None:
    tries: list[str] = []

    def refuse_twice(route: Route) -> None:
        if route.request.method == "POST" and len(tries) < 2:
            tries.append(route.request.post_data or "")
            route.fulfill(status=status, body="<h1>Bad gateway</h1>")
        else:
            route.continue_()

    pupil.route("**/answer/page/1/", refuse_twice)
    save(pupil)
    expect(pupil.locator(".ask-waiting")).to_contain_text(AWAY)
    pupil.get_by_role("button", name="Try now").click()
    expect(pupil.locator("h1")).to_have_text("Food and drink", timeout=SOON)
    assert len(set(tries)) == 1


def test_what_a_crash_cut_off_is_sent_when_the_page_is_opened_again(pupil: Page) -> None:
    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    pupil.route("**/answer/page/1/", refuse)
    save(pupil)
    expect(pupil.locator(".ask-waiting")).to_contain_text(AWAY)
    # The crash: nothing tries again by itself any more.
    pupil.evaluate("for (let timer = 0; timer < 1000; timer++) clearTimeout(timer)")
    pupil.unroute("**/answer/page/1/")
    with pupil.expect_request(lambda one: one.method == "POST") as sent:
        pupil.reload(wait_until="commit")
    assert "q01=female" in (sent.value.post_data or "")
    expect(pupil.locator("h1")).to_have_text("Food and drink", timeout=SOON)
    assert pupil.evaluate(KEPT) == 0


def test_the_waiting_page_is_for_everyone(pupil: Page, site: Site) -> None:
    pupil.route("**/answer/page/1/", lambda route: route.abort())
    save(pupil)
    expect(pupil.locator(".ask-waiting")).to_contain_text(AWAY)
    look(pupil, site)
    focusable = pupil.locator(".ask-leave")
    focusable.focus()
    expect(focusable).to_be_focused()


def test_answers_whose_acknowledgement_is_lost_are_sent_once(pupil: Page, site: Site) -> None:
    while "/check/" not in pupil.url:
        groups = pupil.locator("input[type=radio]").evaluate_all(
            "all => [...new Set(all.map(one => one.name))]"
        )
        for name in groups:
            pupil.locator(f"input[name='{name}']").first.check()
        press(pupil, "#answers .ask-buttons button")
    lost: list[int] = []
    answers = f"{site.address}/answer/"

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            before = pupil.context.cookies()
            lost.append(route.fetch().status)
            pupil.context.add_cookies(
                [{"name": one["name"], "value": one["value"], "url": answers} for one in before]
            )
            route.abort()
        else:
            route.continue_()

    pupil.route("**/answer/check/", lose_the_first)
    pupil.get_by_role("button", name="Send my answers").click()
    expect(pupil.locator("h1")).to_have_text("Thank you", timeout=SOON)
    assert lost == [204]
    assert pupil.evaluate(KEPT) == 0


def test_leaving_quickly_forgets_what_was_kept(pupil: Page, site: Site) -> None:
    pupil.route("**/answer/page/1/", lambda route: route.abort())
    save(pupil)
    expect(pupil.locator(".ask-waiting")).to_be_visible()
    pupil.route("**/answer/leave/", lambda route: route.fulfill(status=204))
    pupil.click(".ask-leave")
    assert pupil.evaluate(KEPT) == 0


def test_the_next_pupil_at_the_computer_finds_nothing_of_the_last_one(
    pupil: Page, site: Site
) -> None:
    pupil.route("**/answer/page/1/", lambda route: route.abort())
    save(pupil)
    expect(pupil.locator(".ask-waiting")).to_be_visible()
    pupil.unroute("**/answer/page/1/")
    enter(pupil, site, site.code())
    expect(pupil.locator("h1")).to_be_visible()
    assert pupil.evaluate(KEPT) == 0
    press(pupil, "text=Begin")
    assert pupil.locator("input:checked").count() == 0
    assert pupil.locator(".ask-waiting").count() == 0


def test_a_mistake_is_shown_after_the_network_came_back(pupil: Page) -> None:
    pupil.reload()
    pupil.get_by_label("A girl").check()
    pupil.context.set_offline(True)
    save(pupil)
    expect(pupil.locator(".ask-waiting")).to_be_visible()
    pupil.context.set_offline(False)
    expect(pupil.locator(".govuk-error-summary")).to_be_focused(timeout=SOON)
    expect(pupil.get_by_label("A girl")).to_be_checked()
    assert pupil.evaluate(KEPT) == 0


def test_a_browser_that_keeps_nothing_still_sends(context: BrowserContext, site: Site) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no') } });"
    )
    page = context.new_page()
    enter(page, site, site.code())
    press(page, "text=Begin")
    page.get_by_label("A girl").check()
    page.get_by_label("Prefer not to say").check()
    context.set_offline(True)
    save(page)
    expect(page.locator(".ask-waiting")).to_contain_text(AWAY)
    context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Food and drink", timeout=SOON)
