"""Documents as files: made once, never in half, made anew when what they are made of changes."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tellback_web.results.models import Release
from tellback_web.results.queries import report_files
from tellback_web.results.queries.report_files import OLD, report_file, reports_folder
from tellback_web.results.queries.report_making import Making
from tellback_web.results.queries.reports import ENDINGS, Wanted
from tellback_web.survey.changes.after import give_feedback
from tests.web.cast import NORTH, amina
from tests.web.results.explored import BY, released
from tests.web.results.test_reports import get

__all__ = ["released"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made, in order."""
    found: list[str] = []
    made = Making.file

    def told(self: Making, ending: str) -> bytes:
        found.append(f"{self.wanted.kind}.{ending}")
        return made(self, ending)

    monkeypatch.setattr(Making, "file", told)
    return found


def test_a_file_is_made_once_and_again_gives_the_same_bytes(
    released: Release, made: list[str]
) -> None:
    reports = reports_folder(released)
    first = {ending: get(f"summary.{ending}").content for ending in ENDINGS["summary"]}
    again = {ending: get(f"summary.{ending}").content for ending in ENDINGS["summary"]}
    assert first == again
    assert len(made) == len(set(made))
    for path in reports.rglob("summary.*"):
        path.unlink()
    assert first == {ending: get(f"summary.{ending}").content for ending in ENDINGS["summary"]}


def test_two_who_ask_at_once_wait_for_one_that_is_made(
    released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    making = Making(released, Wanted("newsletter"))
    place = report_files._place(making)
    at_once, most = 0, 0

    def one() -> None:
        nonlocal at_once, most
        with report_files._alone(place):
            at_once += 1
            most = max(most, at_once)
            os.sched_yield()
            at_once -= 1

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(one) for _ in range(64)]:
            done.result()
    assert most == 1


def test_what_is_half_written_is_never_served(
    released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in reports_folder(released).rglob("newsletter.*"):
        path.unlink()

    def broken(_file: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="full"):
            report_file(released, Wanted("newsletter"), "html")
    assert not list(reports_folder(released).rglob("newsletter.html"))
    assert report_file(released, Wanted("newsletter"), "html").startswith(b"<!doctype html>")


def test_other_facts_make_another_file_and_the_old_one_goes(
    released: Release, settings: Any
) -> None:
    before = Making(released, Wanted("borough")).mark
    own = Making(released, Wanted("school", NORTH)).mark
    assert before != own
    released.wave.cost_lines.create(item="Data", pounds=10)
    assert Making(released, Wanted("borough")).mark != before
    assert Making(released, Wanted("school", NORTH)).mark == own
    letter = Making(released, Wanted("letter", NORTH)).mark
    give_feedback(
        released.wave.participations.select_related("school").get(school__number=NORTH),
        how="well",
        minutes=40,
        trouble=(),
        trouble_words="",
        wish="",
        by=BY,
    )
    assert Making(released, Wanted("letter", NORTH)).mark != letter
    assert Making(released, Wanted("school", NORTH)).mark == own
    released.wave.participations.filter(school__number=NORTH).update(roll=260)
    assert Making(released, Wanted("school", NORTH)).mark != own
    old = reports_folder(released) / before
    old.mkdir(parents=True, exist_ok=True)
    long_ago = timezone.now().timestamp() - 2 * OLD
    os.utime(old, (long_ago, long_ago))
    report_file(released, Wanted("newsletter"), "html")
    assert not old.exists()
    assert (reports_folder(released) / Making(released, Wanted("borough")).mark).is_dir()


def test_no_name_of_a_school_is_a_way_out_of_the_folder(released: Release) -> None:
    officer = amina()
    for number in ("..", "%2e%2e", "..%2f..%2fx", "a%00b", "💡"):
        assert get(f"schools/{number}/report.pdf", officer).status_code == 404
    inside = Path(reports_folder(released))
    assert not [one for one in inside.rglob("*") if ".." in one.name]
