"""A teacher's pages, by the school's link and by sign-in; nobody else's school, never a name."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tellback_web.survey.changes.answering import start
from tellback_web.survey.changes.sessions import open_session
from tellback_web.survey.codes import unseal
from tellback_web.survey.models import ClassSession, Draft, Participation
from tellback_web.survey.school_link import participation_of, token_of
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, cerys, efa, kiran, tessa
from tests.web.survey.small import BY, Pupil, wave_open

pytestmark = pytest.mark.django_db(transaction=True)


def school(number: str = NORTH) -> Participation:
    return Participation.objects.select_related("wave", "school").get(school__number=number)


def by_link(number: str = NORTH) -> Client:
    """A teacher's browser that came by the school's link."""
    client = Client()
    answer = client.get(f"/class/with/{token_of(school(number))}/")
    assert answer.headers["Location"] == "/class/"
    return client


def session_in(number: str = NORTH, *, pupils: int = 3) -> ClassSession:
    return open_session(school(number), class_name="5B", pupils=pupils, by=BY)


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_a_teacher_comes_by_the_link_and_opens_a_class() -> None:
    wave_open()
    teacher = by_link()
    assert "No class has answered yet" in text_of(teacher, "/class/")
    form = {"class_name": "5B", "pupils": "3"}
    answer = teacher.post(f"/class/{school().pk}/open/", form)
    made = ClassSession.objects.get()
    assert answer.headers["Location"] == f"/class/session/{made.pk}/"
    page = text_of(teacher, f"/class/session/{made.pk}/")
    code = unseal(made.board_sealed).replace("-", " ")
    assert code in page
    assert code in text_of(teacher, f"/class/session/{made.pk}/board/")
    assert "no-store" in teacher.get("/class/").headers["Cache-Control"]


def test_the_link_does_not_stay_in_the_address_and_can_be_forgotten() -> None:
    wave_open()
    teacher = by_link()
    assert token_of(school()) not in text_of(teacher, "/class/")
    teacher.post("/class/leave/")
    assert "Open the link in the letter" in text_of(teacher, "/class/", 403)


@pytest.mark.parametrize("change", ["x", "", "0-", "999-"])
def test_a_link_that_was_changed_opens_nothing(change: str) -> None:
    wave_open()
    token = change + token_of(school())
    client = Client()
    if change:
        assert "This link does not work" in text_of(client, f"/class/with/{token}/", 404)
    assert client.get("/class/").status_code == 403


def test_raising_the_number_ends_every_earlier_link_at_once() -> None:
    wave_open()
    old, teacher = token_of(school()), by_link()
    Participation.objects.filter(school__number=NORTH).update(link_number=2)
    assert participation_of(old) is None
    assert teacher.get("/class/").status_code == 403
    assert by_link().get("/class/").status_code == 200


def test_a_link_opens_its_own_school_and_wave_and_nothing_else() -> None:
    wave_open()
    theirs = session_in(SOUTH)
    teacher = by_link(NORTH)
    for address in ("", "board/", "counts/", "close/"):
        text_of(teacher, f"/class/session/{theirs.pk}/{address}", 403)
    for address in ("tickets/", "fresh/", "spare/", "room/", "close/"):
        assert teacher.post(f"/class/session/{theirs.pk}/{address}").status_code == 403
    assert teacher.get(f"/class/{school(SOUTH).pk}/open/").status_code == 403
    assert teacher.post(f"/class/{school(SOUTH).pk}/finished/").status_code == 403
    assert teacher.get(f"/class/{school(SOUTH).pk}/could-not/").status_code == 403
    assert teacher.get("/staff/waves/").status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [(tessa, 200), (bilal, 200), (amina, 200), (cerys, 403), (efa, 403), (kiran, 403)],
)
def test_by_sign_in_the_role_decides(who: object, status: int) -> None:
    wave_open()
    ours = session_in(NORTH)
    person = browser_of(who())  # type: ignore[operator]
    assert person.get(f"/class/session/{ours.pk}/").status_code == status


def test_a_stranger_is_told_how_to_come_in_and_sees_nothing() -> None:
    wave_open()
    ours = session_in()
    page = text_of(Client(), f"/class/session/{ours.pk}/", 403)
    assert "5B" not in page
    assert Client().post(f"/class/session/{ours.pk}/tickets/").status_code == 403


def test_an_officer_chooses_among_schools_and_a_teacher_has_one() -> None:
    wave_open()
    officer = browser_of(amina())
    assert "Choose a school" in text_of(officer, "/class/")
    assert "South Primary" in text_of(officer, f"/class/?school={SOUTH}")
    teacher = browser_of(tessa())
    assert "Choose a school" not in text_of(teacher, "/class/")
    assert "North Primary" in text_of(teacher, f"/class/?school={SOUTH}")


def test_the_counts_move_and_never_tell_who() -> None:
    wave_open()
    ours = session_in()
    teacher = by_link()
    code = start(unseal(ours.board_sealed)).code
    Pupil().answer_all(code, wish="a very secret wish")
    start(unseal(ours.board_sealed))
    page = text_of(teacher, f"/class/session/{ours.pk}/counts/")
    numbers = re.findall(r"<dd>(\d+)", page)
    assert numbers == ["2", "1", "1"]
    assert "1 pupil has not started" in page
    for address in ("", "counts/", "board/", "close/"):
        page = text_of(teacher, f"/class/session/{ours.pk}/{address}")
        assert "secret wish" not in page
        assert code not in page


def test_tickets_are_printed_with_number_and_code_in_two_sizes() -> None:
    wave_open()
    ours = session_in()
    teacher = by_link()
    normal = teacher.post(f"/class/session/{ours.pk}/tickets/", {"size": "normal"}).content.decode()
    assert normal.count('<strong class="ticket-slip__code">') == 3
    large = teacher.post(f"/class/session/{ours.pk}/tickets/", {"size": "large"}).content.decode()
    assert "tickets--large" in large
    codes = re.findall(r'ticket-slip__code">([^<]+)<', large)
    assert len({start(code.replace(" ", "-")).page for code in codes}) == 1
    page = teacher.post(f"/class/session/{ours.pk}/tickets/").content.decode()
    assert "Every pupil of the class has started" in page


def test_a_lost_pupil_gets_a_fresh_ticket_by_their_number() -> None:
    wave_open()
    ours = session_in()
    teacher = by_link()
    start(unseal(ours.board_sealed))
    address = f"/class/session/{ours.pk}/fresh/"
    page = teacher.post(address, {"place": "1"}).content.decode()
    (code,) = re.findall(r'ticket-slip__code">([^<]+)<', page)
    assert Pupil().enter(code) == "/answer/welcome/"
    for place, sentence in (
        ("2", "Nobody in this class"),
        ("x", "as digits"),
        ("", "Give an answer"),
    ):
        answer = teacher.post(address, {"place": place})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()


def test_room_is_made_for_one_more_pupil() -> None:
    wave_open()
    ours = session_in(pupils=1)
    teacher = by_link()
    assert "ticket-slip__code" in teacher.post(f"/class/session/{ours.pk}/spare/").content.decode()
    page = teacher.post(f"/class/session/{ours.pk}/spare/", follow=True).content.decode()
    assert "Make room" in page
    assert teacher.post(f"/class/session/{ours.pk}/room/", {"pupils": "2"}).status_code == 302
    assert "ticket-slip__code" in teacher.post(f"/class/session/{ours.pk}/spare/").content.decode()
    assert teacher.post(f"/class/session/{ours.pk}/room/", {"pupils": "1"}).status_code == 422


def test_closing_says_what_is_lost_and_is_done_once() -> None:
    wave_open()
    ours = session_in()
    teacher = by_link()
    start(unseal(ours.board_sealed))
    assert "1 pupil has not sent yet" in text_of(teacher, f"/class/session/{ours.pk}/close/")
    assert (
        "is closed. Thank you"
        in teacher.post(f"/class/session/{ours.pk}/close/", follow=True).content.decode()
    )
    assert not Draft.objects.exists()
    again = teacher.post(f"/class/session/{ours.pk}/close/", follow=True).content.decode()
    assert "This class session is closed" in again
    assert "The survey is over" in text_of(teacher, f"/class/session/{ours.pk}/board/")
    assert "do not work any more" in text_of(teacher, f"/class/session/{ours.pk}/")


def test_the_school_says_that_it_has_finished_or_could_not() -> None:
    wave_open()
    teacher = by_link()
    page = teacher.post(f"/class/{school().pk}/finished/", follow=True).content.decode()
    assert "has finished" in page
    assert school().finished_on is not None
    assert teacher.post(f"/class/{school().pk}/could-not/", {"reason": ""}).status_code == 422
    teacher.post(f"/class/{school().pk}/could-not/", {"reason": "Snow"})
    assert school().could_not == "Snow"


@pytest.mark.parametrize(
    "form", [{"class_name": "", "pupils": "3"}, {"class_name": "5B", "pupils": "0"}]
)
def test_a_form_that_is_not_filled_in_comes_back_with_sentences(form: dict[str, str]) -> None:
    wave_open()
    answer = by_link().post(f"/class/{school().pk}/open/", form)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
