"""Once the school reports are released, each head is told where the own one is: once."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tellback_web.audit.models import Event
from tellback_web.results.changes import reports as changes, reports_making
from tellback_web.results.changes.refused import Refused
from tellback_web.results.changes.reports import begin_reports, send_links
from tellback_web.results.changes.reports_making import make_reports
from tellback_web.results.models import Release, SchoolReports
from tellback_web.results.queries.reports_sent import to_send
from tellback_web.schools.models import School
from tellback_web.survey.changes.retention import carry_out
from tellback_web.survey.models import Kind, SentLetter
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of
from tests.web.results.explored import EAST, released
from tests.web.survey.stubborn_mail import Stubborn

__all__ = ["released"]

pytestmark = pytest.mark.django_db
State = SchoolReports.State
ADDRESSES = {NORTH: "office@north.example", SOUTH: "office@south.example"}


@pytest.fixture
def told(released: Release, monkeypatch: pytest.MonkeyPatch) -> SchoolReports:
    """Released reports of four schools, two of which have an address."""
    for number, address in ADDRESSES.items():
        School.objects.filter(number=number).update(contact=address)
    monkeypatch.setattr(reports_making, "keep_all", lambda *_: None)
    reports = begin_reports(released, by="amina").reports
    make_reports(reports)
    reports.refresh_from_db()
    return reports


def sending(release: Release) -> dict[str, str]:
    return {one.school: one.refusal for one in send_links(release, by="amina")}


def test_each_head_is_told_where_and_nothing_else(told: SchoolReports) -> None:
    assert sending(told.release) == {"North Primary": "", "South Primary": ""}
    north, south = mail.outbox
    assert (north.to, south.to) == ([ADDRESSES[NORTH]], [ADDRESSES[SOUTH]])
    assert f"/results/2009/schools/{NORTH}/report/" in north.body
    assert SOUTH not in str(north.body)
    assert not north.attachments
    assert "%" not in str(north.body)
    assert "200 pupils" not in str(north.body), "not even how many answered"
    assert "/class/with/" not in str(north.body), (
        "the key to class sessions is not a key to results"
    )
    letter = SentLetter.objects.get(participation__school__number=NORTH)
    assert (letter.kind, letter.about, letter.sent_on) == (
        Kind.RESULTS,
        f"release {told.release.number}",
        timezone.localdate(),
    )
    assert Event.objects.filter(verb="sent a letter", about="North Primary in 2009").count() == 1
    assert not [one for one in Event.objects.all() if "@north" in f"{one.about} {one.details}"]


def test_nobody_is_told_twice_of_a_release(told: SchoolReports) -> None:
    sending(told.release)
    assert sending(told.release) == {}
    SentLetter.objects.update(sent_on=timezone.localdate() - timedelta(days=40), address="")
    School.objects.filter(number=NORTH).update(contact="other@north.example")
    assert sending(told.release) == {}
    assert len(mail.outbox) == 2
    School.objects.filter(number=EAST).update(contact="office@east.example")
    assert sending(told.release) == {"East Primary": ""}
    told.release.number = 7
    told.release.save()
    assert set(sending(told.release)) == {"East Primary", "North Primary", "South Primary"}


def test_a_second_press_at_the_same_moment_sends_nothing(
    told: SchoolReports, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = list(to_send(told))
    sending(told.release)
    monkeypatch.setattr(changes, "to_send", lambda _reports: both)
    again = sending(told.release)
    assert all("It was sent on" in one for one in again.values())
    assert len(mail.outbox) == 2


def test_one_that_the_mail_server_refuses_can_be_told_again(
    told: SchoolReports, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.web.survey.stubborn_mail.Stubborn"
    Stubborn.calm()
    Stubborn.refuses = {ADDRESSES[NORTH]: smtplib.SMTPServerDisconnected("gone")}
    done = sending(told.release)
    assert "broke off" in done["North Primary"]
    assert done["South Primary"] == ""
    Stubborn.refuses = {}
    assert sending(told.release) == {"North Primary": ""}
    assert Stubborn.taken == [ADDRESSES[SOUTH], ADDRESSES[NORTH]]
    Stubborn.calm()


def test_before_the_reports_are_released_nobody_is_told(released: Release) -> None:
    reports = begin_reports(released, by="amina").reports
    for state in (State.MAKING, State.STOPPED):
        SchoolReports.objects.update(state=state)
        with pytest.raises(Refused, match="not released yet"):
            send_links(released, by="amina")
    browser = browser_of(amina())
    page = browser.post(f"/staff/releases/{reports.release_id}/reports/send/", follow=True)
    assert "not released yet" in page.content.decode()
    assert mail.outbox == []


def test_the_link_asks_a_stranger_to_sign_in_and_brings_them_back(told: SchoolReports) -> None:
    answer = Client().get(f"/results/2009/schools/{NORTH}/report/")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"next=/results/2009/schools/{NORTH}/report/")


def test_addresses_are_forgotten_on_their_day_and_that_it_was_sent_is_not(
    told: SchoolReports,
) -> None:
    sending(told.release)
    carry_out(as_at=timezone.localdate(), by="a test")
    assert set(SentLetter.objects.values_list("address", flat=True)) == {""}
    assert sending(told.release) == {}


def test_a_head_finds_the_report_where_a_signed_in_person_starts(told: SchoolReports) -> None:
    address = f"/results/2009/schools/{NORTH}/report/"
    head = browser_of(bilal())
    start = head.get("/staff/").content.decode()
    assert f'href="{address}"' in start
    assert "North Primary" in start
    assert SOUTH not in start
    assert address not in browser_of(amina()).get("/staff/").content.decode()
    told.state = State.MAKING
    told.save()
    assert address not in head.get("/staff/").content.decode()
