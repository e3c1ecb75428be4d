"""Pupils join a class by the code on the board, lose a page, come back, and try things out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tellback_web.survey.changes.answering import start
from tellback_web.survey.changes.joining import join
from tellback_web.survey.changes.sandbox import start_trial
from tellback_web.survey.changes.turned import DAY_PAST, FULL, WRONG, Turned
from tellback_web.survey.codes import digest, seal, unseal
from tellback_web.survey.models import ClassSession, Draft, Finished, StoredResponse, Ticket, Wave
from tests.web.survey.small import Pupil, codes, draft_wave, wave_open

pytestmark = pytest.mark.django_db(transaction=True)
BOARD = "kettle-plum-22"


def session_of(wave: Wave, *, pupils: int = 3) -> ClassSession:
    return ClassSession.objects.create(
        participation=wave.participations.order_by("pk")[0],
        class_name="5B",
        pupils=pupils,
        board_digest=digest(BOARD, "board"),
        board_sealed=seal(BOARD),
        opened_on=timezone.localdate(),
    )


def test_the_board_code_gives_each_pupil_a_code_and_a_number_of_their_own() -> None:
    session_of(wave_open())
    first, second = Pupil(), Pupil()
    assert [first.enter("Kettle Plum 22"), second.enter(BOARD)] == ["/answer/your-code/"] * 2
    pages = [one.client.get("/answer/your-code/").content.decode() for one in (first, second)]
    assert [
        f"You are number {number} in your class." in page for number, page in enumerate(pages, 1)
    ] == [
        True,
        True,
    ]
    assert Ticket.objects.count() == Draft.objects.count() == 2
    assert first.save(1, sex="girl", pet="no") == "/answer/page/3/"


def test_a_pupil_goes_on_at_another_computer_with_the_own_code() -> None:
    session_of(wave_open())
    started = start(BOARD)
    assert (started.joined, start(started.code).joined) == (True, False)
    pupil = Pupil()
    assert pupil.enter(started.code) == "/answer/welcome/"
    pupil.save(1, sex="boy", pet="no")
    assert Pupil().enter(started.code) == "/answer/on/1/"


def test_a_class_takes_no_more_pupils_than_it_has() -> None:
    session_of(wave_open(), pupils=2)
    start(BOARD)
    start(BOARD)
    with pytest.raises(Turned, match=FULL):
        start(BOARD)
    assert set(Ticket.objects.values_list("place", flat=True)) == {1, 2}


def test_a_freed_place_is_given_again() -> None:
    session = session_of(wave_open(), pupils=2)
    start(BOARD)
    start(BOARD)
    Ticket.objects.filter(place=1).delete()
    Draft.objects.filter(place=1).delete()
    start(BOARD)
    assert set(session.tickets.values_list("place", flat=True)) == {1, 2}


def test_a_closed_session_takes_nobody() -> None:
    session = session_of(wave_open())
    ClassSession.objects.filter(pk=session.pk).update(closed_on=timezone.localdate())
    with pytest.raises(Turned, match=WRONG):
        start(BOARD)
    with pytest.raises(Turned, match=WRONG):
        join(session.pk)


def test_after_the_last_day_nobody_starts_unless_the_school_has_longer() -> None:
    wave = wave_open()
    (code,) = codes(wave)
    yesterday = timezone.localdate() - timedelta(days=1)
    Wave.objects.filter(pk=wave.pk).update(opens_on=yesterday, closes_on=yesterday)
    with pytest.raises(Turned, match=DAY_PAST):
        start(code)
    wave.participations.update(closes_on=timezone.localdate())
    assert start(code).page == 0


def test_pages_before_a_fresh_ticket_are_kept_and_not_shown() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    pupil.save(1, sex="girl", pet="yes")
    pupil.save(2, pet_age="7")
    Draft.objects.update(sealed_to=2)
    assert pupil.client.get("/answer/page/1/").status_code == 409
    assert pupil.client.get("/answer/page/2/").status_code == 409
    page = pupil.client.get("/answer/page/3/").content.decode()
    assert "/answer/page/2/" not in page
    assert "/answer/page/3/" in pupil.client.get("/answer/welcome/").content.decode()
    assert pupil.save(3, wish="a kite") == "/answer/check/"
    assert pupil.send() == "/answer/thanks/"
    assert Finished.objects.get().answers["pet_age"] == "7"


@pytest.mark.parametrize("opened", [True, False])
def test_a_trial_of_any_wave_keeps_nothing(opened: bool) -> None:
    wave = wave_open() if opened else draft_wave()
    code = start_trial(wave)
    pupil = Pupil(Client())
    with pytest.raises(Turned, match=WRONG):
        start(code)
    from tellback_web.survey.sitting import COOKIE, cipher  # noqa: PLC0415 - as the page will do

    pupil.client.cookies[COOKIE] = cipher("sitting-cookie").encrypt(code.encode()).decode()
    pupil.save(1, sex="girl", pet="no")
    pupil.save(3, wish="a kite")
    assert pupil.send() == "/answer/thanks/?tried=1"
    assert not Draft.objects.exists()
    assert not Finished.objects.exists()
    assert not StoredResponse.objects.exists()


def test_trials_of_other_days_go() -> None:
    wave = draft_wave()
    start_trial(wave)
    Draft.objects.update(begun_on=timezone.localdate() - timedelta(days=3))
    start_trial(wave)
    assert Draft.objects.count() == 1


def test_a_board_code_can_be_read_again_only_with_the_secret_key(settings: object) -> None:
    sealed = seal(BOARD)
    assert BOARD not in sealed
    assert unseal(sealed) == BOARD
    assert unseal("") == unseal("nonsense") == ""
