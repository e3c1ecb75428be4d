"""Whom to ring today: each reason on its day and not a day before, the most pressing first."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tellback_web.schools.models import School
from tellback_web.survey.changes.invitations import decline_invitation
from tellback_web.survey.changes.wave import note_could_not
from tellback_web.survey.invitation_rules import invitation_rules
from tellback_web.survey.models import ClassSession, Participation, SentLetter, Wave
from tellback_web.survey.pages.chasing import chasing_page
from tests.web.cast import NORTH, SOUTH, amina, browser_of
from tests.web.survey.asked import EAST, of, session, wave_of, wave_to_invite
from tests.web.survey.small import BY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
RULES = invitation_rules()


def reasons(wave: Wave, today: date = TODAY) -> dict[str, tuple[str, ...]]:
    """School -> why it is rung, in the order of the list."""
    wave.refresh_from_db()
    return {one.standing.name: one.reasons for one in chasing_page(wave, today=today).schools}


def known(wave: Wave, number: str, **facts: object) -> None:
    """Something known of a school."""
    wave.participations.filter(school__number=number).update(**facts)


def test_nobody_is_rung_at_the_beginning_but_who_cannot_be_written_to() -> None:
    wave = wave_to_invite()
    assert reasons(wave) == {
        "East Primary": ("Not asked yet, and there is no e-mail address to write to.",)
    }
    School.objects.update(contact="office@school.example")
    assert reasons(wave) == {}
    assert chasing_page(wave, today=TODAY).why_nobody == "No school is late today."


def test_a_school_that_was_written_to_and_is_silent_is_rung_after_a_week() -> None:
    wave = wave_to_invite()
    known(wave, NORTH, asked_on=TODAY - timedelta(days=RULES.silent_after_days))
    known(wave, SOUTH, asked_on=TODAY - timedelta(days=RULES.silent_after_days - 1))
    assert reasons(wave)["North Primary"] == (
        "Written to 7 days ago, and it has not said yes or no.",
    )
    assert "South Primary" not in reasons(wave)
    SentLetter.objects.create(
        participation=of(wave, NORTH), kind="reminder", sent_on=TODAY - timedelta(days=1)
    )
    assert "North Primary" not in reasons(wave)


def test_a_school_that_said_yes_is_rung_when_no_class_has_begun() -> None:
    wave = wave_to_invite()
    early = TODAY - timedelta(days=RULES.stalled_after_days)
    known(wave, NORTH, reply="accepted", replied_on=early)
    known(wave, SOUTH, reply="accepted", replied_on=early + timedelta(days=1))
    assert reasons(wave)["North Primary"] == (
        "No class has begun, though it said yes 10 days ago.",
    )
    assert "South Primary" not in reasons(wave)
    Wave.objects.update(opens_on=TODAY - timedelta(days=1))
    assert "North Primary" not in reasons(wave)


def test_a_school_that_began_and_went_quiet_is_rung() -> None:
    wave = wave_to_invite()
    north = of(wave, NORTH)
    session(north, "5A", opened_on=TODAY - timedelta(days=30))
    latest = session(north, "5B", opened_on=TODAY - timedelta(days=10))
    known(wave, NORTH, responses=39)
    assert reasons(wave)["North Primary"] == (
        "It has not finished, and its last class began 10 days ago.",
    )
    ClassSession.objects.filter(pk=latest.pk).update(opened_on=TODAY)
    assert "North Primary" not in reasons(wave)


def test_a_school_far_below_its_roll_is_rung() -> None:
    wave = wave_to_invite()
    known(wave, NORTH, responses=19)  # of 40
    known(wave, SOUTH, responses=10)  # of 20, which is half
    assert reasons(wave)["North Primary"] == ("19 of 40 pupils (48%) answered.",)
    assert "South Primary" not in reasons(wave)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (8, None),
        (7, "Its last day is in 7 days, 30 November 2026."),
        (1, "Its last day is tomorrow, 24 November 2026."),
        (0, "Its last day is today, 23 November 2026."),
        (-1, "Its last day was 22 November 2026. Give it longer, or note what happened."),
    ],
)
def test_a_closing_day_that_is_near_is_said(days: int, words: str | None) -> None:
    wave = wave_to_invite()
    Wave.objects.update(closes_on=TODAY + timedelta(days=days), opens_on=date(2026, 10, 1))
    known(wave, NORTH, reply="accepted", replied_on=TODAY)
    found = reasons(wave).get("North Primary", ())
    assert found == ((words,) if words else ())
    known(wave, NORTH, closes_on=TODAY + timedelta(days=30), extension_reason="Snow")
    assert "North Primary" not in reasons(wave)


def test_schools_that_finished_declined_or_could_not_are_left_in_peace() -> None:
    wave = wave_to_invite()
    Wave.objects.update(closes_on=TODAY, opens_on=date(2026, 10, 1))
    known(wave, NORTH, finished_on=TODAY, responses=1)
    decline_invitation(of(wave, SOUTH), reason="Busy", by=BY)
    note_could_not(of(wave, EAST), reason="Snow", by=BY)
    assert reasons(wave) == {}


def test_the_most_pressing_come_first_and_among_them_the_day_then_the_most_pupils() -> None:
    wave = wave_to_invite()
    School.objects.update(contact="office@school.example")
    Wave.objects.update(closes_on=TODAY + timedelta(days=7), opens_on=date(2026, 10, 1))
    for number in (NORTH, SOUTH, EAST):
        known(wave, number, asked_on=TODAY - timedelta(days=9))
    known(wave, EAST, closes_on=TODAY + timedelta(days=20))
    assert list(reasons(wave)) == ["North Primary", "South Primary", "East Primary"]
    assert len(reasons(wave)["North Primary"]) == 2
    known(wave, NORTH, responses=39)
    assert list(reasons(wave)) == ["South Primary", "North Primary", "East Primary"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "closed", "snapshot": "x"}, "The wave is closed, so there is nobody to ring."),
        ({"sandbox": True}, "This is a try-out, so no school is late."),
    ],
)
def test_nobody_is_rung_for_a_wave_that_is_over_or_a_try_out(
    facts: dict[str, object], words: str
) -> None:
    wave = wave_to_invite()
    Wave.objects.update(**facts)
    assert reasons(wave) == {}
    page = browser_of(amina()).get(f"/staff/waves/{wave.pk}/to-ring/").content.decode()
    assert words in page


def test_the_page_and_its_file_have_the_reason_the_contact_and_the_last_letter() -> None:
    wave = wave_to_invite()
    today = timezone.localdate()
    known(wave, NORTH, asked_on=today - timedelta(days=20))
    School.objects.filter(number=NORTH).update(name="=SUM(A1)")
    SentLetter.objects.create(
        participation=of(wave, NORTH), kind="reminder", sent_on=today - timedelta(days=9)
    )
    browser = browser_of(amina())
    page = browser.get(f"/staff/waves/{wave.pk}/to-ring/").content.decode()
    assert "Written to 9 days ago, and it has not said yes or no." in page
    assert "office@north.example" in page
    assert "Reminder, " in page
    answer = browser.get(f"/staff/waves/{wave.pk}/to-ring/csv/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="to-ring-small.csv"'
    line = next(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert line["School"] == "'=SUM(A1)"
    assert line["Why"] == "Written to 9 days ago, and it has not said yes or no."
    assert line["E-mail address"] == "office@north.example"
    assert line["Last letter"].startswith("Reminder, ")
    assert (line["Last day"], line["On roll"], line["Sent"]) == ("2099-12-01", "40", "0")


def test_the_list_takes_as_many_queries_for_two_hundred_schools_as_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    few = wave_to_invite()
    with django_assert_num_queries(11):
        chasing_page(few, today=TODAY)
    many = wave_of(200)
    Participation.objects.filter(wave=many).update(responses=1)
    with django_assert_num_queries(11):
        assert len(chasing_page(many, today=TODAY).schools) == 200
