"""The monitor: both rates with what they are of, by locality, school and class; live."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tellback_web.demo.waves import content, make_register
from tellback_web.schools.changes.places import rename_locality
from tellback_web.schools.models import Locality, School
from tellback_web.schools.queries.register import schools_with
from tellback_web.survey.changes.invitations import decline_invitation
from tellback_web.survey.changes.sessions import close_session
from tellback_web.survey.changes.wave import ask_schools, note_could_not, open_wave
from tellback_web.survey.models import ClassSession, Draft, Participation, Ticket, Wave
from tellback_web.survey.pages.monitor import Rate, monitor_page
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, efa, kiran
from tests.web.survey.asked import EAST, of, session, wave_of, wave_to_invite
from tests.web.survey.small import BY, draft_wave

pytestmark = pytest.mark.django_db


def the_pack_s_wave() -> Wave:
    """The demo's register, and in a wave what each of its schools did in 2009."""
    make_register()
    wave = draft_wave("2009")
    ask_schools(wave, schools_with("5"), by=BY)
    open_wave(wave, by=BY)
    wave.refresh_from_db()
    for line in csv.DictReader(io.StringIO(content("demo/participation.csv"))):
        school = of(wave, line["number"])
        Participation.objects.filter(pk=school.pk).update(responses=int(line["respondents"]))
        if line["could_not"]:
            note_could_not(of(wave, line["number"]), reason=line["could_not"], by=BY)
    return wave


def test_the_pack_s_two_rates_come_with_what_they_are_of() -> None:
    page = monitor_page(the_pack_s_wave())
    assert page.responses == 572
    assert (page.in_those.responses, page.in_those.roll, page.in_those.percent) == (572, 715, 80)
    assert (page.in_all.responses, page.in_all.roll, page.in_all.percent) == (572, 2996, 19)
    assert page.taking_part == 15
    assert (page.localities_reached, len(page.localities)) == (6, 7)
    assert [(one.reason, len(one.schools)) for one in page.not_taking_part] == [
        ("Closed by snow", 6),
        ("IT trouble that could not be solved", 4),
    ]
    assert page.could_not == 10


def test_the_page_says_the_rates_in_words() -> None:
    wave = the_pack_s_wave()
    page = words_of(browser_of(amina()).get(f"/staff/waves/{wave.pk}/monitor/").content.decode())
    assert "80% 572 of 715 pupils (80%) on roll in the 15 schools taking part" in page
    assert "19% 572 of 2,996 pupils (19%) on roll everywhere" in page
    assert "6 of 7 localities take part" in page
    assert "Could not: Closed by snow 6 schools:" in page


def words_of(html: str) -> str:
    """What is read on a page, without its marks."""
    kept = html.replace("<", "\0<").split("\0")
    return " ".join(" ".join(one.partition(">")[2] for one in kept).split())


def test_localities_add_up_to_the_whole() -> None:
    page = monitor_page(the_pack_s_wave())
    assert sum(one.in_those.responses for one in page.localities) == page.in_those.responses
    assert sum(one.in_those.roll for one in page.localities) == page.in_those.roll
    assert sum(one.in_all.roll for one in page.localities) == page.in_all.roll
    assert sum(one.taking_part for one in page.localities) == page.taking_part


def test_a_locality_where_nobody_answers_does_not_take_part() -> None:
    wave = wave_to_invite()
    Participation.objects.filter(school__number=NORTH).update(responses=10)
    page = monitor_page(wave)
    rows = {row.name: (row.taking_part, row.schools, row.in_all.roll) for row in page.localities}
    assert rows == {"Dales": (0, 2, 60), "Hillside": (1, 1, 40), "Moors": (0, 1, 100)}
    assert page.localities_reached == 1


def test_an_old_wave_keeps_the_names_of_its_day() -> None:
    wave = wave_to_invite()
    hillside = Locality.objects.get(name="Hillside")
    day = date(2026, 10, 15)  # the wave opened a fortnight before
    rename_locality(hillside, name="Central", since=day, reason="", by=BY)
    names = {row.name for row in monitor_page(wave).localities}
    assert names == {"Dales", "Hillside", "Moors"}
    Wave.objects.update(opens_on=day)
    wave.refresh_from_db()
    assert {row.name for row in monitor_page(wave).localities} == {"Central", "Dales", "Moors"}


def test_classes_are_counted_while_they_answer_and_when_they_are_closed() -> None:
    wave = wave_to_invite()
    north = of(wave, NORTH)
    running, over = session(north, "5B", pupils=20), session(north, "5A", pupils=10)
    for place in range(1, 8):
        Ticket.objects.create(
            digest=f"t{place}",
            participation=north,
            class_session=running,
            place=place,
            spent=place <= 3,
        )
        if place > 3:
            Draft.objects.create(
                digest=f"d{place}",
                participation=north,
                class_session=running,
                place=place,
                answers={"sex": "boy"} if place > 4 else {},
            )
    close_session(over, by=BY)
    ClassSession.objects.filter(pk=over.pk).update(joined=9, finished=8, unsent=1)
    (row,) = [row for row in monitor_page(wave).schools if row.name == "North Primary"]
    assert [
        (
            one.group.session.class_name,
            one.group.counts.pupils,
            one.group.counts.joined,
            one.group.counts.answering,
            one.group.counts.finished,
            one.group.counts.to_come,
        )
        for one in row.classes
    ] == [("5A", 10, 9, 1, 8, 1), ("5B", 20, 7, 4, 3, 13)]
    assert row.not_sent == 3
    page = words_of(browser_of(amina()).get(f"/staff/waves/{wave.pk}/monitor/").content.decode())
    assert "1 class is answering now" in page
    assert "Class of 20 3 of 20 pupils (15%)" in page
    assert "4 answering, 13 not begun" in page
    assert "Closed; 1 never sent" in page


