"""A class of thirty at shared computers: crashes, a lost network, wrong codes; counts stay right.

Every pupil types a number of their own into the questionnaire. At the end the snapshot holds
each of these numbers once, whatever happened to the computers on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.conftest import Site, look, press, sign_in
from tests.journeys.preparing import close_wave, open_wave

CLASS = 30
QUESTIONNAIRE = """
tellback: 1
id: class
title: A survey for a class
version: "1"
languages: [en]
age: 9
sections:
  - id: about
    title: About you
    questions:
      - {id: who, number: "1", kind: single, text: "I am:", required: true,
         choices: [{id: boy, text: A boy}, {id: girl, text: A girl}]}
  - id: own
    title: Your number
    questions:
      - {id: own, number: "2", kind: number, text: What is your own number?, required: true,
         least: 1, most: 99}
  - id: food
    title: Food
    questions:
      - id: eat
        number: "3"
        kind: grid
        text: "I eat:"
        choices: [{id: never, text: Never}, {id: often, text: Often}]
        rows: [{id: fruit, text: Fruit}, {id: fish, text: Fish}]
"""


class Pupil:
    """A pupil at a computer of the class."""

    def __init__(self, context: BrowserContext, site: Site, own: int) -> None:
        self.context, self.site, self.own = context, site, own
        self.page = context.new_page()

    def type(self, code: str) -> str:
        """Type a code; gives the heading of the page that follows."""
        self.page.goto(f"{self.site.address}/answer/")
        self.page.fill("#code", code)
        press(self.page, "button:has-text('Start')")
        return self.heading()

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def join(self, board: str) -> tuple[str, int]:
        """By the code on the board; gives the pupil's own code and number in the class."""
        assert self.type(board) == "This is your own code"
        code = self.page.locator(".ask-own-code").inner_text()
        number = re.search(r"\d+", self.page.locator(".ask-own-place").inner_text())
        assert number
        press(self.page, ".govuk-button:has-text('Go on')")
        press(self.page, ".govuk-button:has-text('Begin')")
        return code, int(number.group())

    def save(self) -> None:
        press(self.page, "button:has-text('Save and go on')")

    def say_who(self) -> None:
        self.page.get_by_label("A girl" if self.own % 2 else "A boy").check()
        self.save()

    def say_number(self) -> None:
        self.page.get_by_label("What is your own number?").fill(str(self.own))

    def finish(self) -> None:
        """From the page of the number to the end."""
        self.say_number()
        self.save()
        self.send_the_rest()

    def send_the_rest(self) -> None:
        """From the last page to the end."""
        self.page.get_by_role("group", name="Fruit").get_by_label("Often").check()
        self.save()
        press(self.page, "button:has-text('Send my answers')")
        assert self.heading() == "Thank you"


class Teacher:
    """The teacher's own computer, with the session's page open."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site

    def counts(self) -> tuple[int, int, int]:
        """Joined, answering now, finished."""
        self.page.click("text=Count again")
        cells = self.page.locator(".class-count dd").all_inner_texts()
        joined, answering, finished = (int(re.findall(r"\d+", cell)[0]) for cell in cells)
        return joined, answering, finished

    def board(self) -> str:
        return self.page.locator(".class-board__code").inner_text()

    def fresh_ticket(self, number: int) -> str:
        """A fresh ticket for the pupil with `number`; comes back to the session's page."""
        self.page.fill("#id_place", str(number))
        press(self.page, "text=Give a fresh ticket")
        code = self.page.locator(".ticket-slip__code").inner_text()
        press(self.page, "text=Back to the class session")
        return code

    def make_room(self, pupils: int) -> None:
        self.page.fill("#id_pupils", str(pupils))
        press(self.page, "button:has-text('Change')")


