"""The pages of inviting schools: the officer's, and a school's own answer."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tellback_web.audit.models import Event
from tellback_web.survey.changes.invitations import accept_invitation
from tellback_web.survey.changes.sessions import say_finished
from tellback_web.survey.models import LetterText, OtherSurvey, Participation, Wave
from tellback_web.survey.school_link import token_of
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, efa, tessa
from tests.web.survey.asked import EAST, addresses, of, ticked, wave_to_invite
from tests.web.survey.small import BY, draft_wave

pytestmark = pytest.mark.django_db


def test_the_officer_keeps_what_a_school_said_by_phone() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    address = f"/staff/invitations/school/{of(wave, NORTH).pk}/"
    assert browser.get(address).status_code == 200
    refused = browser.post(f"{address}reply/", {"reply": "declined", "reason": ""})
    assert refused.status_code == 422
    assert "Say in a few words why not." in refused.content.decode()
    assert "Choose yes or no." in browser.post(f"{address}reply/", {}).content.decode()
    kept = browser.post(f"{address}reply/", {"reply": "declined", "reason": "No time"})
    assert (kept.status_code, kept.headers["Location"]) == (302, address)
    assert of(wave, NORTH).reply_reason == "No time"
    assert "No time" in browser.get(address).content.decode()
    browser.post(f"{address}reply/", {"reply": "accepted"})
    assert of(wave, NORTH).reply == "accepted"
    Participation.objects.update(responses=2)
    late = browser.post(f"{address}reply/", {"reply": "declined", "reason": "No time"})
    assert late.status_code == 422
    assert "2 pupils of North Primary sent answers already" in late.content.decode()


def test_the_officer_s_other_buttons_on_a_school() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    address = f"/staff/invitations/school/{of(wave, NORTH).pk}/"
    browser.post(f"{address}asked/")
    assert of(wave, NORTH).asked_on == timezone.localdate()
    again = browser.post(f"{address}asked/", follow=True).content.decode()
    assert "North Primary was asked already" in again
    browser.post(f"{address}finished/", {"finished": "yes"})
    assert of(wave, NORTH).finished_on == timezone.localdate()
    browser.post(f"{address}finished/", {"finished": "no"})
    assert of(wave, NORTH).finished_on is None
    browser.post(f"{address}link/")
    assert of(wave, NORTH).link_number == 2


def test_the_officer_adds_and_removes_other_surveys() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    address = f"/staff/invitations/school/{of(wave, NORTH).pk}/"
    assert browser.post(f"{address}survey/", {}).status_code == 422
    given = {"name": "Reading", "asked_by": "County", "asked_on": "2026-10-05"}
    assert browser.post(f"{address}survey/", given).status_code == 302
    twice = browser.post(f"{address}survey/", given)
    assert twice.status_code == 422
    assert "on the list of North Primary already" in twice.content.decode()
    survey = OtherSurvey.objects.get()
    page = browser.get(address).content.decode()
    assert "1 other survey; with this one 2" in page
    elsewhere = f"/staff/invitations/school/{of(wave, SOUTH).pk}/survey/{survey.pk}/remove/"
    browser.post(elsewhere)
    assert OtherSurvey.objects.exists()
    browser.post(f"{address}survey/{survey.pk}/remove/")
    assert not OtherSurvey.objects.exists()


def test_the_officer_gives_some_schools_longer() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    address = f"/staff/invitations/{wave.pk}/longer/"
    north = of(wave, NORTH).pk
    assert ticked(browser.get(f"{address}?school={north}").content.decode()) == {north}
    nobody = browser.post(address, {"closes_on": "2099-12-20", "reason": "Snow"})
    assert nobody.status_code == 422
    assert "Choose at least one school." in nobody.content.decode()
    given = {"schools": [north], "closes_on": "2099-11-01", "reason": "Snow"}
    early = browser.post(address, given)
    assert early.status_code == 422
    assert "The wave itself is open until 1 December 2099" in early.content.decode()
    assert browser.post(address, {**given, "closes_on": "2099-12-20"}).status_code == 302
    assert of(wave, NORTH).closes_on == date(2099, 12, 20)
    assert (
        "Has until 20 December 2099"
        in browser.get(f"/staff/invitations/{wave.pk}/").content.decode()
    )


def test_only_an_officer_sees_whom_to_write_to() -> None:
    wave = wave_to_invite()
    north = of(wave, NORTH).pk
    for person in (bilal(), efa(), tessa()):
        browser = browser_of(person)
        for address in (
            f"{wave.pk}/",
            f"{wave.pk}/longer/",
            f"{wave.pk}/letters/",
            f"{wave.pk}/letters/parents/",
            f"{wave.pk}/send/invitation/",
            f"school/{north}/",
            f"school/{north}/print/parents/",
        ):
            answer = browser.get(f"/staff/invitations/{address}")
            assert answer.status_code == 403, address
            assert "Only a survey officer invites schools" in answer.content.decode()
        for address in (
            f"{wave.pk}/letters/parents/reset/",
            f"{wave.pk}/send/invitation/",
            f"school/{north}/reply/",
            f"school/{north}/asked/",
            f"school/{north}/finished/",
            f"school/{north}/link/",
            f"school/{north}/survey/",
            f"school/{north}/survey/1/remove/",
        ):
            assert browser.post(f"/staff/invitations/{address}").status_code == 403, address


def test_a_wave_without_schools_says_what_to_do_first() -> None:
    wave = draft_wave()
    page = browser_of(amina()).get(f"/staff/invitations/{wave.pk}/").content.decode()
    assert "No school is in this wave yet" in page
    addresses()
    assert EAST not in page


def test_a_school_answers_by_its_own_link() -> None:
    wave = wave_to_invite()
    north = of(wave, NORTH)
    browser = Client()
    assert browser.get(f"/class/{north.pk}/reply/").status_code == 403
    browser.get(f"/class/with/{token_of(north)}/")
    home = browser.get("/class/").content.decode()
    assert "Does your school take part?" in home
    address = f"/class/{north.pk}/reply/"
    assert f'href="{address}"' in home
    assert browser.get(f"/class/{of(wave, SOUTH).pk}/reply/").status_code == 403
    wrong = browser.post(address, {"reply": "declined"})
    assert wrong.status_code == 422
    assert "Say in a few words why not." in wrong.content.decode()
    done = browser.post(address, {"reply": "declined", "reason": "No computers"}, follow=True)
    assert "Your school said that it does not take part." in done.content.decode()
    assert of(wave, NORTH).reply_reason == "No computers"
    assert Event.objects.latest("pk").by == "the link of North Primary"
    assert "your school said no: No computers." in browser.get(address).content.decode()
    browser.post(address, {"reply": "accepted"})
    assert of(wave, NORTH).reply == "accepted"
    assert "Does your school take part?" not in browser.get("/class/").content.decode()
    Wave.objects.update(state="closed", snapshot="x")
    assert "The survey is closed" in browser.get(address).content.decode()


def test_a_teacher_answers_for_their_own_school_and_no_other() -> None:
    wave = wave_to_invite()
    browser = browser_of(tessa())
    browser.post(f"/class/{of(wave, NORTH).pk}/reply/", {"reply": "accepted"})
    assert of(wave, NORTH).reply == "accepted"
    answer = browser.post(f"/class/{of(wave, SOUTH).pk}/reply/", {"reply": "accepted"})
    assert answer.status_code == 403
    assert of(wave, SOUTH).reply == ""


def test_a_school_that_has_finished_is_asked_how_it_went() -> None:
    wave = wave_to_invite()
    north = of(wave, NORTH)
    browser = Client()
    browser.get(f"/class/with/{token_of(north)}/")
    accept_invitation(north, by=BY)
    assert "How did it go?" not in browser.get("/class/").content.decode()
    say_finished(of(wave, NORTH), by=BY)
    assert f'href="/class/{north.pk}/feedback/"' in browser.get("/class/").content.decode()


def test_a_school_prints_what_went_with_the_invitation_and_nobody_else_s() -> None:
    wave = wave_to_invite()
    north, south = of(wave, NORTH), of(wave, SOUTH)
    browser = Client()
    assert browser.get(f"/class/{north.pk}/print/parents/").status_code == 403
    browser.get(f"/class/with/{token_of(north)}/")
    for kind in ("parents", "instructions"):
        address = f"/class/{north.pk}/print/{kind}/"
        assert f'href="{address}"' in browser.get("/class/").content.decode()
        answer = browser.get(address)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
        assert answer.content.startswith(b"%PDF")
        assert browser.get(f"/class/{south.pk}/print/{kind}/").status_code == 403
    assert browser.get(f"/class/{north.pk}/print/invitation/").status_code == 404
    LetterText.objects.create(wave=wave, kind="parents", subject="x", body="{gone}")
    answer = browser.get(f"/class/{north.pk}/print/parents/", follow=True)
    assert "This letter is being written anew." in answer.content.decode()
