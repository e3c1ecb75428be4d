"""What each key does on a keying page, what a screen reader is told, and three keyers at once."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, look, press
from tests.journeys.preparing import open_wave
from tests.journeys.test_keying_sixty_pages import enter, focus_is_on, people

__all__ = ["people"]
TAKE = """() => {
  const form = document.querySelector("form[action$='/take/']");
  const sent = fetch(form.action, {method: "POST", body: new FormData(form)});
  window.taken = sent.then((got) => got.url);
}"""


def batch_of(officer: Page, site: Site, root: Path, *, name: str, booklets: int) -> str:
    """A batch of the primary questionnaire in a wave of its own; gives its address."""
    file = root / "content" / "questionnaires" / "lifestyle-primary-2009.yaml"
    open_wave(officer, site, name=name, school="Kingfisher Primary", questionnaire=file)
    officer.goto(f"{site.address}/staff/keying/open/")
    officer.select_option("#id_participation", label=f"Kingfisher Primary: A survey: {name}")
    officer.fill("#id_name", name)
    officer.fill("#id_booklets", str(booklets))
    press(officer, "text=Open the batch")
    return officer.url


def test_every_key_does_what_the_page_says(people: dict[str, Page], site: Site, root: Path) -> None:
    officer, keyer = people["amina"], people["kiran"]
    keyer.goto(batch_of(officer, site, root, name="keys", booklets=1))
    focus_is_on(keyer, "button")
    enter(keyer)
    focus_is_on(keyer, "#q01")
    look(keyer, site)
    keyer.keyboard.press("Enter")
    said = keyer.get_by_role("status")
    expect(said).to_have_text("Nothing is keyed. Key - where nothing is ticked.")
    keyer.keyboard.press("Numpad1")
    expect(said).to_have_text("Num Lock is off. Press Num Lock, then key on.")
    keyer.keyboard.type("2x11")
    keyer.keyboard.press("Enter")
    expect(said).to_have_text("11 is no box here. Key 1 to 10, - or x.")
    focus_is_on(keyer, "#q03")
    keyer.keyboard.type("10")
    keyer.keyboard.press("Enter")
    expect(said).to_be_empty()
    focus_is_on(keyer, "#q04")
    assert keyer.locator(".key-code--keyed").all_inner_texts() == [
        "2 A girl",
        "10 Prefer not to say",
    ]
    keyer.keyboard.press("End")
    assert keyer.input_value("#q04") == "-"
    focus_is_on(keyer, "#save")
    with keyer.expect_navigation():
        keyer.keyboard.press("PageDown")
    expect(keyer.get_by_role("heading", level=1)).to_contain_text("Booklet 1 of 1, page 2 of 10")
    focus_is_on(keyer, ".key-field__input")
    keyer.keyboard.type("1")
    with keyer.expect_navigation():
        keyer.keyboard.press("PageUp")
    assert [keyer.input_value(f"#q0{at}") for at in (1, 2, 3, 4)] == ["2", "x", "10", "-"]
    with keyer.expect_navigation():
        keyer.keyboard.press("PageDown")
    kept = keyer.locator(".key-field__input").first
    expect(kept).to_have_value("1")
    for name in ("7. I drink: Milk", "8. On a school day I have breakfast:"):
        field = keyer.get_by_role("textbox", name=name, exact=True)
        expect(field).to_have_accessible_description(re.compile("^1 "))
    expect(keyer.get_by_role("textbox", name=re.compile(r"^\d+\. ."))).to_have_count(
        keyer.locator(".key-field__input").count()
    )


def test_three_keyers_at_once_get_three_booklets(
    people: dict[str, Page], site: Site, root: Path
) -> None:
    batch = batch_of(people["amina"], site, root, name="at-once", booklets=9)
    for page in people.values():
        page.goto(batch)
    for page in people.values():
        page.evaluate(TAKE)
    taken = [page.evaluate("window.taken") for page in people.values()]
    assert len(set(taken)) == 3
    assert all(one.endswith("/page/1/") for one in taken)
    for page, address in zip(people.values(), taken, strict=True):
        page.goto(address)
    headings = {page.locator("h1").inner_text().split(",")[0] for page in people.values()}
    assert headings == {f"Booklet {number} of 9" for number in (1, 2, 3)}
