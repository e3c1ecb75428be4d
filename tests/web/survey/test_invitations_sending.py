"""Letters go out once, each school for itself, and what fails is said and can be tried again."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tellback_web.audit.models import Event
from tellback_web.schools.models import School
from tellback_web.survey.changes import letters
from tellback_web.survey.changes.invitations import decline_invitation, extend_schools, note_asked
from tellback_web.survey.changes.letters import MOST_AT_ONCE, NO_ADDRESS, send_letters
from tellback_web.survey.changes.wave import note_could_not
from tellback_web.survey.models import Kind, LetterText, Participation, SentLetter, Wave
from tellback_web.survey.pages.invitations import send_page
from tellback_web.survey.queries.invitations import Stage
from tellback_web.survey.school_link import token_of
from tests.web.cast import NORTH, SOUTH, amina, browser_of
from tests.web.survey.asked import (
    EAST,
    ago,
    of,
    printed_words,
    session,
    ticked,
    wave_of,
    wave_to_invite,
)
from tests.web.survey.small import BY
from tests.web.survey.stubborn_mail import Stubborn

pytestmark = pytest.mark.django_db


@pytest.fixture
def stubborn(settings: Any) -> Iterator[type[Stubborn]]:
    settings.EMAIL_BACKEND = "tests.web.survey.stubborn_mail.Stubborn"
    Stubborn.calm()
    yield Stubborn
    Stubborn.calm()


def every(wave: Wave) -> list[int]:
    return list(wave.participations.values_list("pk", flat=True))


def refusals(wave: Wave, kind: str = Kind.INVITATION) -> dict[str, str]:
    return {
        one.school: one.refusal for one in send_letters(wave, every(wave), kind=kind, by="amina")
    }


def test_an_invitation_goes_out_with_the_school_s_key_and_the_pack() -> None:
    wave = wave_to_invite()
    assert NO_ADDRESS.startswith("has no e-mail address in the register.")
    assert refusals(wave) == {
        "East Primary": NO_ADDRESS,
        "North Primary": "",
        "South Primary": "",
    }
    north, south = mail.outbox
    assert (north.to, south.to) == (["office@north.example"], ["office@south.example"])
    assert north.subject == "Will North Primary take part in A small survey?"
    assert token_of(of(wave, NORTH)) in str(north.body)
    assert token_of(of(wave, SOUTH)) not in str(north.body)
    assert [one[0] for one in north.attachments] == [
        "teachers-instructions.pdf",
        "letter-to-parents.pdf",
    ]
    assert token_of(of(wave, NORTH)) in printed_words(north.attachments[0][1])
    assert token_of(of(wave, NORTH)) not in printed_words(north.attachments[1][1])
    letter = SentLetter.objects.get(participation=of(wave, NORTH))
    today = timezone.localdate()
    assert (letter.kind, letter.address, letter.sent_on) == (
        "invitation",
        "office@north.example",
        today,
    )
    assert of(wave, NORTH).asked_on == today
    assert of(wave, EAST).asked_on is None


def test_no_event_names_an_address() -> None:
    wave = wave_to_invite()
    refusals(wave)
    event = Event.objects.filter(verb="sent a letter").first()
    assert event is not None
    assert (event.about, event.details) == ("North Primary in small", {"kind": "invitation"})
    assert not [one for one in Event.objects.all() if "@north" in f"{one.about} {one.details}"]


def test_the_same_letter_goes_once_a_day_however_often_the_button_is_pressed() -> None:
    wave = wave_to_invite()
    refusals(wave)
    again = refusals(wave)
    assert "The same letter went to the same address today already." in again["North Primary"]
    assert len(mail.outbox) == 2
    School.objects.filter(number=NORTH).update(contact="head@north.example")
    assert refusals(wave)["North Primary"] == ""
    SentLetter.objects.update(sent_on=ago(1))
    assert refusals(wave)["South Primary"] == ""


def test_a_second_press_while_the_first_letter_is_on_its_way_sends_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The record is made before the server is asked, so that the second press finds it."""
    wave = wave_to_invite()
    pressed: list[dict[str, str]] = []

    class Slow(Stubborn):
        def send_messages(self, email_messages: Any) -> int:
            if not pressed:
                pressed.append({})
                pressed[0] = refusals(wave)
            return super().send_messages(email_messages)

    Stubborn.calm()
    monkeypatch.setattr(letters, "get_connection", Slow)
    first = refusals(wave)
    assert first["North Primary"] == ""
    assert "today already" in pressed[0]["North Primary"]
    assert pressed[0]["South Primary"] == ""
    assert "today already" in first["South Primary"]
    assert sorted(Stubborn.taken) == ["office@north.example", "office@south.example"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no")}), "does not take its address"),
        (smtplib.SMTPServerDisconnected(), "broke off. Try again."),
        (TimeoutError(), "broke off. Try again."),
        (smtplib.SMTPDataError(451, b"later"), "broke off. Try again."),
        (UnicodeEncodeError("ascii", "x", 0, 1, "no"), "cannot stand in a letter"),
    ],
)
def test_one_school_s_failure_does_not_stop_the_others_and_is_not_recorded_as_sent(
    stubborn: type[Stubborn], fault: Exception, sentence: str
) -> None:
    wave = wave_to_invite()
    stubborn.refuses = {"office@north.example": fault}
    done = refusals(wave)
    assert sentence in done["North Primary"]
    assert done["South Primary"] == ""
    assert of(wave, NORTH).asked_on is None
    assert list(SentLetter.objects.values_list("address", flat=True)) == ["office@south.example"]
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["sent a letter", "could not send a letter", "sent a letter"]
    stubborn.refuses = {}
    assert refusals(wave)["North Primary"] == ""
    assert stubborn.taken == ["office@south.example", "office@north.example"]


