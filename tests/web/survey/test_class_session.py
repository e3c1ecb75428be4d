"""A class session from its opening to its closing, and all that is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tellback_web.audit.models import Event
from tellback_web.survey.changes.answering import start
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.paper_batches import open_batch
from tellback_web.survey.changes.sessions import (
    close_session,
    fresh_ticket,
    make_class_tickets,
    make_room,
    open_session,
    say_finished,
    spare_ticket,
)
from tellback_web.survey.changes.turned import WRONG, Turned
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.codes import unseal
from tellback_web.survey.models import ClassSession, Draft, Finished, Participation, Ticket, Wave
from tellback_web.survey.queries.sessions import Counts, counts_by_session, counts_of, sessions_of
from tests.web.cast import amina, browser_of
from tests.web.survey.small import BY, Pupil, wave_open

pytestmark = pytest.mark.django_db(transaction=True)


def north() -> Participation:
    return wave_open().participations.select_related("wave").order_by("pk")[0]


def class_of(pupils: int = 3) -> ClassSession:
    return open_session(north(), class_name=" 5B ", pupils=pupils, by=BY)


def board(session: ClassSession) -> str:
    return unseal(session.board_sealed)


def test_a_class_is_counted_from_the_board_to_the_last_answer() -> None:
    session = class_of()
    assert (session.class_name, counts_of(session)) == ("5B", Counts(3, 0, 0, 0))
    one, two = start(board(session)).code, start(board(session)).code
    assert counts_of(session) == Counts(3, 2, 2, 0)
    Pupil().answer_all(one)
    assert counts_of(session) == Counts(3, 2, 1, 1)
    assert counts_of(session).to_come == 1
    assert counts_by_session(session.participation.wave) == {session.pk: Counts(3, 2, 1, 1)}
    Pupil().answer_all(two)
    close_session(session, by=BY)
    session.refresh_from_db()
    assert counts_of(session) == Counts(3, 2, 0, 2)
    assert counts_by_session(session.participation.wave) == {session.pk: Counts(3, 2, 0, 2)}


def test_closing_destroys_every_code_and_draft_of_the_class_and_no_other() -> None:
    session = class_of()
    other = open_session(session.participation, class_name="5C", pupils=1, by=BY)
    code = start(board(session)).code
    theirs = start(board(other)).code
    closed_board = board(session)
    close_session(session, by=BY)
    for gone in (code, closed_board):
        with pytest.raises(Turned, match=WRONG):
            start(gone)
    session.refresh_from_db()
    assert (session.board_digest, session.board_sealed, session.unsent) == (None, "", 1)
    assert Draft.objects.get().class_session == other
    assert start(theirs).page == 0
    assert list(sessions_of(session.participation)) == [other, session]


def test_a_fresh_ticket_goes_on_and_shows_nothing_that_was_answered_before() -> None:
    session = class_of()
    old = start(board(session)).code
    pupil = Pupil()
    pupil.enter(old)
    pupil.save(1, sex="girl", pet="yes")
    new = fresh_ticket(session, place=1, by=BY)
    with pytest.raises(Turned, match=WRONG):
        start(old)
    again = Pupil()
    assert again.enter(new) == "/answer/on/1/"
    assert again.client.get("/answer/page/1/").status_code == 409
    assert again.save(2, pet_age="5") == "/answer/page/3/"
    again.save(3, wish="a kite")
    assert again.send() == "/answer/thanks/"
    assert Finished.objects.get().answers["pet"] == "yes"
    # The first computer still stands there with the old code: nothing of it is taken.
    assert pupil.client.get("/answer/page/2/").status_code == 409


def test_a_fresh_ticket_is_refused_with_a_sentence() -> None:
    session = class_of()
    with pytest.raises(Refused, match="Nobody in this class has number 2"):
        fresh_ticket(session, place=2, by=BY)
    Pupil().answer_all(start(board(session)).code)
    with pytest.raises(Refused, match="has sent their answers"):
        fresh_ticket(session, place=1, by=BY)
    other = open_session(session.participation, class_name="5C", pupils=2, by=BY)
    start(board(other))
    start(board(other))
    with pytest.raises(Refused, match="Nobody in this class has number 2"):
        fresh_ticket(session, place=2, by=BY)


def test_printed_tickets_are_for_those_who_have_not_begun() -> None:
    session = class_of(4)
    start(board(session))
    first = dict(make_class_tickets(session, by=BY))
    assert set(first) == {2, 3, 4}
    start(first[3])
    second = dict(make_class_tickets(session, by=BY))
    assert set(second) == {2, 4}
    with pytest.raises(Turned, match=WRONG):
        start(first[2])
    assert start(second[2]).page == start(first[3]).page == 0
    assert set(Ticket.objects.values_list("place", flat=True)) == {1, 2, 3, 4}


def test_one_more_pupil_gets_a_ticket_where_there_is_room() -> None:
    session = class_of(1)
    place, code = spare_ticket(session, by=BY)
    assert (place, start(code).page) == (1, 0)
    with pytest.raises(Refused, match="Make room"):
        spare_ticket(session, by=BY)
    make_room(session, pupils=2, by=BY)
    assert spare_ticket(session, by=BY)[0] == 2
    with pytest.raises(Refused, match="Number 2 has been given"):
        make_room(session, pupils=1, by=BY)


@pytest.mark.parametrize("pupils", [0, -1, 301])
def test_a_class_has_a_sensible_size(pupils: int) -> None:
    with pytest.raises(Refused, match="how many pupils"):
        open_session(north(), class_name="5B", pupils=pupils, by=BY)


def test_no_class_opens_outside_the_survey_and_its_days() -> None:
    participation = north()
    day = timezone.localdate() - timedelta(days=1)
    Wave.objects.update(opens_on=day, closes_on=day)
    participation.wave.refresh_from_db()
    with pytest.raises(Refused, match="last day"):
        open_session(participation, class_name="5B", pupils=3, by=BY)
    participation.closes_on = timezone.localdate()
    assert open_session(participation, class_name="5B", pupils=3, by=BY).is_open
    Wave.objects.update(state=Wave.State.CLOSED, snapshot="x")
    participation.wave.refresh_from_db()
    with pytest.raises(Refused, match="not open"):
        open_session(participation, class_name="5B", pupils=3, by=BY)


def test_what_is_done_to_a_closed_session_is_refused() -> None:
    session = class_of()
    close_session(session, by=BY)
    for change in (
        lambda: close_session(session, by=BY),
        lambda: fresh_ticket(session, place=1, by=BY),
        lambda: spare_ticket(session, by=BY),
        lambda: make_class_tickets(session, by=BY),
        lambda: make_room(session, pupils=9, by=BY),
    ):
        with pytest.raises(Refused, match="closed"):
            change()


def test_a_wave_that_closes_closes_its_sessions_and_counts_who_had_not_sent() -> None:
    session = class_of()
    Pupil().answer_all(start(board(session)).code)
    slow = Pupil()
    slow.enter(start(board(session)).code)
    slow.save(1, sex="boy", pet="no")
    close_wave(session.participation.wave, by=BY)
    session.refresh_from_db()
    assert (session.is_open, session.finished, session.unsent) == (False, 1, 1)
    assert Wave.objects.get().unsent_at_close == 1
    assert not Ticket.objects.exists()


def test_a_school_has_finished_when_no_class_is_open() -> None:
    session = class_of()
    with pytest.raises(Refused, match="still open"):
        say_finished(session.participation, by=BY)
    close_session(session, by=BY)
    say_finished(session.participation, by=BY)
    session.participation.refresh_from_db()
    assert session.participation.finished_on == timezone.localdate()


def test_events_tell_how_many_and_never_which_place() -> None:
    session = class_of()
    start(board(session))
    fresh_ticket(session, place=1, by=BY)
    make_class_tickets(session, by=BY)
    close_session(session, by=BY)
    said = [f"{event.verb} {event.about} {event.details}" for event in Event.objects.all()]
    assert any("gave a fresh ticket" in line for line in said)
    assert not any("place" in line or "number" in line for line in said)


def test_an_officer_who_closes_a_wave_is_told_of_open_classes_and_paper() -> None:
    session = class_of()
    open_batch(session.participation, name="5B", booklets=2, every=1, by=BY)
    page = browser_of(amina()).get(f"/staff/waves/{session.participation.wave_id}/close/")
    assert "1 class session is open" in page.content.decode()
    assert "1 paper batch is not taken in" in page.content.decode()
