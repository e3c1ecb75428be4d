"""A survey officer runs a wave from its questionnaire to its results."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PASSWORD, Site, enter, press, sign_in


def test_from_a_questionnaire_to_released_results(
    context: BrowserContext, browser: Browser, site: Site
) -> None:
    officer = context.new_page()
    sign_in(officer, site, "amina")
    codes = prepare_and_open(officer)
    for number, code in enumerate(codes[:11]):
        pupil = browser.new_context().new_page()
        answer_quickly(pupil, site, code, "A boy" if number % 2 else "A girl")
        pupil.context.close()
    half = browser.new_context().new_page()
    enter(half, site, codes[11])
    half.click("text=Begin")
    half.get_by_label("A girl").check()
    half.get_by_label("Prefer not to say").check()
    press(half, "text=Save and go on")
    half.context.close()

    officer.click("text=See the responses so far")
    monitor = officer.locator("main").inner_text()
    assert "11 of 60 pupils (18%)" in monitor
    assert "11 of 2,996 pupils (0%)" in monitor
    assert "1 not sent yet" in monitor
    assert "A boy" not in monitor
    officer.click("text=Back to the wave")

    extend_and_close(officer)
    late = browser.new_context().new_page()
    enter(late, site, codes[11])
    assert "We do not know that code." in late.locator("main").inner_text()
    late.context.close()

    release(officer, browser, site)
    stranger = browser.new_context().new_page()
    stranger.goto(f"{site.address}/results/spring-2011/")
    page = stranger.locator("main").inner_text()
    assert "11 pupils of Year 5 in 1 school answered." in page
    assert "Heron Hill" not in page
    stranger.context.close()


def release(officer: Page, browser: Browser, site: Site) -> None:
    """Built by a process of its own, checked, signed off by the analyst, published."""
    officer.click("text=Releases of the results")
    officer.get_by_role("button", name="Build a release").click()
    for _ in range(60):
        if officer.locator("h1 .govuk-tag").inner_text().lower() != "being built":
            break
        officer.wait_for_timeout(1000)
        officer.get_by_role("button", name="Look again").click()
    assert officer.locator("h1 .govuk-tag").inner_text().lower() == "draft"
    assert "could work out none" in officer.locator("main").inner_text()
    officer.fill("#note", "The headlines and the bases.")
    officer.click("text=I have checked it")
    assert officer.get_by_role("button", name="Sign it off").count() == 0
    second = browser.new_context().new_page()
    sign_in(second, site, "efa")
    second.goto(officer.url)
    second.click("text=Sign it off")
    second.context.close()
    officer.reload()
    officer.click("text=Publish for everyone")
    expect(officer.locator("main")).to_contain_text("Anyone can see the results")


def prepare_and_open(officer: Page) -> list[str]:
    """A wave from the shelf with two schools, open; gives twelve codes of one of them."""
    officer.click("nav >> text=Waves")
    officer.click("text=Prepare a wave")
    officer.fill("#id_name", "spring-2011")
    officer.fill("#id_title", "A spring survey")
    officer.fill("#id_year_group", "5")
    officer.select_option("#id_shelf", index=1)
    officer.fill("#id_opens_on", "2011-03-01")
    officer.fill("#id_closes_on", "2099-04-01")
    officer.click("text=Check the questionnaire and prepare the wave")
    assert officer.get_by_role("button", name="Open the wave").is_disabled()
    officer.get_by_role("button", name="Ask schools").click()
    officer.get_by_label("Quarry Bank Primary").check()
    officer.get_by_label("Heron Hill Primary").check()
    officer.click("text=Ask these schools")
    officer.click("text=Open the wave")
    officer.click("text=Make codes for Heron Hill Primary")
    officer.fill("#id_count", "12")
    officer.click("text=Make the codes")
    codes = officer.locator(".slip__code").all_inner_texts()
    assert len(codes) == 12
    officer.click("text=Back to the wave")
    return codes


def extend_and_close(officer: Page) -> None:
    """A later closing day with its reason; then closed, having been told what that deletes."""
    officer.click("text=Extend the closing day")
    officer.fill("#id_closes_on", "2099-04-15")
    officer.fill("#id_reason", "Schools were closed by snow.")
    officer.click("text=Move the closing day")
    assert "15 April 2099" in officer.locator("main").inner_text()
    officer.get_by_role("button", name="Close the wave").click()
    assert "1 pupil saved answers and did not send them" in officer.locator("main").inner_text()
    officer.click("text=Close the wave and make the snapshot")
    assert "The wave is closed and its snapshot is made." in officer.locator("main").inner_text()


def answer_quickly(page: Page, site: Site, code: str, who: str) -> None:
    """Answer what must be answered and send."""
    enter(page, site, code)
    page.click("text=Begin")
    page.get_by_label(who, exact=True).check()
    page.get_by_label("Prefer not to say").check()
    while page.get_by_role("button", name="Send my answers").count() == 0:
        press(page, "text=Save and go on")
    press(page, "text=Send my answers")
    assert page.locator("h1").inner_text() == "Thank you"


def test_an_administrator_opens_an_account_and_its_person_comes_in(
    context: BrowserContext, browser: Browser, site: Site
) -> None:
    administrator = context.new_page()
    sign_in(administrator, site, "dev")
    administrator.click("nav >> text=People")
    administrator.click("text=Open an account")
    administrator.fill("#id_name", "Nell Farrow")
    administrator.fill("#id_email", "nell@demo.example")
    administrator.click("main button:has-text('Open the account')")
    link = administrator.locator(".govuk-inset-text strong").inner_text()
    administrator.get_by_label("Analyst").check()
    administrator.click("text=Give the role")
    assert "Analyst" in administrator.locator("main").inner_text()

    context_of_nell = browser.new_context()
    nell = context_of_nell.new_page()
    nell.goto(link)
    for field in ("#id_password1", "#id_password2"):
        nell.fill(field, PASSWORD)
    nell.click("text=Set the password")
    nell.goto(f"{site.address}/account/login/")
    nell.fill("#id_login", "nell@demo.example")
    nell.fill("#id_password", PASSWORD)
    nell.click("button:has-text('Sign in')")
    nell.wait_for_url("**/staff/")
    assert "Hello, Nell Farrow" in nell.locator("h1").inner_text()
    context_of_nell.close()