@pytest.fixture
def officer(browser: Browser, site: Site) -> Iterator[Page]:
    """The survey officer, signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    sign_in(page, site, "amina")
    yield page
    context.close()


@contextmanager
def computers(browser: Browser, count: int) -> Iterator[list[BrowserContext]]:
    """Computers of a school, each with nothing in its browser."""
    made = [browser.new_context(viewport={"width": 1024, "height": 768}) for _ in range(count)]
    yield made
    for one in made:
        one.close()


def open_class(officer: Page, site: Site) -> Teacher:
    """A class session of thirty."""
    officer.goto(f"{site.address}/class/?school=9007")
    survey = officer.locator(".class-survey", has=officer.get_by_text("A survey: class"))
    survey.get_by_role("button", name="Open a class session").click()
    officer.fill("#id_class_name", "5B")
    officer.fill("#id_pupils", str(CLASS))
    look(officer, site)
    press(officer, "button:has-text('Open the session')")
    look(officer, site)
    return Teacher(officer, site)


def test_a_class_of_thirty(browser: Browser, site: Site, officer: Page, tmp_path: Path) -> None:
    file = tmp_path / "class.yaml"
    file.write_text(QUESTIONNAIRE, encoding="utf-8")
    wave = open_wave(officer, site, name="class", school="Quarry Bank Primary", questionnaire=file)
    teacher = open_class(officer, site)
    board = teacher.board()
    with computers(browser, CLASS) as machines:
        pupils = [Pupil(machine, site, own) for own, machine in enumerate(machines, start=1)]
        for mistyped in ("apple pear 12", board[:-1], "river"):
            assert pupils[0].type(mistyped) == "Type your code"
        joined = [pupil.join(board) for pupil in pupils]
        assert [number for _, number in joined] == list(range(1, CLASS + 1))
        assert teacher.counts() == (CLASS, CLASS, 0)
        for pupil in pupils:
            pupil.say_who()

        back = a_computer_crashes(browser, pupils[0], teacher, joined[0][1])
        the_network_goes(pupils[1:4])
        an_answer_of_the_server_is_lost(pupils[4])
        assert teacher.counts() == (CLASS, CLASS, 0)

        back.finish()
        for pupil in pupils[1:5]:
            pupil.send_the_rest()
        assert teacher.counts() == (CLASS, CLASS - 5, 5)
        late = one_more_pupil(machines[5], pupils[5], teacher, board)
        for pupil in pupils[6:]:
            pupil.finish()
        assert teacher.counts() == (CLASS + 1, 1, CLASS)
        late.finish()
        assert teacher.counts() == (CLASS + 1, 0, CLASS + 1)
        back.context.close()
    the_end(officer, site, wave)


def a_computer_crashes(browser: Browser, pupil: Pupil, teacher: Teacher, number: int) -> Pupil:
    """The pupil sits down at another computer with a fresh ticket, and goes on."""
    pupil.context.close()
    again = Pupil(browser.new_context(), pupil.site, pupil.own)
    assert again.type(teacher.fresh_ticket(number)) == "Your number"
    again.page.goto(f"{pupil.site.address}/answer/page/1/")
    assert "A boy" not in again.page.content()
    press(again.page, ".govuk-button:has-text('Go on')")
    assert again.heading() == "Your number"
    return again


def the_network_goes(pupils: list[Pupil]) -> None:
    """Three press the button while the network is away, read a calm sentence, and go on by it."""
    for pupil in pupils:
        pupil.context.set_offline(True)
        pupil.say_number()
        pupil.page.click("button:has-text('Save and go on')")
        expect(pupil.page.locator(".ask-waiting")).to_contain_text("The network is away")
    for pupil in pupils:
        pupil.context.set_offline(False)
        expect(pupil.page.locator("h1")).to_have_text("Food", timeout=20_000)


def an_answer_of_the_server_is_lost(pupil: Pupil) -> None:
    """The page is stored, the reply never comes: it is sent again, and stored once."""
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status_text)
            route.abort()
        else:
            route.continue_()

    pupil.page.route("**/answer/page/2/", lose_the_first)
    pupil.say_number()
    pupil.page.click("button:has-text('Save and go on')")
    expect(pupil.page.locator("h1")).to_have_text("Food", timeout=20_000)
    assert lost


def one_more_pupil(machine: BrowserContext, before: Pupil, teacher: Teacher, board: str) -> Pupil:
    """The class is full until the teacher makes room; then the next pupil sits down here."""
    before.finish()
    late = Pupil(machine, before.site, CLASS + 1)
    late.type(board)
    assert "Everyone in this class has joined already" in late.page.content()
    teacher.make_room(CLASS + 1)
    late.join(board)
    assert late.page.locator("input:checked").count() == 0
    late.say_who()
    return late


def the_end(officer: Page, site: Site, wave: str) -> None:
    """The session and the wave are closed; each pupil's number is in the snapshot once."""
    look(officer, site)
    officer.get_by_role("button", name="Close the session").click()
    look(officer, site)
    press(officer, "button:has-text('Close the session')")
    assert "31 of 31 pupils finished" in officer.locator("main").inner_text()
    look(officer, site)
    officer.goto(f"{wave}monitor/")
    assert "31 of 103" in officer.locator("main").inner_text()
    snapshot = close_wave(officer, site, wave)
    stored = pq.read_table(snapshot / "responses.parquet").column("own").to_pylist()
    assert sorted(stored) == list(range(1, CLASS + 2))
