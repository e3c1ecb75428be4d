"""The demo's two waves: 2009, closed and released, and this year's, open to try."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from tellback.disclosure import write_rule
from tellback.questionnaire.read import read
from tellback.synthesis import read_targets, synthesise
from tellback_web.demo.after import look_after
from tellback_web.demo.reports import release_reports
from tellback_web.results.changes.life import release_results
from tellback_web.results.queries.rules import present_rule
from tellback_web.schools.changes import take_register
from tellback_web.schools.models import School
from tellback_web.schools.queries import schools_with
from tellback_web.schools.register_file import read_register
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.changes.questionnaires import offer_trial
from tellback_web.survey.changes.wave import (
    ask_schools,
    extend_wave,
    note_could_not,
    open_wave,
    prepare_wave,
)
from tellback_web.survey.models import Wave

BY = "the demo"
SECOND = "the demo’s second person"
QUESTIONNAIRE = "questionnaires/lifestyle-primary-2009.yaml"
TRY_OUT = "questionnaires/try-it.yaml"
SEED = 2009
OPEN = "this-year"
"""The name of the wave that is open to try."""


def content(name: str) -> str:
    """A file of content/."""
    return (Path(settings.CONTENT) / name).read_text(encoding="utf-8")


def make_register() -> None:
    """The schools of the borough."""
    read_rows = read_register(content("demo/schools.csv").encode())
    take_register(read_rows.rows, by=BY)


def make_closed_wave(progress: Callable[[int, int], None]) -> Wave:
    """The wave of 2009, with 572 made-up pupils whose answers print the published figures."""
    wave = prepare_wave(
        name="2009",
        title="Young people’s lifestyle survey 2009",
        year_group="5",
        paging=Wave.Paging.SECTION,
        opens_on=date(2009, 10, 19),
        closes_on=date(2009, 12, 18),
        questionnaire=content(QUESTIONNAIRE),
        by=BY,
    )
    ask_schools(wave, schools_with("5"), by=BY)
    wave.participations.update(asked_on=date(2009, 10, 5))
    open_wave(wave, by=BY)
    lines = list(csv.DictReader(io.StringIO(content("demo/participation.csv"))))
    made = synthesise(
        read(wave.questionnaire, name="the questionnaire"),
        schools={
            one["number"]: int(one["respondents"]) for one in lines if one["respondents"] != "0"
        },
        targets=read_targets(content("demo/figures_2009.csv")),
        split_by="q01",
        seed=SEED,
        progress=progress,
    )
    wave.refresh_from_db()
    take_in(wave, [(one.school, one.answers) for one in made.pupils], mode="online", by=BY)
    for line in lines:
        if line["could_not"]:
            participation = wave.participations.get(school__number=line["number"])
            note_could_not(participation, reason=line["could_not"], by=BY)
    extend_wave(wave, closes_on=date(2010, 1, 31), reason="Schools were closed by snow.", by=BY)
    close_wave(wave, by=BY)
    rule_text = write_rule(present_rule())
    release = release_results(wave, rule_text=rule_text, by=BY, signed_by=SECOND)
    look_after(wave, by=BY)
    release_reports(release, by=BY)
    return wave


def make_open_wave(today: date) -> Wave:
    """This year's wave, open from `today`, with no answers yet."""
    wave = prepare_wave(
        name=OPEN,
        title="Young people’s lifestyle survey, open to try",
        year_group="5",
        paging=Wave.Paging.SECTION,
        opens_on=today,
        closes_on=today + timedelta(weeks=8),
        questionnaire=content(QUESTIONNAIRE),
        by=BY,
    )
    ask_schools(wave, School.objects.filter(number__lte="9019"), by=BY)
    open_wave(wave, by=BY)
    return wave


def offer_try_out() -> None:
    """A short questionnaire in four languages that everybody may try, without a code."""
    offer_trial(content(TRY_OUT), by=BY)
