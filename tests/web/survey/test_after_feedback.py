"""A school says how a wave went; the officer sees it counted and one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tellback_web.audit.models import Event
from tellback_web.survey.changes.after import give_feedback, set_kept_until
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Feedback, Participation, Wave
from tellback_web.survey.pages.after import feedback_page
from tellback_web.survey.queries.after import a_year_after, kept_until
from tellback_web.survey.school_link import token_of
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, cerys, efa
from tests.web.survey.small import BY, draft_wave, wave_open

SAID = {"how": "well", "minutes": "40", "trouble": ["network", "reading"], "wish": "Shorter"}


@pytest.fixture
def wave(db: None, settings: Any, tmp_path: Any) -> Wave:
    settings.DATA = tmp_path
    made = wave_open()
    Wave.objects.update(closes_on=date(2026, 12, 1))
    made.refresh_from_db()
    return made


def part(wave: Wave, number: str = NORTH) -> Participation:
    return wave.participations.get(school__number=number)


def by_link(wave: Wave) -> Client:
    """A browser that came by North's link."""
    browser = Client()
    browser.get(f"/class/with/{token_of(part(wave))}/")
    return browser


def say(wave: Wave, number: str = NORTH, **said: Any) -> None:
    given = {"how": "well", "minutes": None, "trouble": [], "trouble_words": "", "wish": ""}
    give_feedback(part(wave, number), **{**given, **said}, by=BY)


def test_a_school_says_by_its_link_how_it_went_and_may_change_it(wave: Wave) -> None:
    browser = by_link(wave)
    assert browser.get("/class/feedback/").headers["Location"].endswith("/feedback/")
    where = f"/class/{part(wave).pk}/feedback/"
    page = browser.post(where, SAID, follow=True).content.decode()
    assert "Thank you. The council reads what every school says." in page
    said = Feedback.objects.get()
    assert (said.how, said.minutes, said.trouble, said.wish) == (
        "well", 40, "network reading", "Shorter",
    )  # fmt: skip
    page = browser.get(where).content.decode()
    assert "You can change it" in page
    assert "Shorter" in page
    browser.post(where, {**SAID, "how": "badly"})
    assert Feedback.objects.get().how == "badly"
    event = Event.objects.latest("pk")
    assert event.verb == "said how the wave went"
    assert "Shorter" not in str(event.details)


