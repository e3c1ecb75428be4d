"""Results are released from safe tables, and only as they were released."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tellback_web.audit.models import Event
from tellback_web.results import pages, queries
from tellback_web.results.changes import Refused, release_results
from tellback_web.results.models import Release
from tellback_web.results.queries import TABLES, releases_folder
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.changes.wave import Refused as WaveRefused
from tellback_web.survey.models import Wave
from tests.web.cast import NORTH, SOUTH, amina, browser_of, efa
from tests.web.survey.small import BY, wave_open

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    pages._drawn.cache_clear()
    queries._tables.cache_clear()


def closed_wave(pupils: int) -> Wave:
    """A closed wave: of every ten pupils, three boys; six have a pet, one of them a fish."""
    wave = wave_open()
    answers = [
        (
            NORTH if number % 4 else SOUTH,
            {
                "sex": "boy" if number % 10 < 3 else "girl",
                "pet": "yes" if number % 10 < 6 else "no",
                **({"which": "fish"} if number % 10 == 0 else {}),
                "eat_fruit": "often",
                "wish": f"wish number {number}",
            },
        )
        for number in range(pupils)
    ]
    take_in(wave, answers, mode="online", by=BY)
    close_wave(wave, by=BY)
    wave.refresh_from_db()
    return wave


def borough(name: str = "small") -> str:
    answer = Client().get(f"/results/{name}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_anyone_sees_released_results_with_their_bases() -> None:
    release_results(closed_wave(40), by=BY)
    page = borough()
    assert "40 pupils of Year 5 in 2 schools answered." in page
    assert "40 of 60 pupils (67%)" in page
    assert "40 of 200 pupils (20%)" in page
    assert "<strong>Have a pet: 60%</strong>. Of all 40 pupils." in page
    assert "Of 24 pupils who answered ‘Yes’ to ‘Do you have a pet?’" in page


def test_nothing_is_shown_by_school_and_no_words_of_a_pupil() -> None:
    release_results(closed_wave(40), by=BY)
    page = borough()
    assert "North Primary" not in page
    assert "South Primary" not in page
    assert "wish number" not in page


def test_a_small_wave_is_hidden_whole() -> None:
    release_results(closed_wave(9), by=BY)
    page = borough()
    assert "fewer than 10 pupils" in page
    assert "<rect" not in page


def test_what_few_were_asked_is_hidden() -> None:
    release_results(closed_wave(13), by=BY)
    release = Release.objects.get()
    tables = json.loads((releases_folder() / release.folder / TABLES).read_text())
    held = {table["id"]: table for table in tables["tables"]}
    assert held["which"]["hidden"]
    assert held["which"]["cells"] == []


def test_before_the_release_nobody_sees_anything() -> None:
    wave = closed_wave(40)
    assert Client().get("/results/small/").status_code == 404
    assert "small" not in Client().get("/results/").content.decode().lower()
    assert browser_of(efa()).post(f"/results/release/{wave.pk}/").status_code == 403
    assert not Release.objects.exists()


def test_an_officer_releases_once_and_it_is_recorded() -> None:
    wave = closed_wave(40)
    browser = browser_of(amina())
    answer = browser.post(f"/results/release/{wave.pk}/")
    assert answer.headers["Location"] == "/results/small/"
    assert Event.objects.filter(verb="released the results", by="amina@council.example").exists()
    again = browser.post(f"/results/release/{wave.pk}/", follow=True).content.decode()
    assert "Close it first; release it once." in again
    with pytest.raises(Refused):
        release_results(wave, by=BY)
    assert len(list(releases_folder().iterdir())) == 1


def test_a_release_whose_file_was_changed_is_not_shown() -> None:
    release = release_results(closed_wave(40), by=BY)
    path = releases_folder() / release.folder / TABLES
    changed = path.read_text().replace("24", "25")
    assert changed != path.read_text()
    path.write_text(changed)
    answer = Client(raise_request_exception=False).get("/results/small/")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "not as they were released" in page
    assert "Traceback" not in page


@pytest.mark.parametrize("name", ["5/6", "a b", "", "../up", "é", "x" * 61, "<b>"])
def test_a_short_name_that_cannot_stand_in_an_address_is_refused(name: str) -> None:
    with pytest.raises(WaveRefused, match="letters, digits and dashes"):
        wave_open(name)
