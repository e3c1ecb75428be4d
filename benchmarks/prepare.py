"""A wave for virtual pupils: `python -m benchmarks.prepare` prints its codes and answers as JSON.

Runs in a process of its own, whose environment names the data folder and the database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from tellback.questionnaire.model import Kind, Question, Questionnaire
from tellback.questionnaire.walk import Walk

ROOT = Path(__file__).resolve().parents[1]
QUESTIONNAIRE = ROOT / "content/questionnaires/lifestyle-primary-2009.yaml"
BY = "the benchmark"
WAVE = "benchmark"
SCHOOLS = 6
CLASS = 30
"""Pupils of each class session; every code is one of a class session."""
OWN_WORDS = "the-code-of-this-pupil"
"""Stands in the last page's free text; each pupil writes their own code there."""


@dataclass(frozen=True)
class Prepared:
    """What virtual pupils need to know."""

    codes: list[str]
    answers: dict[int, str]
    """Page number -> its answers, form-encoded."""
    values: dict[int, dict[str, str]]
    """Page number -> variable -> the answer as it is to be stored."""


def prepare(environment: Mapping[str, str], *, tickets: int, paging: str = "section") -> Prepared:
    """Make the wave in the database of `environment`; the database is up to date."""
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.prepare", str(tickets), "--paging", paging],
        env=dict(environment),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    told = json.loads(made.stdout)
    values = {int(number): given for number, given in told["values"].items()}
    return Prepared(
        codes=told["codes"],
        answers={number: urlencode(given) for number, given in values.items()},
        values=values,
    )


def answers_that_open_everything(questionnaire: Questionnaire, walk: Walk) -> dict[str, str]:
    """One answer to each variable: of those offered, the one that leads to most questions."""
    answers: dict[str, str] = {}
    for question in questionnaire.questions:
        for variable in question.variables:
            if offered := _offered(question):
                opened = {one: len(walk.asked({**answers, variable: one})) for one in offered}
                answers[variable] = max(offered, key=lambda one: opened[one])
    return answers


def _offered(question: Question) -> Sequence[str]:
    if question.kind is Kind.NUMBER:
        return [f"{question.least or 1:g}"]
    if question.kind is Kind.TEXT:
        return [OWN_WORDS]
    return [choice.id for choice in question.offered]


def main() -> None:
    """Make the wave; print what pupils need."""
    parser = ArgumentParser()
    parser.add_argument("tickets", type=int)
    parser.add_argument("--paging", default="section", choices=["section", "question"])
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tellback_web.settings")
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    json.dump(_make_wave(asked.tickets, asked.paging), sys.stdout)


def _make_wave(tickets: int, paging: str) -> dict[str, object]:
    from tellback_web.schools.changes import take_register  # noqa: PLC0415 - after Django
    from tellback_web.schools.models import School  # noqa: PLC0415
    from tellback_web.schools.register_file import read_register  # noqa: PLC0415
    from tellback_web.survey.changes.sessions import (  # noqa: PLC0415
        make_class_tickets,
        open_session,
    )
    from tellback_web.survey.changes.wave import (  # noqa: PLC0415
        ask_schools,
        open_wave,
        prepare_wave,
    )
    from tellback_web.survey.ready import ready_for  # noqa: PLC0415

    take_register(read_register((ROOT / "content/demo/schools.csv").read_bytes()).rows, by=BY)
    wave = prepare_wave(
        name=WAVE,
        title="Benchmark",
        year_group="5",
        paging=paging,
        opens_on=date(2010, 10, 18),
        closes_on=date.max,
        questionnaire=QUESTIONNAIRE.read_text(encoding="utf-8"),
        by=BY,
    )
    ask_schools(wave, School.objects.order_by("number")[:SCHOOLS], by=BY)
    open_wave(wave, by=BY)
    wave.refresh_from_db()
    asked = list(wave.participations.select_related("school", "wave"))
    codes: list[str] = []
    for at in range(-(-tickets // CLASS)):
        pupils = min(CLASS, tickets - len(codes))
        session = open_session(asked[at % len(asked)], class_name=str(at), pupils=pupils, by=BY)
        codes += [code for _, code in make_class_tickets(session, by=BY)]
    made = ready_for(wave)
    answers = answers_that_open_everything(made.questionnaire, made.walk)
    values = {
        page.number: {
            name: answers[name]
            for question in page.questions
            for name in question.variables
            if name in answers
        }
        for page in made.pages
    }
    return {"codes": codes, "values": values}


if __name__ == "__main__":
    main()
