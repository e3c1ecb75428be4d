"""A small wave to answer: two schools, a questionnaire with every kind of question."""

from __future__ import annotations

from datetime import date

from django.test import Client

from tellback_web.schools.changes import take_register
from tellback_web.schools.models import School
from tellback_web.schools.register_file import RegisterRow
from tellback_web.survey.changes.tickets import make_tickets
from tellback_web.survey.changes.wave import ask_schools, open_wave, prepare_wave
from tellback_web.survey.models import Wave
from tests.web.cast import NORTH, SOUTH

BY = "a test"
CLOSES = date(2099, 12, 1)
"""Far away, so that pupils of these tests may start on whatever day they run."""
QUESTIONNAIRE = """
tellback: 1
id: small
title: A small survey
version: "1"
languages: [en]
age: 9
help_lines:
  talk: {name: Someone to talk to, text: Tell an adult you trust.}
sections:
  - id: about
    title: About you
    questions:
      - {id: sex, number: "1", kind: single, text: "I am:", required: true,
         choices: [{id: boy, text: A boy}, {id: girl, text: A girl}]}
      - {id: school, kind: preset, text: My school}
      - {id: pet, number: "2", kind: yes_no, text: Do you have a pet?, may_refuse: true}
      - {id: which, number: "3", kind: multi, text: Which pets do you have?,
         show_if: "${pet} = 'yes'",
         choices: [{id: cat, text: A cat}, {id: dog, text: A dog}, {id: fish, text: A fish}]}
      - {id: pet_age, number: "4", kind: number, text: How old is your pet?,
         show_if: "${pet} = 'yes'",
         least: 0, most: 90}
  - id: food
    title: Food
    help_line: talk
    questions:
      - id: eat
        number: "5"
        kind: grid
        text: "I eat:"
        choices: [{id: never, text: Never}, {id: often, text: Often}]
        rows:
          - {id: fruit, text: Fruit}
          - {id: fish, text: Fish for the cat, show_if: "selected(${which}, 'cat')"}
      - {id: place, number: "6", kind: list, text: "I live in:",
         choices: [{id: hill, text: Hill}, {id: dale, text: Dale}]}
      - {id: wish, number: "7", kind: text, text: What do you wish for?, longest: 60}
measures:
  - {id: has_pet, text: Have a pet, variable: pet, choices: ["yes"]}
"""


def register() -> None:
    """North in Hillside with 40 on roll, South in Dales with 20, an unasked school beside."""
    rows = [
        RegisterRow(NORTH, "North Primary", "Primary", "Hillside", {"5": 40}),
        RegisterRow(SOUTH, "South Primary", "Primary", "Dales", {"5": 20}),
        RegisterRow("8001003", "East Primary", "Primary", "Dales", {"5": 40}),
        RegisterRow("8001004", "Far Junior", "Junior", "Moors", {"5": 100}),
    ]
    take_register(rows, by=BY)


def draft_wave(name: str = "small", *, text: str = QUESTIONNAIRE, paging: str = "section") -> Wave:
    """A wave that is not open yet."""
    return prepare_wave(
        name=name,
        title="A small survey",
        year_group="5",
        paging=paging,
        opens_on=date(2026, 10, 1),
        closes_on=CLOSES,
        questionnaire=text,
        by=BY,
    )


def wave_open(name: str = "small", *, text: str = QUESTIONNAIRE, paging: str = "section") -> Wave:
    """An open wave with North and South in it."""
    if not School.objects.exists():
        register()
    wave = draft_wave(name, text=text, paging=paging)
    ask_schools(wave, School.objects.filter(number__in=[NORTH, SOUTH]), by=BY)
    open_wave(wave, by=BY)
    wave.refresh_from_db()
    return wave


def codes(wave: Wave, count: int = 1, *, school: str = NORTH) -> tuple[str, ...]:
    """New codes of a school."""
    participation = wave.participations.get(school__number=school)
    return make_tickets(participation, count=count, by=BY)


class Pupil:
    """A pupil at a computer, posting as a browser without script would."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()

    def enter(self, code: str) -> str:
        """Type the code; gives where that leads."""
        answer = self.client.post("/answer/", {":code": code})
        return str(answer.headers.get("Location", answer.status_code))

    def mark(self, page: int = 1) -> str:
        """The mark that the pupil's own pages carry."""
        html = self.client.get(f"/answer/page/{page}/").content.decode()
        return html.split('name=":mark" value="')[1].split('"')[0]

    def save(self, page: int, **answers: str | list[str]) -> str:
        """Post a page; gives where that leads, or the status."""
        answer = self.client.post(f"/answer/page/{page}/", {":mark": self.mark(page), **answers})
        return str(answer.headers.get("Location", answer.status_code))

    def send(self) -> str:
        """Send the answers."""
        html = self.client.get("/answer/check/").content.decode()
        mark = html.split('name=":mark" value="')[1].split('"')[0]
        answer = self.client.post("/answer/check/", {":mark": mark})
        return str(answer.headers.get("Location", answer.status_code))

    def answer_all(self, code: str, **answers: str) -> None:
        """Answer with `answers` (sex, pet, wish …) and send."""
        given = {"sex": "girl", "pet": "no", **answers}
        assert self.enter(code) == "/answer/welcome/"
        assert self.save(1, sex=given["sex"], pet=given["pet"]) == "/answer/page/3/"
        rest = {name: value for name, value in given.items() if name not in {"sex", "pet"}}
        assert self.save(3, **rest) == "/answer/check/"
        assert self.send() == "/answer/thanks/"