def test_a_failure_leaves_the_day_on_which_the_school_was_asked_before(
    stubborn: type[Stubborn],
) -> None:
    wave = wave_to_invite()
    Participation.objects.update(asked_on=date(2026, 10, 2))
    stubborn.refuses = {"office@north.example": OSError()}
    refusals(wave)
    assert of(wave, NORTH).asked_on == date(2026, 10, 2)


def test_a_mail_server_that_is_away_is_asked_once_and_every_school_is_told(
    stubborn: type[Stubborn],
) -> None:
    wave = wave_to_invite()
    stubborn.unreachable = True
    done = refusals(wave)
    assert all("could not be reached" in one for one in done.values())
    assert stubborn.opened == 1
    assert not SentLetter.objects.exists()
    assert not Event.objects.filter(verb="sent a letter").exists()


def test_a_name_with_a_line_break_cannot_add_a_header() -> None:
    wave = wave_to_invite()
    School.objects.filter(number=NORTH).update(name="North\r\nBcc: all@school.example")
    refusals(wave)
    assert mail.outbox[0].recipients() == ["office@north.example"]
    assert "\n" not in mail.outbox[0].subject


def test_an_address_with_a_line_break_is_refused(stubborn: type[Stubborn]) -> None:
    wave = wave_to_invite()
    School.objects.filter(number=NORTH).update(contact="a@north.example\nBcc: b@c.example")
    assert "cannot stand in a letter" in refusals(wave)["North Primary"]
    assert stubborn.taken == ["office@south.example"]


def test_words_that_cannot_be_filled_in_go_to_nobody() -> None:
    wave = wave_to_invite()
    LetterText.objects.create(wave=wave, kind="parents", subject="x", body="{gone}")
    done = refusals(wave)
    assert "{gone}, which is no placeholder" in done["North Primary"]
    assert mail.outbox == []
    assert not SentLetter.objects.exists()


def test_a_school_s_name_that_no_font_of_ours_has_stops_its_letter_and_no_other() -> None:
    wave = wave_to_invite()
    School.objects.filter(number=NORTH).update(name="\u5317 Primary")
    done = refusals(wave)
    assert "No font of ours has ‘\u5317’" in done["\u5317 Primary"]
    assert done["South Primary"] == ""
    assert of(wave, NORTH).asked_on is None


def test_letters_go_only_where_they_make_sense() -> None:
    wave = wave_to_invite()
    assert "The closing day has not moved" in refusals(wave, Kind.EXTENSION)["North Primary"]
    assert "goes out with the invitation" in refusals(wave, Kind.PARENTS)["North Primary"]
    decline_invitation(of(wave, NORTH), reason="Busy", by=BY)
    note_could_not(of(wave, SOUTH), reason="Snow", by=BY)
    done = refusals(wave, Kind.REMINDER)
    assert "The school declined." in done["North Primary"]
    assert "The school could not take part." in done["South Primary"]
    Participation.objects.update(finished_on=timezone.localdate())
    assert "The school has finished." in refusals(wave, Kind.REMINDER)["North Primary"]
    Wave.objects.update(state="closed", snapshot="x")
    wave.refresh_from_db()
    assert "The wave is closed" in refusals(wave, Kind.INVITATION)["North Primary"]
    assert refusals(wave, Kind.FEEDBACK)["North Primary"] == ""
    Wave.objects.update(sandbox=True)
    assert "This is a try-out" in refusals(wave, Kind.FEEDBACK)["North Primary"]


