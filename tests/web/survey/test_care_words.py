"""What pupils are told about who reads their words is true, early, and easy to read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tellback.questionnaire.readability import grade, reading_age
from tests.web.survey.small import Pupil, codes, wave_open

PROMISES = ("know_private", "know_read", "know_harm", "know_worried")
YOUNGEST = 9


def words(root: Path, language: str) -> dict[str, str]:
    text = (root / "content" / "words" / f"{language}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def test_a_nine_year_old_can_read_who_reads_what(root: Path) -> None:
    english = words(root, "en")
    told = [english[key] for key in (*PROMISES, "worried")]
    age = reading_age(told)
    assert age is not None
    assert age <= YOUNGEST
    assert all((grade([sentence]) or 0) <= YOUNGEST - 5 for sentence in told)


@pytest.mark.parametrize("language", ["en", "cy", "pl", "ur"])
def test_each_language_says_where_to_get_help_now(language: str, root: Path) -> None:
    said = words(root, language)
    assert "0800 1111" in said["know_worried"]
    assert "999" in said["know_worried"]
    assert "0800 1111" in said["worried"]


@pytest.mark.django_db
def test_the_promises_stand_before_the_first_question_and_before_the_rest(root: Path) -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    html = pupil.client.get("/answer/welcome/").content.decode()
    english = words(root, "en")
    places = [html.index(english[key][:40]) for key in (*PROMISES, "know_leave_out")]
    assert places == sorted(places)
    # Not "nobody": people at the council read what is written in words.
    assert "Nobody is told what you said" not in html
