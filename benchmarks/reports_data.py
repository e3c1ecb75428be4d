"""A made-up borough of many schools, released by the council's own rule, for reports of it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from random import Random

from benchmarks.prepare import ROOT
from tellback.questionnaire.read import read
from tellback.release import Area, Release, read_release
from tellback.release.build import build_release
from tellback.report.facts import CouncilFacts, SchoolFacts, WaveFacts
from tellback.report.from_files import material_from_files
from tellback.report.material import Material
from tellback.response import accept
from tellback.snapshot import PupilRow, write_snapshot
from tellback.synthesis import read_targets, synthesise

CONTENT = ROOT / "content"
QUESTIONNAIRE = CONTENT / "questionnaires/lifestyle-primary-2009.yaml"
RULE = CONTENT / "rules/default-2026.yaml"
MADE_ON = date(2010, 6, 1)
SEED = 2009


def released(folder: Path, schools: int) -> Release:
    """A release of `schools` schools in `folder`, made where it is not there yet."""
    made = folder / f"release-{schools}"
    if not made.exists():
        wave = folder / f"snapshot-{schools}"
        if not wave.exists():
            _snapshot(wave, schools)
        half = folder / f"half-{schools}"
        build_release(
            half,
            wave=wave,
            rule_text=RULE.read_text("utf-8"),
            made_on=MADE_ON,
            names=tuple(
                Area("school", one.number, one.name, one.locality) for one in _schools(schools)
            ),
        )
        half.rename(made)
    return read_release(made, every_file=False)


def material_of(folder: Path, schools: int) -> Material:
    """What reports of that borough are made of."""
    facts = WaveFacts(
        wave="2009",
        title="Young people’s lifestyle survey 2009",
        year_group="5",
        opened_on=date(2009, 10, 19),
        closed_on=date(2010, 1, 31),
        on_roll_everywhere=schools * 60,
        schools=tuple(_schools(schools)),
        release="2009, release 1",
        published_on=MADE_ON,
        council=CouncilFacts(name="Aldermoor Council"),
    )
    return material_from_files(released(folder, schools), facts, content=CONTENT)


def _schools(many: int) -> list[SchoolFacts]:
    """Of 20 to 60 pupils in Year 5, in the demo's localities."""
    text = (CONTENT / "demo/schools.csv").read_text("utf-8")
    localities = [row["locality"] for row in csv.DictReader(io.StringIO(text))]
    rng = Random(SEED)
    return [
        SchoolFacts(
            number=str(7000 + at),
            name=f"Made-up Primary {at}",
            locality=localities[at % len(localities)],
            roll=rng.randint(20, 60),
        )
        for at in range(many)
    ]


def _snapshot(folder: Path, schools: int) -> None:
    text = QUESTIONNAIRE.read_text("utf-8")
    questionnaire = read(text, name=QUESTIONNAIRE.name)
    known = {one.number: one for one in _schools(schools)}
    made = synthesise(
        questionnaire,
        schools={number: max(one.roll or 0, 1) for number, one in known.items()},
        targets=read_targets((CONTENT / "demo/figures_2009.csv").read_text("utf-8")),
        split_by="q01",
        seed=SEED,
    )
    rows = [
        PupilRow(
            one.school,
            known[one.school].locality,
            "5",
            "online",
            accept(questionnaire, one.answers),
        )
        for one in made.pupils
    ]
    write_snapshot(
        folder,
        questionnaire=questionnaire,
        questionnaire_text=text,
        wave="2009",
        rows=rows,
        rng=Random(SEED),
        made_on=MADE_ON,
    )
