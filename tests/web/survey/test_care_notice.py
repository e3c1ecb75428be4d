"""Leads are told that something waits: no words, no school, not the minute, not again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from hypothesis import given, strategies as st

from tellback_web.audit.models import Event
from tellback_web.survey.changes import care_notice
from tellback_web.survey.changes.care_notice import notice_time, tell_leads
from tellback_web.survey.changes.concerns import note_action
from tests.web.cast import browser_of, noor, safia
from tests.web.survey.care import HARM, MARK, concern
from tests.web.survey.small import BY, Pupil, codes, wave_open

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the clock was started; no thread is left waiting."""
    started: list[int] = []
    monkeypatch.setattr(care_notice, "tell_leads_later", lambda: started.append(1))
    cache.clear()
    return started


def test_a_lead_is_told_that_something_waits_and_nothing_about_it() -> None:
    noor(), safia()
    concern(wave_open())
    assert tell_leads() == 1
    (sent,) = mail.outbox
    assert sent.to == ["safia@council.example"]
    assert "/staff/care/concerns/" in sent.body
    for secret in (MARK, "North", "uncle", "small", "noor"):
        assert secret not in f"{sent.subject} {sent.body}"
    event = Event.objects.get(verb="told safeguarding leads")
    assert (event.by, event.details) == ("Tellback", {"leads": 1})


def test_a_lead_with_an_unread_notice_gets_no_second_until_they_look() -> None:
    lead = safia()
    wave = wave_open()
    concern(wave)
    assert [tell_leads(), tell_leads()] == [1, 0]
    browser_of(lead).get("/staff/care/concerns/")
    concern(wave)
    assert tell_leads() == 1
    assert len(mail.outbox) == 2


def test_nothing_is_sent_where_nothing_waits() -> None:
    safia()
    wave = wave_open()
    assert tell_leads() == 0
    one = concern(wave)
    note_action(one.pk, what="Rang.", by=BY)
    assert tell_leads() == 0
    assert mail.outbox == []


def test_nothing_is_sent_where_nobody_leads() -> None:
    noor()
    concern(wave_open())
    assert tell_leads() == 0


class Broken(BaseEmailBackend):
    def send_messages(self, email_messages: Any) -> int:
        raise OSError("the server of North")


def test_a_mail_server_that_is_away_is_tried_again_and_the_log_says_no_name(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, begun: list[int]
) -> None:
    safia()
    concern(wave_open())
    monkeypatch.setattr(care_notice, "get_connection", Broken)
    assert tell_leads() == 0
    assert begun == [1]
    assert "trying again" in caplog.text
    assert "North" not in caplog.text
    assert "safia" not in caplog.text
    monkeypatch.undo()
    assert tell_leads() == 1


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_notice_goes_on_a_half_hour_that_is_half_an_hour_to_an_hour_away(now: datetime) -> None:
    at = notice_time(now)
    assert (at.minute % 30, at.second, at.microsecond) == (0, 0, 0)
    assert timedelta(minutes=30) <= at - now < timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_sending_starts_the_clock_and_sends_nothing_itself(begun: list[int]) -> None:
    safia()
    plain, harm = codes(wave_open(), 2)
    Pupil().answer_all(plain, wish="a slide")
    assert begun == []
    Pupil().answer_all(harm, wish=HARM)
    assert begun == [1]
    assert mail.outbox == []


def test_the_clock_runs_once_and_tells_when_it_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    made: list[FakeTimer] = []
    monkeypatch.setattr(
        care_notice.threading, "Timer", lambda *given: made.append(FakeTimer(*given)) or made[-1]
    )
    monkeypatch.setattr(care_notice.connection, "close", lambda: None)
    monkeypatch.setattr(care_notice, "_timer", None)
    safia()
    concern(wave_open())
    care_notice.tell_leads_later()
    care_notice.tell_leads_later()
    (clock,) = made
    assert clock.daemon
    assert 0 < clock.seconds <= 3600
    clock.rings()
    assert len(mail.outbox) == 1
    care_notice.tell_leads_later()
    assert len(made) == 2


class FakeTimer:
    """A clock that rings when it is told to."""

    daemon = False

    def __init__(self, seconds: float, rings: Any) -> None:
        self.seconds, self.rings = seconds, rings

    def start(self) -> None:
        """Wait."""