def test_a_try_out_is_never_counted() -> None:
    wave = wave_to_invite()
    Participation.objects.update(responses=5)
    Wave.objects.update(sandbox=True)
    wave.refresh_from_db()
    page = monitor_page(wave)
    assert (page.responses, page.schools, page.in_all.responses) == (0, (), 0)
    shown = browser_of(amina()).get(f"/staff/waves/{wave.pk}/monitor/").content.decode()
    assert "This is a try-out." in shown
    assert "Where it stands" not in shown


def test_schools_that_declined_are_named_with_their_reason() -> None:
    wave = wave_to_invite()
    decline_invitation(of(wave, NORTH), reason="Too many surveys", by=BY)
    note_could_not(of(wave, SOUTH), reason="Snow", by=BY)
    page = monitor_page(wave)
    assert (page.could_not, page.declined) == (1, 1)
    shown = words_of(browser_of(amina()).get(f"/staff/waves/{wave.pk}/monitor/").content.decode())
    assert "Declined: Too many surveys 1 school: North Primary" in shown
    assert "Could not: Snow 1 school: South Primary" in shown


def test_the_figures_can_be_asked_for_alone() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    whole = browser.get(f"/staff/waves/{wave.pk}/monitor/")
    part = browser.get(f"/staff/waves/{wave.pk}/monitor/?part=figures")
    assert f'data-live="/staff/waves/{wave.pk}/monitor/?part=figures"' in whole.content.decode()
    assert "Counted at" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "Counted at" in part.content.decode()
    assert "no-store" in part.headers["Cache-Control"]
    Wave.objects.update(state="closed", snapshot="x")
    assert "data-live" not in browser.get(f"/staff/waves/{wave.pk}/monitor/").content.decode()


def test_a_roll_that_is_not_known_is_said_and_adds_nothing() -> None:
    wave = wave_to_invite()
    Participation.objects.filter(school__number=NORTH).update(responses=2, roll=None)
    page = monitor_page(wave)
    assert (page.in_those.responses, page.in_those.roll, page.in_those.percent) == (2, 0, None)
    shown = browser_of(amina()).get(f"/staff/waves/{wave.pk}/monitor/").content.decode()
    assert "2 responses; roll not known" in shown


@pytest.mark.parametrize(
    ("responses", "roll", "percent"),
    [(0, 0, None), (1, 0, None), (1, 200, 1), (1, 201, 0), (572, 715, 80), (7, 5, 140)],
)
def test_a_rate_is_rounded_half_up(responses: int, roll: int, percent: int | None) -> None:
    assert Rate(responses, roll).percent == percent
    assert 0 <= Rate(responses, roll).width <= 100


def test_the_monitor_takes_as_many_queries_for_two_hundred_schools_as_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    few = wave_to_invite()
    with django_assert_num_queries(19):
        monitor_page(few)
    many = wave_of(200)
    with django_assert_num_queries(19):
        assert len(monitor_page(many).schools) == 200


def test_who_may_see_the_monitor_and_who_the_contacts() -> None:
    wave = wave_to_invite()
    for person in (bilal(), kiran()):
        for path in ("monitor/", "monitor/csv/", "to-ring/", "to-ring/csv/"):
            assert browser_of(person).get(f"/staff/waves/{wave.pk}/{path}").status_code == 403
    analyst = browser_of(efa())
    page = analyst.get(f"/staff/waves/{wave.pk}/monitor/")
    assert page.status_code == 200
    assert "Whom to ring" not in page.content.decode()
    assert analyst.get(f"/staff/waves/{wave.pk}/monitor/csv/").status_code == 200
    assert analyst.get(f"/staff/waves/{wave.pk}/to-ring/").status_code == 403
    assert Client().get(f"/staff/waves/{wave.pk}/monitor/?part=figures").status_code == 302


def test_the_monitor_as_a_file_has_a_line_for_each_school_and_each_class() -> None:
    wave = wave_to_invite()
    Participation.objects.filter(school__number=NORTH).update(responses=10)
    session(of(wave, NORTH), "=5B")
    decline_invitation(of(wave, SOUTH), reason="Busy", by=BY)
    School.objects.filter(number=EAST).update(name="@East")
    answer = browser_of(amina()).get(f"/staff/waves/{wave.pk}/monitor/csv/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="responses-small.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(one["School"], one["Class"], one["Sent"], one["Per cent"]) for one in lines] == [
        ("East Primary", "", "0", "0"),
        ("North Primary", "", "10", "25"),
        ("North Primary", "'=5B", "0", "0"),
        ("South Primary", "", "0", "0"),
    ]
    assert lines[3]["Reason"] == "Busy"
    assert lines[1]["Locality"] == "Hillside"


def test_a_monitor_with_nothing_in_it_says_so_in_words() -> None:
    wave = wave_to_invite(is_open=False)
    browser = browser_of(amina())
    page = words_of(browser.get(f"/staff/waves/{wave.pk}/monitor/").content.decode())
    assert "– No school has sent answers yet" in page
    assert "– The roll is counted when the wave opens" in page
    assert "Nobody is in the middle of answering." in page
    Participation.objects.filter(school__number=NORTH).update(responses=2, roll=None)
    page = words_of(browser.get(f"/staff/waves/{wave.pk}/monitor/").content.decode())
    assert "2 responses; the roll of 1 school is not known" in page
