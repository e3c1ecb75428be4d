"""Hours of staff: beside the pounds of a wave, and never in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given, strategies as st

from tellback_web.audit.models import Event
from tellback_web.demo.after import STAFF_TIME
from tellback_web.results.models import Release
from tellback_web.results.queries.report_material import facts_of
from tellback_web.survey.changes.after import set_cost_lines, set_staff_time
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.after import CostLines, StaffTime as StaffTimeForm
from tellback_web.survey.models import StaffTime, Wave
from tellback_web.survey.pages.after import cost_page, in_hours
from tellback_web.survey.queries.after import cost_of, staff_time_of
from tests.web.cast import amina, browser_of, efa
from tests.web.survey.small import BY, wave_open

D = Decimal
HOURS = st.integers(1, 9_999_999).map(lambda hundredths: D(hundredths) / 100)
"""Every number of hours that can be stored."""


@pytest.fixture
def wave(db: None, settings: Any, tmp_path: Any) -> Wave:
    settings.DATA = tmp_path
    made = wave_open()
    made.participations.update(responses=10)
    return made


def where(wave: Wave) -> str:
    return f"/staff/after/{wave.pk}/cost/staff-time/"


def send(browser: Client, path: str, **given: str) -> tuple[int, str]:
    """Fill in the form at `path` over what stands there; status and words of what follows."""
    mark = browser.get(path).content.decode().split('name="mark" value="')[1].split('"')[0]
    answer = browser.post(path, {"mark": mark, **given}, follow=True)
    return answer.status_code, " ".join(unescape(answer.content.decode()).split())


def slow_hours(hours: Decimal) -> str:
    """Hours written by hand: whole hours with commas from the right, then what is left."""
    hundredths = int(hours * 100)
    whole, rest = str(hundredths // 100), f"{hundredths % 100:02}"
    groups: list[str] = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    while rest.endswith("0"):
        rest = rest[:-1]
    return ",".join(groups) + (f".{rest}" if rest else "")


@given(HOURS)
def test_hours_are_written_without_needless_noughts(hours: Decimal) -> None:
    assert in_hours(hours) == slow_hours(hours)


@given(HOURS)
def test_hours_as_the_page_writes_them_are_read_as_the_same_hours(hours: Decimal) -> None:
    form = StaffTimeForm({"item_0": "Analysis", "hours_0": in_hours(hours)}, held=[])
    assert form.is_valid(), form.errors
    assert form.rows() == [("Analysis", hours)]


@pytest.mark.parametrize("form", [StaffTimeForm, CostLines])
@pytest.mark.parametrize("written", ["1,5", "1,50", "12,34", "1,2345", "1,234,5"])
def test_a_comma_in_the_wrong_place_is_a_mistake_and_not_a_hundred_times_as_much(
    form: Any, written: str
) -> None:
    first, second = form.names
    sent = form({f"{first}_0": "Analysis", f"{second}_0": written}, held=[])
    assert not sent.is_valid()
    assert list(sent.errors) == [f"{second}_0"]


def test_hours_leave_the_pounds_as_they_are(wave: Wave) -> None:
    set_cost_lines(wave, [("Production of the data", D(462))], by=BY)
    before = cost_page(wave, why_not_change=None)
    set_staff_time(wave, [("Analysis", D("37.5")), ("Writing", D(22))], by="amina")
    after = cost_page(wave, why_not_change=None)
    assert (before.hours, before.all_hours) == ((), "0")
    assert (after.hours, after.all_hours) == ((("Analysis", "37.5"), ("Writing", "22")), "59.5")
    assert after.total == before.total == "£462.00"
    assert after.for_each_response == before.for_each_response == "£23.10"
    assert (after.lines, after.not_counted) == (before.lines, before.not_counted)


def test_an_event_tells_who_changed_the_hours_and_to_how_many(wave: Wave) -> None:
    set_staff_time(wave, [("Analysis", D("37.5")), ("Writing", D(22))], by="amina")
    event = Event.objects.order_by("pk").last()
    assert event is not None
    assert (event.by, event.verb, event.about) == ("amina", "changed the hours of staff", wave.name)
    assert event.details == {"lines": 2, "hours": "59.50"}


def test_saying_it_again_replaces_what_was_said_and_keeps_the_order(wave: Wave) -> None:
    set_staff_time(wave, [("Analysis", D(1)), ("Writing", D(2))], by=BY)
    set_staff_time(wave, [("Writing", D(2)), ("Analysis", D(1)), ("Analysis", D(3))], by=BY)
    held = [(one.item, one.hours) for one in staff_time_of(wave).lines]
    assert held == [("Writing", D(2)), ("Analysis", D(1)), ("Analysis", D(3))]
    assert str(staff_time_of(wave).lines[0]) == "Writing"
    set_staff_time(wave, [], by=BY)
    assert not StaffTime.objects.exists()


@pytest.mark.parametrize("hours", ["0", "-1", "0.005", "37.125", "100000"])
def test_hours_that_cannot_be_are_refused_and_change_nothing(wave: Wave, hours: str) -> None:
    set_staff_time(wave, [("Analysis", D(5))], by=BY)
    with pytest.raises(Refused, match=r"Write hours as a number above 0, such as 37\.5"):
        set_staff_time(wave, [("Writing", D(1)), ("Reading", D(hours))], by=BY)
    assert StaffTime.objects.get().item == "Analysis"


def test_the_database_itself_refuses_work_that_took_no_time(wave: Wave) -> None:
    for hours in (D(0), D(-1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            StaffTime.objects.create(wave=wave, item="Nothing", hours=hours)


def test_two_people_who_change_the_hours_at_once_do_not_overwrite_each_other(wave: Wave) -> None:
    seen = staff_time_of(wave).mark
    set_staff_time(wave, [("Analysis", D(5))], by="amina", mark=seen)
    with pytest.raises(Refused, match="Somebody else changed the hours meanwhile"):
        set_staff_time(wave, [("Writing", D(9))], by="efa", mark=seen)
    assert StaffTime.objects.get().item == "Analysis"


def test_whoever_changes_the_pounds_does_not_stand_in_the_way_of_the_hours(wave: Wave) -> None:
    hours, pounds = staff_time_of(wave).mark, cost_of(wave).mark
    set_cost_lines(wave, [("Printing", D(12))], by="efa", mark=pounds)
    pounds = cost_of(wave).mark
    set_staff_time(wave, [("Analysis", D(5))], by="amina", mark=hours)
    set_cost_lines(wave, [("Printing", D(13))], by="efa", mark=pounds)
    assert StaffTime.objects.get().hours == 5


def test_an_officer_says_the_hours_and_takes_a_line_out(wave: Wave) -> None:
    browser = browser_of(amina())
    cost = browser.get(f"/staff/after/{wave.pk}/cost/").content.decode()
    assert "Nobody has said yet how many hours staff spent on it." in cost
    assert "Say how many hours" in cost
    status, page = send(
        browser, where(wave), item_0="Analysis", hours_0="1,037.50", item_1="Writing", hours_1="22"
    )
    assert status == 200
    assert "The hours are stored." in page
    assert "1,037.5</td>" in page
    assert "<strong>1,059.5</strong>" in page
    assert "they are neither in the total nor in anybody’s share of it" in page
    form = browser.get(where(wave)).content.decode()
    assert 'value="1037.5"' in form
    status, page = send(browser, where(wave), item_0="", item_1="Writing", hours_1="22")
    assert [one.item for one in StaffTime.objects.all()] == ["Writing"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"item_0": "A", "hours_0": "half a day"}, "Write hours as a number, such as 37.5."),
        ({"item_0": "A", "hours_0": "7:30"}, "Write hours as a number, such as 37.5."),
        ({"item_0": "A", "hours_0": "£5"}, "Write hours as a number, such as 37.5."),
        ({"item_0": "A", "hours_0": "NaN"}, "Write hours as a number, such as 37.5."),
        ({"item_0": "A", "hours_0": "1.234"}, "Write hours as a number, such as 37.5."),
        ({"item_0": "A", "hours_0": "100000"}, "Write hours as a number, such as 37.5."),
        ({"item_0": "A", "hours_0": "0"}, "Hours must be more than 0."),
        ({"item_0": "A", "hours_0": "-1"}, "Hours must be more than 0."),
        ({"item_0": "A"}, "Write how many hours it took."),
        ({"hours_0": "5"}, "Say what was done in these hours."),
        ({"item_0": "A" * 201, "hours_0": "5"}, "at most 200 characters"),
    ],
)
def test_a_mistake_is_a_sentence_and_changes_nothing(
    wave: Wave, given: dict[str, str], sentence: str
) -> None:
    set_staff_time(wave, [("Analysis", D(5))], by=BY)
    status, page = send(browser_of(amina()), where(wave), **given)
    assert status == 422
    assert page.count(sentence) == 2, "in the summary and at the field"
    assert "<title>Error: Staff time" in page
    assert StaffTime.objects.get().item == "Analysis"


def test_a_form_that_was_opened_before_somebody_else_saved_is_refused_on_the_page(
    wave: Wave,
) -> None:
    given = {"mark": staff_time_of(wave).mark, "item_0": "Writing", "hours_0": "9"}
    set_staff_time(wave, [("Analysis", D(5))], by="efa")
    answer = browser_of(amina()).post(where(wave), given)
    assert answer.status_code == 422
    assert "Somebody else changed the hours meanwhile." in answer.content.decode()
    assert StaffTime.objects.get().item == "Analysis"


def test_an_analyst_reads_the_hours_and_changes_nothing(wave: Wave) -> None:
    set_staff_time(wave, [("Analysis", D("37.5"))], by=BY)
    browser = browser_of(efa())
    page = browser.get(f"/staff/after/{wave.pk}/cost/").content.decode()
    assert "37.5" in page
    assert "Change the hours" not in page
    assert browser.get(where(wave)).status_code == 403
    assert browser.post(where(wave), {"item_0": "A", "hours_0": "1"}).status_code == 403


def test_words_that_somebody_wrote_are_words_on_the_page(wave: Wave) -> None:
    set_staff_time(wave, [("<b>Analysis</b>" + "x" * 180, D(1))], by=BY)
    page = browser_of(amina()).get(f"/staff/after/{wave.pk}/cost/").content.decode()
    assert "<b>Analysis" not in page
    assert "&lt;b&gt;Analysis" in page


def test_the_hours_are_among_the_facts_that_a_report_is_made_of(wave: Wave) -> None:
    set_staff_time(wave, [("Analysis", D("37.5")), ("Writing", D(22))], by=BY)
    facts = facts_of(Release(wave=wave, number=1, published_on=date(2026, 12, 1)))
    assert [(one.item, one.hours) for one in facts.staff_time] == [
        ("Analysis", D("37.5")),
        ("Writing", D(22)),
    ]


def test_the_hours_of_the_demo_say_that_they_are_made_up(wave: Wave) -> None:
    set_staff_time(wave, STAFF_TIME, by=BY)
    assert all("made up" in one.item for one in staff_time_of(wave).lines)
