"""Where each school of a wave stands, what it answers, how long it has, what else it was asked."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tellback_web.audit.models import Event
from tellback_web.schools.models import School
from tellback_web.survey.changes.invitations import (
    accept_invitation,
    decline_invitation,
    extend_schools,
    new_school_link,
    note_asked,
    note_not_finished,
    note_other_survey,
    remove_other_survey,
)
from tellback_web.survey.changes.sessions import close_session, say_finished
from tellback_web.survey.changes.wave import Refused, ask_schools, extend_wave, note_could_not
from tellback_web.survey.models import Draft, OtherSurvey, Participation, Wave
from tellback_web.survey.pages.invitations import invitations_page, lines_of, send_page
from tellback_web.survey.queries.burden import surveys_asked
from tellback_web.survey.queries.invitations import Stage, stage_of, standings
from tellback_web.survey.queries.school_year import school_year_of
from tellback_web.survey.school_link import participation_of, token_of
from tests.web.cast import NORTH, SOUTH, amina, browser_of
from tests.web.survey.asked import of, session, ticked, wave_of, wave_to_invite
from tests.web.survey.small import BY, draft_wave

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 2)
REPLIES = ("accepted", "declined")


def stage(wave: Wave, number: str) -> Stage:
    return next(one.stage for one in standings(wave) if one.participation.school.number == number)


def test_a_school_goes_from_not_asked_to_finished() -> None:
    wave = wave_to_invite()
    assert stage(wave, NORTH) is Stage.NOT_ASKED
    note_asked(of(wave, NORTH), by=BY)
    assert stage(wave, NORTH) is Stage.ASKED
    accept_invitation(of(wave, NORTH), by=BY)
    assert stage(wave, NORTH) is Stage.ACCEPTED
    begun = session(of(wave, NORTH), "5B")
    assert stage(wave, NORTH) is Stage.OPENED
    close_session(begun, by=BY)
    say_finished(of(wave, NORTH), by=BY)
    assert stage(wave, NORTH) is Stage.FINISHED
    note_not_finished(of(wave, NORTH), by=BY)
    assert stage(wave, NORTH) is Stage.OPENED
    said = list(Event.objects.order_by("pk").values_list("verb", flat=True))[-5:]
    assert said == [
        "asked a school in another way",
        "accepted the invitation",
        "closed a class session",
        "said that the school has finished",
        "noted that a school has not finished",
    ]


def test_what_pupils_did_goes_before_what_was_said() -> None:
    wave = wave_to_invite()
    decline_invitation(of(wave, NORTH), reason="Too many surveys", by=BY)
    assert stage(wave, NORTH) is Stage.DECLINED
    Draft.objects.create(digest="a", participation=of(wave, NORTH), answers={"sex": "boy"})
    assert stage(wave, NORTH) is Stage.OPENED
    note_could_not(of(wave, NORTH), reason="Snow", by=BY)
    assert stage(wave, NORTH) is Stage.COULD_NOT
    Participation.objects.filter(pk=of(wave, NORTH).pk).update(responses=3)
    assert stage(wave, NORTH) is Stage.OPENED
    Wave.objects.update(state="closed", snapshot="x")
    wave.refresh_from_db()
    assert stage(wave, NORTH) is Stage.FINISHED


@pytest.mark.parametrize("state", ["open", "closed"])
def test_every_combination_of_facts_gives_the_stage_that_the_words_mean(state: str) -> None:
    for facts in product(
        (0, 3), (False, True), ("", "Snow"), (None, DAY), ("", *REPLIES), (None, DAY)
    ):
        responses, begun, could_not, finished_on, reply, asked_on = facts
        one = Participation(
            wave=Wave(state=state),
            responses=responses,
            could_not=could_not,
            finished_on=finished_on,
            reply=reply,
            asked_on=asked_on,
        )
        found = stage_of(one, begun=begun)
        over = state == "closed"
        could = bool(could_not) and not responses
        finished = not could and bool(finished_on or (responses and over))
        opened = not could and not finished and bool(responses or begun)
        assert (found is Stage.COULD_NOT) == could, facts
        assert (found is Stage.FINISHED) == finished, facts
        assert (found is Stage.OPENED) == opened, facts
        quiet = not (could or finished or opened)
        assert (found is Stage.DECLINED) == (quiet and reply == "declined"), facts
        assert (found is Stage.ACCEPTED) == (quiet and reply == "accepted"), facts
        assert (found is Stage.ASKED) == (quiet and not reply and bool(asked_on)), facts
        assert (found is Stage.NOT_ASKED) == (quiet and not reply and not asked_on), facts


def test_a_draft_without_answers_has_not_begun() -> None:
    wave = wave_to_invite()
    Draft.objects.create(digest="a", participation=of(wave, NORTH))
    assert stage(wave, NORTH) is Stage.NOT_ASKED


def test_a_school_may_change_its_mind_until_its_pupils_have_answered() -> None:
    wave = wave_to_invite()
    accept_invitation(of(wave, NORTH), by=BY)
    decline_invitation(of(wave, NORTH), reason=" No computers ", by=BY)
    assert (of(wave, NORTH).reply, of(wave, NORTH).reply_reason) == ("declined", "No computers")
    accept_invitation(of(wave, NORTH), by=BY)
    assert of(wave, NORTH).reply_reason == ""
    Participation.objects.update(responses=1)
    with pytest.raises(Refused, match="1 pupil of North Primary sent answers already"):
        decline_invitation(of(wave, NORTH), reason="Snow", by=BY)
    assert of(wave, NORTH).reply == "accepted"


def test_a_no_has_a_reason_of_a_length_that_can_be_kept() -> None:
    wave = wave_to_invite()
    with pytest.raises(Refused, match="Say in a few words why"):
        decline_invitation(of(wave, NORTH), reason=" \n", by=BY)
    with pytest.raises(Refused, match="501 characters"):
        decline_invitation(of(wave, NORTH), reason="x" * 501, by=BY)
    assert of(wave, NORTH).reply == ""


@pytest.mark.parametrize("state", ["closed", "released"])
def test_nothing_is_answered_when_the_wave_is_over(state: str) -> None:
    wave = wave_to_invite()
    Wave.objects.update(state=state, snapshot="x")
    north = of(wave, NORTH)
    for change in (
        lambda: note_asked(north, by=BY),
        lambda: accept_invitation(north, by=BY),
        lambda: decline_invitation(north, reason="Snow", by=BY),
        lambda: note_not_finished(north, by=BY),
    ):
        with pytest.raises(Refused, match="The survey is closed"):
            change()


def test_a_try_out_asks_no_school() -> None:
    wave = wave_to_invite()
    Wave.objects.update(sandbox=True)
    with pytest.raises(Refused, match="try-out"):
        accept_invitation(of(wave, NORTH), by=BY)


def test_a_school_is_noted_as_asked_once() -> None:
    wave = wave_to_invite()
    note_asked(of(wave, NORTH), by=BY)
    with pytest.raises(Refused, match="North Primary was asked already"):
        note_asked(of(wave, NORTH), by=BY)


def test_some_schools_have_longer_and_the_others_do_not() -> None:
    wave = wave_to_invite()
    day = date(2099, 12, 20)
    count = extend_schools(wave, [of(wave, NORTH).pk], closes_on=day, reason=" Snow ", by=BY)
    assert count == 1
    assert (of(wave, NORTH).last_day, of(wave, NORTH).extension_reason) == (day, "Snow")
    assert of(wave, SOUTH).last_day == wave.closes_on
    event = Event.objects.latest("pk")
    assert (event.verb, event.details["schools"]) == ("gave schools longer", [NORTH])


def test_the_wave_s_own_later_day_counts_for_every_school() -> None:
    wave = wave_to_invite()
    extend_schools(wave, [of(wave, NORTH).pk], closes_on=date(2099, 12, 10), reason="Snow", by=BY)
    extend_wave(wave, closes_on=date(2099, 12, 31), reason="More snow", by=BY)
    assert of(wave, NORTH).last_day == date(2099, 12, 31)


def test_longer_must_be_later_than_the_wave_for_schools_of_it_while_it_is_open() -> None:
    wave = wave_to_invite()
    north = of(wave, NORTH).pk
    later = date(2099, 12, 20)
    with pytest.raises(Refused, match="The wave itself is open until 1 December 2099"):
        extend_schools(wave, [north], closes_on=wave.closes_on, reason="Snow", by=BY)
    with pytest.raises(Refused, match="Say why"):
        extend_schools(wave, [north], closes_on=later, reason=" ", by=BY)
    for strangers in ([], [north, 10_000]):
        with pytest.raises(Refused, match="Choose schools of this wave"):
            extend_schools(wave, strangers, closes_on=later, reason="Snow", by=BY)
    Wave.objects.update(state="closed", snapshot="x")
    with pytest.raises(Refused, match="The wave is closed"):
        extend_schools(wave, [north], closes_on=later, reason="Snow", by=BY)
    assert of(wave, NORTH).closes_on is None


def test_a_new_link_stops_the_old_one() -> None:
    wave = wave_to_invite()
    old = token_of(of(wave, NORTH))
    new_school_link(of(wave, NORTH), by=BY)
    assert participation_of(old) is None
    assert participation_of(token_of(of(wave, NORTH))) == of(wave, NORTH)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026)],
)
def test_a_school_year_begins_in_september(day: date, year: int) -> None:
    found = school_year_of(day)
    assert found.begins == year
    assert found.first <= day <= found.last
    assert str(school_year_of(date(2026, 9, 1))) == "2026 to 2027"


def test_the_burden_counts_our_waves_and_others_of_this_school_year() -> None:
    wave = wave_to_invite()  # opens on 1 October 2026
    north = School.objects.get(number=NORTH)
    second = draft_wave("second")
    ask_schools(second, [north], by=BY)
    assert asked_for(wave, NORTH) == 0
    note_asked(of(second, NORTH), by=BY)
    Participation.objects.filter(wave=second).update(asked_on=date(2026, 11, 2))
    for name, day in (
        ("Reading survey", date(2026, 9, 1)),
        ("Travel survey", date(2027, 8, 31)),
        ("Last year's", date(2026, 8, 31)),
        ("Next year's", date(2027, 9, 1)),
    ):
        note_other_survey(north, name=name, asked_by="County", asked_on=day, by=BY)
    assert asked_for(wave, NORTH) == 3
    note_asked(of(wave, NORTH), by=BY)
    assert asked_for(wave, NORTH) == 4
    assert asked_for(wave, SOUTH) == 0
    Wave.objects.filter(pk=second.pk).update(sandbox=True)
    assert asked_for(wave, NORTH) == 3


def asked_for(wave: Wave, number: str) -> int:
    return next(
        one.asked_for
        for one in lines_of(wave)
        if one.standing.participation.school.number == number
    )


def test_one_more_than_the_limit_is_warned_of_before_it_is_asked() -> None:
    wave = wave_to_invite()
    north = School.objects.get(number=NORTH)
    for at in range(4):  # content/invitations.yaml allows four
        assert not line(wave, NORTH).over_limit
        note_other_survey(
            north, name=f"Survey {at}", asked_by="County", asked_on=date(2026, 10, 5), by=BY
        )
    assert line(wave, NORTH).over_limit
    browser = browser_of(amina())
    page = browser.get(f"/staff/invitations/{wave.pk}/").content.decode()
    assert "One more is over the limit of 4" in page
    words = browser.get(f"/staff/invitations/{wave.pk}/send/invitation/").content.decode()
    assert "Asked for 4 surveys this school year; the limit is 4" in words
    assert ticked(words) == {of(wave, SOUTH).pk}


def line(wave: Wave, number: str) -> Any:
    return next(one for one in lines_of(wave) if one.standing.participation.school.number == number)


def test_the_same_other_survey_is_kept_once_and_can_be_taken_off() -> None:
    wave_to_invite()
    north = School.objects.get(number=NORTH)
    facts = {"name": "Reading", "asked_by": "County", "asked_on": date(2026, 10, 5)}
    made = note_other_survey(north, **facts, by=BY)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="on the list of North Primary already"):
        note_other_survey(north, **facts, by=BY)  # type: ignore[arg-type]
    remove_other_survey(made, by=BY)
    remove_other_survey(made, by=BY)
    assert not OtherSurvey.objects.exists()
    verbs = list(Event.objects.values_list("verb", flat=True))
    assert verbs.count("removed another survey") == 1


def test_the_list_is_narrowed_by_where_schools_stand() -> None:
    wave = wave_to_invite()
    note_asked(of(wave, NORTH), by=BY)
    whole = invitations_page(wave, stage="")
    assert [(one.words, one.count) for one in whole.filters] == [
        ("All", 3),
        ("Not asked yet", 2),
        ("Asked", 1),
    ]
    assert [one.standing.name for one in invitations_page(wave, stage="asked").lines] == [
        "North Primary"
    ]
    assert len(invitations_page(wave, stage="no such thing").lines) == 3
    assert (whole.to_ask, whole.without_address) == (1, 1)


def test_the_list_takes_as_many_queries_for_two_hundred_schools_as_for_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    few = wave_to_invite()
    with django_assert_num_queries(13):
        invitations_page(few, stage="")
    many = wave_of(200)
    with django_assert_num_queries(13):
        assert len(invitations_page(many, stage="").lines) == 200


def test_choosing_whom_to_write_to_takes_as_many_queries_for_two_hundred_schools(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many = wave_of(200)
    with django_assert_num_queries(13):
        assert len(send_page(many, "reminder").addressees) == 200


def test_the_burden_agrees_with_counting_one_by_one() -> None:
    wave = wave_to_invite()
    schools = list(School.objects.all())
    dice = random.Random(7)
    for at in range(8):
        other = draft_wave(f"wave-{at}")
        Wave.objects.filter(pk=other.pk).update(
            opens_on=date(2026, 8, 15) + timedelta(days=dice.randrange(60)), sandbox=at == 7
        )
        for school in dice.sample(schools, 3):
            Participation.objects.create(
                wave=other,
                school=school,
                asked_on=dice.choice([None, date(2026, 8, 20) + timedelta(days=at * 5)]),
                reply=dice.choice(["", "accepted"]),
                responses=dice.choice([0, 0, 4]),
            )
    for _ in range(20):
        OtherSurvey.objects.create(
            school=dice.choice(schools),
            name="Survey",
            asked_by="County",
            asked_on=date(2026, 8, 1) + timedelta(days=dice.randrange(430)),
        )
    year = school_year_of(wave.opens_on)
    found = surveys_asked([one.pk for one in schools], year, besides=wave)
    for school in schools:
        count = 0
        for one in Participation.objects.filter(school=school).select_related("wave"):
            asked = one.asked_on or one.reply or one.responses
            day = one.asked_on or one.wave.opens_on
            mine = one.wave_id != wave.pk and not one.wave.sandbox
            count += bool(mine and asked and year.first <= day <= year.last)
        for other_survey in OtherSurvey.objects.filter(school=school):
            count += year.first <= other_survey.asked_on <= year.last
        assert len(found.get(school.pk, ())) == count
    assert sum(len(one) for one in found.values()) > 10
