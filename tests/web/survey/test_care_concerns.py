"""The safeguarding list: school and not pupil, what was done, who has looked."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tellback_web.audit.models import Event
from tellback_web.survey.changes.concerns import close_concern, note_action, reopen_concern
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Concern, ConcernAction
from tellback_web.survey.pages.care import Waiting, waiting
from tests.web.cast import browser_of, noor, safia
from tests.web.survey.care import HARM, MARK, concern
from tests.web.survey.small import BY, wave_open

pytestmark = pytest.mark.django_db


def lead() -> Client:
    return browser_of(safia())


def address(one: Concern) -> str:
    return f"/staff/care/concerns/{one.pk}/"


def test_the_list_shows_school_and_day_and_not_the_words() -> None:
    one = concern(wave_open())
    html = lead().get("/staff/care/concerns/").content.decode()
    assert "North Primary" in html
    assert f"Concern {one.pk.hex[:8]}" in html
    assert MARK not in html
    assert "We do not know, and cannot find out, which pupil wrote them." in html
    assert Event.objects.filter(about_kind="concern").count() == 0


def test_opening_a_concern_is_recorded_and_shown() -> None:
    one = concern(wave_open())
    browser = lead()
    html = browser.get(address(one)).content.decode()
    assert HARM in html
    assert MARK not in html.split("</title>")[0]
    assert "The words themselves, when they were sent" in html
    (event,) = Event.objects.filter(about_kind="concern")
    assert (event.by, event.verb) == ("safia@council.example", "opened a concern")
    assert event.about == f"concern {one.pk.hex[:8]}"
    assert "safia@council.example, " in html.split("Who has looked")[1]


def test_what_was_done_is_kept_with_who_and_when() -> None:
    one = concern(wave_open())
    browser = lead()
    said = "Spoke to the head’s deputy."
    assert browser.post(f"{address(one)}done/", {"what": said}).status_code == 302
    (action,) = ConcernAction.objects.all()
    assert (action.what, action.by) == (said, "safia@council.example")
    assert action.done_on == timezone.localdate()
    assert said in browser.get(address(one)).content.decode()
    empty = browser.post(f"{address(one)}done/", {"what": " "})
    assert empty.status_code == 422
    assert "Say what was done." in empty.content.decode()
    assert said not in json.dumps(list(Event.objects.values("verb", "about", "details")))


def test_a_concern_is_closed_with_a_reason_and_opened_again_and_nothing_is_overwritten() -> None:
    one = concern(wave_open())
    browser = lead()
    assert browser.post(f"{address(one)}close/", {"reason": ""}).status_code == 422
    browser.post(f"{address(one)}close/", {"reason": "The school has a plan."})
    one.refresh_from_db()
    assert (one.closed_by, one.closing_reason) == (
        "safia@council.example",
        "The school has a plan.",
    )
    assert "There is no open concern." in browser.get("/staff/care/concerns/").content.decode()
    closed = browser.get("/staff/care/concerns/?closed=yes").content.decode()
    assert "North Primary" in closed
    assert browser.post(f"{address(one)}reopen/", {"reason": ""}).status_code == 422
    browser.post(f"{address(one)}reopen/", {"reason": "It came up again."})
    one.refresh_from_db()
    assert one.closed_on is None
    assert [action.what for action in one.actions.order_by("pk")] == [
        "Closed: The school has a plan.",
        "Opened again: It came up again.",
    ]


def test_the_second_of_two_leads_is_told() -> None:
    one = concern(wave_open())
    close_concern(one.pk, reason="Done.", by="first@council.example")
    answer = lead().post(f"{address(one)}done/", {"what": "I rang."})
    assert answer.status_code == 422
    assert "first@council.example has closed the concern meanwhile" in answer.content.decode()
    with pytest.raises(Refused, match="closed the concern meanwhile"):
        close_concern(one.pk, reason="Done too.", by=BY)
    reopen_concern(one.pk, reason="Again.", by=BY)
    with pytest.raises(Refused, match="open already"):
        reopen_concern(one.pk, reason="Again.", by=BY)
    assert ConcernAction.objects.filter(what="I rang.").count() == 0


def test_a_concern_that_is_not_there_is_said_so() -> None:
    one = concern(wave_open())
    where, key = address(one), one.pk
    one.delete()
    browser = lead()
    assert browser.get(where).status_code == 404
    assert browser.post(f"{where}done/", {"what": "x"}).status_code == 404
    with pytest.raises(Refused, match="no such concern"):
        note_action(key, what="x", by=BY)


@pytest.mark.parametrize(
    ("days", "words", "late"),
    [
        (0, "The oldest came today", False),
        (1, "The oldest has waited since yesterday", False),
        (2, "The oldest has waited 2 days: late", True),
    ],
)
def test_how_long_the_oldest_has_waited_is_rated_in_words(
    days: int, words: str, late: bool
) -> None:
    wave = wave_open()
    concern(wave, days_ago=days)
    concern(wave)
    stands = waiting(timezone.localdate())
    assert (stands.words, stands.late, stands.count) == (words, late, 2)


def test_a_concern_about_which_something_was_done_waits_no_longer() -> None:
    one = concern(wave_open(), days_ago=9)
    note_action(one.pk, what="Rang the school.", by=BY)
    assert waiting(timezone.localdate()) == Waiting(0, 0, late=False)
    assert waiting(timezone.localdate()).words == "No concern waits"


def test_the_leads_first_page_says_how_long_concerns_wait_and_nobody_elses_does() -> None:
    concern(wave_open(), days_ago=3)
    said = "The oldest has waited 3 days: late"
    browser = lead()
    assert said in browser.get("/staff/").content.decode()
    assert said in browser.get("/staff/care/texts/").content.decode()
    readers = browser_of(noor())
    assert said not in readers.get("/staff/").content.decode()
    assert "oncern" not in readers.get("/staff/care/texts/").content.decode()


def test_the_oldest_with_nothing_done_stands_first() -> None:
    wave = wave_open()
    begun = concern(wave, "he hits me, said long ago", days_ago=20)
    note_action(begun.pk, what="Rang.", by=BY)
    new, old = concern(wave, days_ago=1), concern(wave, days_ago=4)
    html = lead().get("/staff/care/concerns/").content.decode()
    places = [html.index(one.pk.hex[:8]) for one in (old, new, begun)]
    assert places == sorted(places)
    day = timezone.localdate() - timedelta(days=20)
    assert f"{day.day} {day:%B %Y}" in html
