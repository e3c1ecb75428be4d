"""A closed wave with responses to look at, and ways to look at and decide on them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tellback.quality import Reason
from tellback_web.people.models import Person
from tellback_web.results.changes.building import begin_release, build
from tellback_web.results.models import Release
from tellback_web.results.queries.quality import decided_on, forget_looked
from tellback_web.results.queries.releases import forget_files
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.models import Wave
from tests.web.cast import NORTH, SOUTH, amina, browser_of
from tests.web.survey.small import BY, wave_open

RULE = """id: made-up
from: 2026-09-01
source: a test
least_base: 10
least_cell: 3
"""
CRITERIA = """
tellback_quality: 1
questionnaire: small
least_answered: 30
impossible:
  - {id: fish_in_dale, rule: "${place} = 'dale' and ${eat_fruit} = 'never'", why: No fruit in Dale.}
"""
FEW, ODD = 14, 4
PUPILS = 60
FIRST = "/staff/releases/wave/{}/responses/"


@pytest.fixture(autouse=True)
def content(settings: Any, tmp_path: Path) -> Path:
    """A council's own criteria, and the rules that come with Tellback."""
    made = tmp_path / "content"
    (made / "quality").mkdir(parents=True)
    shutil.copytree(Path(settings.CONTENT) / "rules", made / "rules")
    (made / "quality" / "small.yaml").write_text(CRITERIA)
    settings.DATA, settings.CONTENT = tmp_path, made
    forget_looked()
    forget_files()
    return made


@pytest.fixture
def wave() -> Wave:
    """Sixty pupils of two schools: 14 said only their sex, 4 said what cannot be so."""
    held = wave_open()
    rows: list[tuple[str, dict[str, str]]] = []
    for at in range(PUPILS):
        answers: dict[str, str] = {"sex": "boy" if at % 2 else "girl"}
        if at >= FEW:
            odd = at < FEW + ODD
            answers |= {"pet": "no", "eat_fruit": "never" if odd else "often"}
            answers["place"] = "dale" if odd else "hill"
        rows.append((NORTH if at % 3 else SOUTH, answers))
    take_in(held, rows, mode="online", by=BY)
    close_wave(held, by=BY)
    held.refresh_from_db()
    return held


def rows_for(wave: Wave, reason: Reason) -> list[int]:
    """The responses flagged for a reason."""
    flags = decided_on(wave).flagged.flags
    return sorted(flag.row for flag in flags if flag.reason is reason)


def text_of(answer: Any) -> str:
    """The page's text in one line."""
    return " ".join(answer.content.decode().split())


def page_of(wave: Wave, path: str = "", by: Callable[[], Person] = amina) -> str:
    answer = browser_of(by()).get(FIRST.format(wave.pk) + path)
    assert answer.status_code == 200
    return text_of(answer)


def post(client: Client, wave: Wave, reason: str = "few_answers", **sent: Any) -> Any:
    given = {"which": "every", "choice": "leave_out", "why": "Stopped at once", **sent}
    return client.post(f"{FIRST.format(wave.pk)}{reason}/", given)


def built(wave: Wave) -> Release:
    """A release of the wave as it is decided now."""
    release = begin_release(wave, rule_text=RULE, by=BY)
    build(release)
    release.refresh_from_db()
    return release
