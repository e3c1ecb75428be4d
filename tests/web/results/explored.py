"""Released waves to explore: North keeps pets, South does not, East and West are tiny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from tellback.disclosure import read_rule, write_rule
from tellback_web.people.models import Person
from tellback_web.results.changes.building import begin_release, build
from tellback_web.results.changes.life import release_results
from tellback_web.results.models import Release
from tellback_web.results.queries.releases import forget_files
from tellback_web.results.queries.report_material import forget_grounds
from tellback_web.schools.changes import take_register
from tellback_web.schools.models import School
from tellback_web.schools.register_file import RegisterRow
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.changes.wave import ask_schools, open_wave, prepare_wave
from tellback_web.survey.models import Wave
from tests.web.cast import NORTH, SOUTH, browser_of

EAST, WEST = "8001003", "8001005"
"""Six pupils and seven: too few alone, and enough together."""
NOWHERE = "8009999"
BY, SECOND = "a test", "another test"
PUPILS = {NORTH: 200, SOUTH: 160, EAST: 6, WEST: 7}
PETS = {NORTH: 0.85, SOUTH: 0.3, EAST: 0.5, WEST: 0.5}
RULE = Path(__file__).parents[3] / "content" / "rules" / "default-2026.yaml"
QUESTIONNAIRE = """
tellback: 1
id: explored
title: A survey to explore
version: "2"
languages: [en]
age: 9
splits: {sex: sex, room: room}
sections:
  - id: about
    title: About you
    questions:
      - {id: sex, number: "1", kind: single, text: "I am:", required: true,
         choices: [{id: boy, text: A boy}, {id: girl, text: A girl}]}
      - {id: room, kind: single, text: My room,
         choices: [{id: own, text: Own}, {id: no, text: Not}]}
      - {id: school, kind: preset, text: My school}
      - {id: pet, number: "2", kind: yes_no, text: Do you have a pet?}
      - {id: walk, number: "3", kind: yes_no, text: Do you walk it?, show_if: "${pet} = 'yes'"}
  - id: food
    title: Food
    questions:
      - id: eat
        number: "4"
        kind: grid
        text: "I eat:"
        choices: [{id: never, text: Never}, {id: often, text: Often}]
        rows: [{id: fruit, text: Fruit}, {id: fish, text: Fish}]
measures:
  - {id: has_pet, text: Have a pet, variable: pet, choices: ["yes"]}
  - {id: walks, text: Walk their pet, variable: walk, choices: ["yes"]}
"""


def register() -> None:
    """Four schools that take part, three of them in one locality."""
    rows = [
        RegisterRow(NORTH, "North Primary", "Primary", "Hillside", {"5": 250}),
        RegisterRow(SOUTH, "South Primary", "Primary", "Dales", {"5": 180}),
        RegisterRow(EAST, "East Primary", "Primary", "Dales", {"5": 8}),
        RegisterRow(WEST, "West Primary", "Primary", "Dales", {"5": 9}),
        RegisterRow("8001004", "Far Junior", "Junior", "Moors", {"5": 100}),
    ]
    take_register(rows, by=BY)


def answers(seed: int, more: float) -> Iterator[tuple[str, dict[str, str]]]:
    """Made-up pupils; `more` of them have a pet than the school's share says."""
    random = Random(seed)
    for school, count in PUPILS.items():
        for number in range(count):
            pet = random.random() < PETS[school] + more
            yield (
                school,
                {
                    "sex": "boy" if number % 2 else "girl",
                    "room": "own" if number % 3 else "no",
                    "pet": "yes" if pet else "no",
                    **({"walk": "yes" if random.random() < 0.5 else "no"} if pet else {}),
                    "eat_fruit": "often"
                    if (random.random() < 0.8) == bool(number % 2)
                    else "never",
                    "eat_fish": "often" if random.random() < 0.5 else "never",
                },
            )


def explored_wave(
    name: str, year: int, *, seed: int, more: float = 0.0, text: str = QUESTIONNAIRE
) -> Wave:
    """A closed wave of that year."""
    if not School.objects.exists():
        register()
    wave = prepare_wave(
        name=name,
        title=f"A survey of {year}",
        year_group="5",
        paging="section",
        opens_on=date(year, 10, 1),
        closes_on=date(year, 12, 1),
        questionnaire=text,
        by=BY,
    )
    ask_schools(wave, School.objects.filter(number__in=PUPILS), by=BY)
    open_wave(wave, by=BY)
    wave.refresh_from_db()
    take_in(wave, list(answers(seed, more)), mode="online", by=BY)
    close_wave(wave, by=BY)
    wave.refresh_from_db()
    return wave


def rule_text(*splits: tuple[str, ...]) -> str:
    """The rule that comes with Tellback, with other splits."""
    rule = read_rule(RULE.read_text(encoding="utf-8"))
    return write_rule(rule.model_copy(update={"splits": splits}))


SPLITS = (("sex",), ("locality",), ("school",))


def publish_wave(wave: Wave, *splits: tuple[str, ...]) -> Release:
    """The wave's release, for everyone."""
    return release_results(wave, rule_text=rule_text(*(splits or SPLITS)), by=BY, signed_by=SECOND)


@pytest.fixture(scope="module", autouse=True)
def released(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Release]:
    """Two waves, each released, for all tests of this file; and a draft of the later one."""
    data = tmp_path_factory.mktemp("explored")
    with (
        django_db_blocker.unblock(),
        override_settings(DATA=data),
        transaction.atomic(),
    ):
        publish_wave(explored_wave("2008", 2008, seed=1, more=-0.2))
        wave = explored_wave("2009", 2009, seed=2)
        release = publish_wave(wave)
        draft = begin_release(wave, rule_text=rule_text(("sex",), ("locality",)), by=BY)
        build(draft)
        yield release
        transaction.set_rollback(True)


def page(path: str, person: Person | None = None, *, expect: int = 200) -> str:
    """A page's words; its tags as they are."""
    browser = browser_of(person) if person else Client()
    answer = browser.get(path)
    assert answer.status_code == expect, answer.content.decode()[:500]
    return " ".join(unescape(answer.content.decode()).split())


def words(html: str) -> str:
    """Without tags."""
    return " ".join(
        re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main>", maxsplit=1)[0]).split()
    )


def explore(query: str = "", person: Person | None = None, *, expect: int = 200) -> str:
    return page(f"/results/2009/explore/{query}", person, expect=expect)


def draft() -> Release:
    return Release.objects.get(state=Release.State.DRAFT)


def forget() -> None:
    """Read and draw everything anew."""
    # What is drawn is kept with the ground it stands on.
    forget_files()
    forget_grounds()