def test_nobody_else_says_it_for_a_school(wave: Wave) -> None:
    where = f"/class/{part(wave).pk}/feedback/"
    assert Client().get(where).status_code == 403
    assert browser_of(cerys()).post(where, SAID).status_code == 403
    assert by_link(wave).get(f"/class/{part(wave, SOUTH).pk}/feedback/").status_code == 403
    assert browser_of(bilal()).post(where, SAID).status_code == 302
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"how": ""}, "Choose how it went."),
        ({"how": "fine"}, "Select a valid choice"),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "301"}, "less than or equal to 300"),
        ({"minutes": "an hour"}, "Enter a whole number."),
        ({"trouble": ["dragons"]}, "Select a valid choice"),
        ({"wish": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_a_mistake_is_a_sentence(wave: Wave, wrong: dict[str, Any], sentence: str) -> None:
    answer = by_link(wave).post(f"/class/{part(wave).pk}/feedback/", {**SAID, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Feedback.objects.exists()


def test_there_is_nothing_to_say_of_a_wave_that_has_not_begun_or_is_a_try_out(wave: Wave) -> None:
    made = draft_wave("later")
    school = Participation.objects.create(wave=made, school=part(wave).school)
    with pytest.raises(Refused, match="has not begun"):
        give_feedback(
            school, how="well", minutes=None, trouble=[], trouble_words="", wish="", by=BY
        )
    Wave.objects.filter(name="small").update(sandbox=True)
    answer = by_link(wave).post(f"/class/{part(wave).pk}/feedback/", SAID)
    assert answer.status_code == 422
    assert "try-out" in answer.content.decode()


def test_the_officer_sees_it_counted_and_school_by_school(wave: Wave) -> None:
    wave.participations.update(responses=5)
    say(wave, minutes=40, trouble=["network"], trouble_words="It went away at ten.")
    say(wave, SOUTH, how="badly", minutes=60, trouble=["time", "network"], wish="Shorter")
    page = feedback_page(wave)
    assert (page.said, page.could_say) == (2, 2)
    assert [(one.words, one.count) for one in page.how if one.count] == [("Well", 1), ("Badly", 1)]
    assert [(one.words, one.count, one.width) for one in page.trouble] == [
        ("The network was slow or went away", 2, 100),
        ("It took too long", 1, 50),
    ]
    assert page.minutes is not None
    assert (page.minutes.middle, page.minutes.least, page.minutes.most) == (50, 40, 60)
    shown = browser_of(amina()).get(f"/staff/after/{wave.pk}/feedback/").content.decode()
    assert "2 of 2 schools that took part or tried." in shown
    assert "It went away at ten." in shown
    assert browser_of(bilal()).get(f"/staff/after/{wave.pk}/feedback/").status_code == 403


def test_words_of_a_school_are_shown_as_words(wave: Wave) -> None:
    say(wave, wish="<script>alert(1)</script>")
    shown = browser_of(amina()).get(f"/staff/after/{wave.pk}/feedback/").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_nothing_said_yet_is_said(wave: Wave) -> None:
    page = browser_of(efa()).get(f"/staff/after/{wave.pk}/feedback/").content.decode()
    assert "No school has said anything yet." in page


def test_the_pages_of_a_wave_lead_to_one_another(wave: Wave) -> None:
    browser = browser_of(amina())
    assert f"/staff/after/{wave.pk}/" in browser.get("/staff/after/").content.decode()
    page = browser.get(f"/staff/after/{wave.pk}/").content.decode()
    for path in ("register", "feedback", "cost", "kept"):
        assert f"/staff/after/{wave.pk}/{path}/" in page
        assert browser.get(f"/staff/after/{wave.pk}/{path}/").status_code == 200
    draft = draft_wave("later")
    assert browser.get(f"/staff/after/{draft.pk}/").status_code == 404
    assert browser_of(bilal()).get(f"/staff/after/{wave.pk}/").status_code == 403


def test_things_are_kept_for_a_year_unless_the_officer_says_otherwise(wave: Wave) -> None:
    assert kept_until(wave).written == a_year_after(wave.closes_on)
    set_kept_until(wave, written=date(2030, 1, 1), letters=date(2031, 1, 1), by=BY)
    wave.refresh_from_db()
    assert (kept_until(wave).written, kept_until(wave).letters) == (
        date(2030, 1, 1),
        date(2031, 1, 1),
    )
    with pytest.raises(Refused, match="on or after the closing day"):
        set_kept_until(wave, written=wave.opens_on, letters=date(2031, 1, 1), by=BY)


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    assert a_year_after(date(2024, 2, 29)) == date(2025, 2, 28)
    assert a_year_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert a_year_after(date(2024, 2, 29), -6) == date(2018, 2, 28)


def test_an_officer_sets_the_days_and_an_analyst_only_reads_them(wave: Wave) -> None:
    where, officer = f"/staff/after/{wave.pk}/kept/", browser_of(amina())
    answer = officer.post(where, {"written": "2030-01-01", "letters": "2031-01-01"}, follow=True)
    assert "Written answers until 1 January 2030." in answer.content.decode()
    answer = officer.post(where, {"written": "2000-01-01", "letters": ""})
    assert answer.status_code == 422
    analyst = browser_of(efa())
    assert "until 1 January 2030" in analyst.get(where).content.decode()
    assert (
        analyst.post(where, {"written": "2030-01-02", "letters": "2031-01-01"}).status_code == 403
    )
