"""Sixty pages of paper, keyed by keyboard alone, twice; a planted difference is caught.

The paper is imagined: random ticks on six booklets of the whole questionnaire, ten pages each.
After the wave is closed the snapshot holds what was on the paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Locator, Page

from tellback.questionnaire.keyed import Field, KeyPage, key_pages
from tellback.questionnaire.model import Kind
from tellback.questionnaire.read import read_file
from tests.journeys.conftest import Site, look, press, sign_in
from tests.journeys.preparing import close_wave, open_wave

BOOKLETS = 6
SEED = 60
Paper = dict[str, str]
"""Variable -> what a keyer types for it."""


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[dict[str, Page]]:
    """The officer and two keyers, each signed in at a computer of their own."""
    contexts = {name: browser.new_context() for name in ("amina", "kiran", "mabel")}
    pages = {name: context.new_page() for name, context in contexts.items()}
    for name, page in pages.items():
        sign_in(page, site, name)
    yield pages
    for context in contexts.values():
        context.close()


def imagined(pages: tuple[KeyPage, ...], rng: Random) -> Paper:
    """One booklet as a pupil may have filled it in, without a thought for the arrows."""
    return {field.variable: _typed(field, rng) for page in pages for field in page.fields}


def _typed(field: Field, rng: Random) -> str:
    if rng.random() < 0.1:
        return "-"
    if field.question.kind is Kind.MULTI:
        some = rng.sample(range(1, len(field.question.choices) + 1), k=2)
        return (" " if len(field.places) > 9 else "").join(str(one) for one in sorted(some))
    if field.places:
        return str(rng.randint(1, len(field.places)))
    if field.question.kind is Kind.NUMBER:
        return str(int(field.question.least or 0))
    return "more football"


def open_batch(officer: Page, site: Site) -> None:
    """An envelope of six booklets."""
    officer.goto(f"{site.address}/staff/keying/open/")
    look(officer, site)
    officer.select_option("#id_participation", label="Kingfisher Primary: A survey: paper")
    officer.fill("#id_name", "5H, the only envelope")
    officer.fill("#id_booklets", str(BOOKLETS))
    press(officer, "text=Open the batch")
    look(officer, site)


def to_the_batch(page: Page, site: Site) -> None:
    """From the list of batches, by Tab and Enter."""
    page.goto(f"{site.address}/staff/keying/")
    tab_to(page, page.get_by_role("link", name="5H, the only envelope"))
    enter(page)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    pytest.fail("The keyboard does not get there.")


def enter(page: Page) -> None:
    """Enter, and the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focus_is_on(page: Page, what: str) -> None:
    """Wait until the page has put the keyboard where it is wanted."""
    page.wait_for_function("what => document.activeElement.matches(what)", arg=what)


def key_booklet(page: Page, pages: tuple[KeyPage, ...], paper: Paper) -> None:
    """From the batch's page, whose button has the focus, through every page of a booklet."""
    focus_is_on(page, "button")
    enter(page)
    for one in pages:
        focus_is_on(page, ".key-field__input")
        for field in one.fields:
            page.keyboard.type(paper[field.variable])
            if not field.one_key:
                page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "save"
        enter(page)


def test_sixty_pages_by_keyboard(people: dict[str, Page], site: Site, root: Path) -> None:
    file = root / "content" / "questionnaires" / "lifestyle-primary-2009.yaml"
    pages = key_pages(read_file(file))
    assert len(pages) * BOOKLETS == 60
    officer, kiran, mabel = (people[name] for name in ("amina", "kiran", "mabel"))
    wave = open_wave(officer, site, name="paper", school="Kingfisher Primary", questionnaire=file)
    open_batch(officer, site)
    rng = Random(SEED)
    papers = [imagined(pages, rng) for _ in range(BOOKLETS)]

    to_the_batch(kiran, site)
    for paper in papers:
        key_booklet(kiran, pages, paper)
    assert "6 of 6 booklets keyed, 0 of 6 keyed a second time" in kiran.inner_text("main")
    to_the_batch(mabel, site)
    slipped = dict(papers[3])
    slipped["q04"] = "2" if papers[3]["q04"] == "1" else "1"
    for number, paper in enumerate(papers):
        key_booklet(mabel, pages, slipped if number == 3 else paper)
    assert "1 booklet to settle" in mabel.inner_text("main")
    look(mabel, site)

    tab_to(mabel, mabel.get_by_role("link", name="Settle booklet 4"))
    enter(mabel)
    look(mabel, site)
    assert "Two people keyed 1 field differently" in mabel.inner_text("main")
    assert mabel.get_by_role("group", name="4. My health is:").is_visible()
    tab_to(mabel, mabel.get_by_role("radio").first)
    mabel.keyboard.press("Space")
    tab_to(mabel, mabel.get_by_role("button", name="Settle it"))
    enter(mabel)
    officer.reload()
    press(officer, "text=Take the batch in")
    assert "Keyed differently" in officer.inner_text("main")
    look(officer, site)
    officer.goto(f"{wave}monitor/")
    assert "6 of " in officer.inner_text("main")
    stored_as_on_paper(close_wave(officer, site, wave), pages, papers)


def stored_as_on_paper(snapshot: Path, pages: tuple[KeyPage, ...], papers: list[Paper]) -> None:
    """Every question that all are asked, by its place on paper; -9 where nothing was ticked."""
    table = pq.read_table(snapshot / "responses.parquet")
    assert set(table.column("mode").to_pylist()) == {"paper"}
    always = [
        field.variable
        for page in pages
        for field in page.fields
        if field.one_key and not field.question.may_refuse and is_always_asked(field, page)
    ]
    assert len(always) > 60
    stored = Counter(tuple(row[name] for name in always) for row in table.to_pylist())
    on_paper = Counter(
        tuple(-9 if paper[name] == "-" else int(paper[name]) for name in always) for paper in papers
    )
    assert stored == on_paper


def is_always_asked(field: Field, page: KeyPage) -> bool:
    """Whether no rule decides if it is asked."""
    row = field.row
    return not (page.section.show_if or field.question.show_if or (row and row.show_if))


def test_a_box_that_is_not_there_is_said_and_the_field_keeps_the_focus(
    people: dict[str, Page], site: Site, root: Path, tmp_path: Path
) -> None:
    officer, keyer = people["amina"], people["kiran"]
    file = root / "content" / "questionnaires" / "lifestyle-secondary-2009.yaml"
    open_wave(officer, site, name="slips", school="Kingfisher Primary", questionnaire=file)
    officer.goto(f"{site.address}/staff/keying/open/")
    officer.select_option("#id_participation", label="Kingfisher Primary: A survey: slips")
    officer.fill("#id_name", "slips")
    officer.fill("#id_booklets", "1")
    press(officer, "text=Open the batch")
    keyer.goto(officer.url)
    focus_is_on(keyer, "button")
    enter(keyer)
    focus_is_on(keyer, "#s01")
    keyer.keyboard.type("7")
    assert keyer.evaluate("document.activeElement.id") == "s01"
    assert "7 is no box here" in keyer.inner_text("#key-said")
    keyer.keyboard.type("2")
    assert keyer.evaluate("document.activeElement.id") == "s02"
    keyer.keyboard.press("ArrowUp")
    keyer.keyboard.press("ArrowDown")
    assert keyer.input_value("#s01") == "2"
    keyer.keyboard.press("Control+Enter")
    keyer.wait_for_selector(".govuk-error-summary")
    look(keyer, site)
