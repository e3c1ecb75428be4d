"""The demo's wave of 2009 as releases, built once for all tests and workers, with its facts.

They are kept between runs under a name made of all that they depend on.
"""

from __future__ import annotations

import csv
import fcntl
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from random import Random

from tellback.questionnaire.benchmark import read_benchmarks
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.published_year import read_published_year
from tellback.questionnaire.read import read
from tellback.release import Area, Release, read_release
from tellback.release.build import build_release
from tellback.report.facts import CostFacts, CouncilFacts, SchoolFacts, ShareFacts, WaveFacts
from tellback.report.ground import Ground
from tellback.report.material import Material
from tellback.report.outline import read_outline
from tellback.response import accept
from tellback.snapshot import PupilRow, write_snapshot
from tellback.synthesis import read_targets, synthesise

ROOT = Path(__file__).resolve().parents[3]
CONTENT = ROOT / "content"
KEPT = ROOT / ".tools" / "test-releases"
AS_PRINTED = """\
id: as-printed-2009
from: 2009-01-01
least_base: 1
least_cell: 1
full_cells: shown
small_schools: together
splits: [[sex]]
source: Nothing is hidden, as in 2009; for tests of printed figures alone.
"""
"""A rule by which every headline of 2009 can be shown."""
DEFAULT = (CONTENT / "rules/default-2026.yaml").read_text("utf-8")
PARTS = ("questionnaire", "response.py", "snapshot", "synthesis", "tabulation", "disclosure",
         "quality", "release", "inference")  # fmt: skip


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    """What was asked in 2009."""
    text = (CONTENT / "questionnaires/lifestyle-primary-2009.yaml").read_text("utf-8")
    return read(text, name="lifestyle-primary-2009.yaml")


@lru_cache(maxsize=4)
def demo_release(rule: str = DEFAULT) -> Release:
    """The release of 2009 by `rule`: 572 made-up pupils of 15 schools."""
    folder = KEPT / f"{_key()}-{sha256(rule.encode()).hexdigest()[:12]}"
    with _alone():
        if not folder.exists():
            wave = _snapshot()
            half = folder.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            build_release(half, wave=wave, rule_text=rule, made_on=date(2010, 6, 1), names=_names())
            half.rename(folder)
    return read_release(folder, every_file=False)


def demo_ground(rule: str = DEFAULT) -> Ground:
    """That release with its rolls, its printed years and what stands beside it."""
    asked = questionnaire()
    release = demo_release(rule)
    took_part = {one.area for one in release.areas if one.level == "school"}
    if not took_part:
        took_part = {number for number, many in _respondents().items() if many}
    years = (read_published_year(path, asked) for path in (CONTENT / "years").glob("*-primary-*"))
    beside = (CONTENT / "benchmarks").glob("lifestyle-primary-*.csv")
    return Ground(
        release=release,
        name="2009",
        year_group="5",
        rolls={one.number: one.roll for one in facts().schools if one.number in took_part},
        on_roll_everywhere=2996,
        printed=tuple(sorted(years, key=lambda one: one.wave, reverse=True)),
        benchmarks=tuple(one for path in sorted(beside) for one in read_benchmarks(path, asked)),
    )


def demo_material(rule: str = DEFAULT) -> Material:
    """All that a document of 2009 is made of."""
    outline = read_outline(CONTENT / "reports/lifestyle-primary.yaml", questionnaire())
    return Material(demo_ground(rule), facts(), outline, CONTENT)


@lru_cache(maxsize=1)
def facts() -> WaveFacts:
    """What the demo knows of its wave beside the answers."""
    could_not = {one["number"]: one["could_not"] for one in _csv("demo/participation.csv")}
    return WaveFacts(
        wave="2009",
        title="Young people’s lifestyle survey 2009",
        year_group="5",
        opened_on=date(2009, 10, 19),
        closed_on=date(2010, 1, 31),
        first_closes_on=date(2009, 12, 18),
        extension_reason="Schools were closed by snow.",
        on_roll_everywhere=2996,
        schools=tuple(
            SchoolFacts(
                number=one["number"],
                name=one["name"],
                locality=one["locality"],
                roll=int(one["roll_year_5"]) if one["roll_year_5"] else None,
                could_not=could_not.get(one["number"], ""),
            )
            for one in _csv("demo/schools.csv")
        ),
        release="2009, release 1",
        published_on=date(2010, 6, 1),
        council=CouncilFacts(
            name="Aldermoor Council", email="surveys@aldermoor.example", telephone="01632 960001"
        ),
        costs=(
            CostFacts(item="Production of the data", pounds=Decimal("462.00")),
            CostFacts(item="Staff time for analysis and writing"),
        ),
        shares=(
            ShareFacts(payer="Primary care trust", percent=Decimal(40), pounds=Decimal("184.80")),
            ShareFacts(payer="Children’s services", percent=Decimal(60), pounds=Decimal("277.20")),
        ),
    )


def _names() -> tuple[Area, ...]:
    return tuple(
        Area("school", one["number"], one["name"], one["locality"])
        for one in _csv("demo/schools.csv")
    )


def _respondents() -> dict[str, int]:
    return {one["number"]: int(one["respondents"]) for one in _csv("demo/participation.csv")}


def _csv(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((CONTENT / name).read_text("utf-8"))))


def _snapshot() -> Path:
    folder = KEPT / f"{_key()}-snapshot"
    if folder.exists():
        return folder
    locality = {one["number"]: one["locality"] for one in _csv("demo/schools.csv")}
    made = synthesise(
        questionnaire(),
        schools={number: many for number, many in _respondents().items() if many},
        targets=read_targets((CONTENT / "demo/figures_2009.csv").read_text("utf-8")),
        split_by="q01",
        seed=2009,
        progress=lambda _done, _all: None,
    )
    rows = [
        PupilRow(
            one.school, locality[one.school], "5", "online", accept(questionnaire(), one.answers)
        )
        for one in made.pupils
    ]
    half = folder.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    _write(half, rows)
    half.rename(folder)
    return folder


def _write(folder: Path, rows: list[PupilRow]) -> None:
    text = (CONTENT / "questionnaires/lifestyle-primary-2009.yaml").read_text("utf-8")
    write_snapshot(
        folder,
        questionnaire=questionnaire(),
        questionnaire_text=text,
        wave="2009",
        rows=rows,
        rng=Random(2009),
        made_on=date(2010, 6, 1),
    )


@lru_cache(maxsize=1)
def _key() -> str:
    library = ROOT / "src/tellback"
    paths = [path for part in PARTS for path in _files(library / part)]
    paths += [*_files(CONTENT / "demo"), CONTENT / "questionnaires/lifestyle-primary-2009.yaml"]
    found = sha256()
    for path in sorted(paths):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from (one for one in path.rglob("*") if one.suffix in {".py", ".csv"})


@contextmanager
def _alone() -> Iterator[None]:
    """One worker builds; the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