def test_a_wave_that_is_not_open_invites_and_does_not_remind() -> None:
    wave = wave_to_invite(is_open=False)
    assert "not open yet" in refusals(wave, Kind.REMINDER)["North Primary"]
    assert "not opened yet" in refusals(wave, Kind.FEEDBACK)["North Primary"]
    assert refusals(wave, Kind.INVITATION)["North Primary"] == ""


def test_a_letter_about_a_later_day_says_which_and_why() -> None:
    wave = wave_to_invite()
    extend_schools(wave, [of(wave, NORTH).pk], closes_on=date(2099, 12, 20), reason="Snow", by=BY)
    done = refusals(wave, Kind.EXTENSION)
    assert (done["North Primary"], "has not moved" in done["South Primary"]) == ("", True)
    (letter,) = mail.outbox
    assert "20 December 2099" in letter.subject
    assert "Why: Snow" in str(letter.body)
    assert letter.attachments == []


def test_reminders_are_meant_for_those_that_have_not_answered_begun_or_finished() -> None:
    wave = wave_to_invite()
    School.objects.filter(number=EAST).update(contact="office@east.example")
    note_asked(of(wave, NORTH), by=BY)
    session(of(wave, SOUTH), "5A")

    def suggested(only: Stage | None = None) -> list[str]:
        page = send_page(wave, Kind.REMINDER, only=only)
        return [one.line.standing.name for one in page.addressees if one.suggested]

    assert suggested() == ["North Primary", "South Primary"]
    assert suggested(Stage.ASKED) == ["North Primary"]
    assert suggested(Stage.OPENED) == ["South Primary"]
    assert suggested(Stage.ACCEPTED) == []


def test_the_officer_sees_what_will_go_out_before_it_does() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    address = f"/staff/invitations/{wave.pk}/send/invitation/"
    page = browser.get(address).content.decode()
    north, south, east = (of(wave, number).pk for number in (NORTH, SOUTH, EAST))
    assert ticked(page) == {north, south}
    assert "It cannot go to 1 school" in page
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, {"schools": [9999]}).status_code == 422
    shown = browser.post(address, {"schools": [north, east]}).content.decode()
    assert "Send 1 letter?" in shown
    assert "office@north.example" in shown
    assert "Nothing goes to 1 school" in shown
    assert mail.outbox == []
    done = browser.post(address, {"schools": [north], "confirm": "yes"}).content.decode()
    assert "1 letter sent" in done
    assert len(mail.outbox) == 1
    twice = browser.post(address, {"schools": [north], "confirm": "yes"}).content.decode()
    assert "No letters sent" in twice
    assert "today already" in twice
    assert "Try these again" in twice
    assert len(mail.outbox) == 1
    assert ticked(browser.get(address).content.decode()) == {south}


def test_a_school_over_the_limit_is_named_before_its_letter_goes() -> None:
    wave = wave_to_invite()
    north = of(wave, NORTH)
    for at in range(4):
        north.school.other_surveys.create(
            name=f"Survey {at}", asked_by="County", asked_on=date(2026, 10, 5)
        )
    address = f"/staff/invitations/{wave.pk}/send/invitation/"
    shown = browser_of(amina()).post(address, {"schools": [north.pk]}).content.decode()
    assert "as many surveys as the council allows in a school year, which is 4" in shown


@pytest.mark.parametrize("kind", ["parents", "instructions", "love"])
def test_a_letter_that_does_not_go_by_itself_has_no_page_to_send_it(kind: str) -> None:
    wave = wave_to_invite()
    answer = browser_of(amina()).get(f"/staff/invitations/{wave.pk}/send/{kind}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["invitation", "reminder", "extension", "feedback"])
@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_every_page_of_sending_opens_in_every_state(kind: str, state: str) -> None:
    wave = wave_to_invite()
    Wave.objects.update(state=state, snapshot="x")
    answer = browser_of(amina()).get(f"/staff/invitations/{wave.pk}/send/{kind}/?stage=asked")
    assert answer.status_code == 200


def test_many_letters_go_out_a_few_at_a_time() -> None:
    wave = wave_of(MOST_AT_ONCE + 3)
    address = f"/staff/invitations/{wave.pk}/send/invitation/"
    browser = browser_of(amina())
    chosen = every(wave)
    page = browser.post(address, {"schools": chosen, "confirm": "yes"}).content.decode()
    assert "50 letters sent" in page
    assert "3 schools wait" in page
    left = [int(one.split('"')[0]) for one in page.split('name="schools" value="')[1:]]
    page = browser.post(address, {"schools": left, "confirm": "yes"}).content.decode()
    assert "3 letters sent" in page
    assert len(mail.outbox) == MOST_AT_ONCE + 3
    assert len({letter.to[0] + letter.subject for letter in mail.outbox}) == MOST_AT_ONCE + 3
