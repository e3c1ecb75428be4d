"""A named person reads each text and decides; two at once do not undo each other."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.test import Client

from tellback_web.audit.models import Event
from tellback_web.survey.changes import care_notice
from tellback_web.survey.changes.screening import Outcome, clear_each, decide
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Concern, WrittenAnswer
from tellback_web.survey.queries.care import ClearedText, cleared_texts, first_to_read
from tests.web.cast import SOUTH, browser_of, noor, safia
from tests.web.survey.care import MARK, PLAIN, SAD, written
from tests.web.survey.small import BY, wave_open

pytestmark = pytest.mark.django_db
WAITING = WrittenAnswer.State.WAITING


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care_notice, "tell_leads_later", lambda: None)


def reader() -> Client:
    return browser_of(noor())


def address(one: WrittenAnswer) -> str:
    return f"/staff/care/texts/{one.pk}/"


def chosen(outcome: str, **more: str) -> dict[str, str]:
    return {"outcome": outcome, "before": "waiting", "text": "", "reason": "", **more}


def test_texts_with_signs_are_read_first() -> None:
    wave = wave_open()
    for _ in range(5):
        written(wave, PLAIN)
    sad = written(wave, SAD)
    harm = written(wave, "he hits me")
    assert first_to_read()[:2] == [harm.pk, sad.pk]
    answer = reader().get("/staff/care/texts/next/")
    assert answer["Location"] == address(harm)


def test_the_page_of_a_text_says_its_question_and_signs_and_not_its_school() -> None:
    one = written(wave_open(), SAD)
    html = reader().get(address(one)).content.decode()
    assert "What do you wish for?" in html
    assert "Bullied, or very unhappy" in html
    assert "North" not in html
    assert MARK not in html.split("</title>")[0]


def test_a_text_is_cleared_as_it_is() -> None:
    wave = wave_open()
    one = written(wave)
    answer = reader().post(address(one), chosen("clear"))
    assert answer["Location"] == "/staff/care/texts/next/"
    one.refresh_from_db()
    assert (one.state, one.edited, one.screened_by) == ("cleared", False, "noor@council.example")
    assert one.screened_on is not None
    assert cleared_texts(wave) == (ClearedText("wish", PLAIN),)


def test_names_are_taken_out_and_the_first_wording_is_gone() -> None:
    wave = wave_open()
    one = written(wave, "Mr Quill is nice")
    reader().post(address(one), chosen("edit", text=" [name] is nice\r\n"))
    one.refresh_from_db()
    assert (one.text, one.state, one.edited) == ("[name] is nice", "cleared", True)
    assert "Quill" not in json.dumps(list(Event.objects.values("verb", "about", "details")))
    assert cleared_texts(wave) == (ClearedText("wish", "[name] is nice"),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(PLAIN, "Nothing was taken out."), ("  ", "Nothing is left of the text.")],
)
def test_taking_names_out_must_take_something_and_leave_something(text: str, sentence: str) -> None:
    one = written(wave_open())
    answer = reader().post(address(one), chosen("edit", text=text))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    one.refresh_from_db()
    assert one.state == WAITING


def test_a_text_is_withheld_with_a_reason() -> None:
    wave = wave_open()
    one = written(wave)
    browser = reader()
    answer = browser.post(address(one), chosen("withhold"))
    assert answer.status_code == 422
    assert "Say why it is withheld." in answer.content.decode()
    browser.post(address(one), chosen("withhold", reason="It is rude"))
    one.refresh_from_db()
    assert (one.state, one.reason) == ("withheld", "It is rude")
    assert cleared_texts(wave) == ()


def test_a_text_is_passed_to_safeguarding_and_is_no_written_answer_any_more() -> None:
    one = written(wave_open(), SAD)
    reader().post(address(one), chosen("pass_on"))
    (raised,) = Concern.objects.all()
    assert (raised.text, raised.raised_by) == (SAD, "noor@council.example")
    assert raised.participation_id == one.participation_id
    assert WrittenAnswer.objects.count() == 0


def test_nothing_chosen_is_told() -> None:
    one = written(wave_open())
    answer = reader().post(address(one), {"before": "waiting"})
    assert answer.status_code == 422
    assert "Choose what becomes of this text." in answer.content.decode()


def test_the_second_of_two_readers_is_told_and_may_decide_again_knowingly() -> None:
    one = written(wave_open())
    first, second = browser_of(noor()), browser_of(safia())
    first.post(address(one), chosen("withhold", reason="It is rude"))
    answer = second.post(address(one), chosen("clear"))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "noor@council.example has read this text meanwhile: withheld." in html
    assert 'name="before" value="withheld"' in html
    one.refresh_from_db()
    assert one.state == "withheld"
    assert second.post(address(one), chosen("clear", before="withheld")).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.reason, one.screened_by) == ("cleared", "", "safia@council.example")


def test_a_text_that_somebody_passed_on_meanwhile_is_told() -> None:
    one = written(wave_open())
    decide(one.pk, outcome=Outcome.PASS_ON, before=WAITING, by=BY)
    answer = reader().post(address(one), chosen("clear"), follow=True)
    assert "Somebody has passed this text to safeguarding meanwhile" in answer.content.decode()
    with pytest.raises(Refused, match="passed this text"):
        decide(one.pk, outcome=Outcome.CLEAR, before=WAITING, by=BY)


def test_ticked_texts_are_cleared_together_and_those_decided_meanwhile_are_told() -> None:
    wave = wave_open()
    keys = [written(wave, f"{PLAIN} {place}").pk for place in range(3)]
    decide(keys[0], outcome=Outcome.WITHHOLD, before=WAITING, reason="It is rude", by=BY)
    browser = reader()
    answer = browser.post("/staff/care/texts/all/", {"texts": keys}, follow=True)
    html = answer.content.decode()
    assert "2 texts may be used." in html
    assert "Somebody else decided about 1 text first." in html
    assert len(cleared_texts(wave)) == 2
    nothing = browser.post("/staff/care/texts/all/", {})
    assert nothing.status_code == 422
    assert "Tick the texts that may be used as they are." in nothing.content.decode()
    strange = browser.post("/staff/care/texts/all/", {"texts": ["x"]})
    assert strange.status_code == 422
    assert clear_each([uuid4()], by=BY) == 0


def test_a_text_with_signs_cannot_be_ticked_in_the_list() -> None:
    wave = wave_open()
    sad, plain = written(wave, SAD), written(wave)
    html = reader().get("/staff/care/texts/all/").content.decode()
    assert f'value="{plain.pk}"' in html
    assert f'value="{sad.pk}"' not in html
    assert SAD in html


def test_the_list_of_a_wave_has_no_other_waves_texts() -> None:
    first, second = wave_open("first"), wave_open("second")
    written(first, "of the first"), written(second, "of the second")
    html = reader().get(f"/staff/care/texts/all/?wave={first.pk}").content.decode()
    assert "of the first" in html
    assert "of the second" not in html
    assert reader_finds_all("/staff/care/texts/all/?wave=nonsense")


def reader_finds_all(where: str) -> bool:
    html = browser_of(safia()).get(where).content.decode()
    return "of the first" in html and "of the second" in html


def test_long_lists_go_over_several_pages() -> None:
    wave = wave_open()
    for place in range(26):
        written(wave, f"slide {place}")
    browser = reader()
    html = browser.get("/staff/care/texts/all/").content.decode()
    assert html.count("<blockquote") == 25
    assert "?page=2" in html
    assert browser.get("/staff/care/texts/all/?page=2").content.decode().count("<blockquote") == 1


def test_a_decision_can_be_looked_at_again() -> None:
    one = written(wave_open())
    browser = reader()
    browser.post(address(one), chosen("clear"))
    html = browser.get("/staff/care/texts/read/").content.decode()
    assert PLAIN in html
    assert "noor@council.example" in html
    assert "Decided by noor@council.example" in browser.get(address(one)).content.decode()
    again = browser.post(address(one), chosen("pass_on", before="cleared"))
    assert again["Location"] == "/staff/care/texts/read/"
    assert Concern.objects.count() == 1


def test_what_is_cleared_is_told_without_school_and_in_the_alphabets_order() -> None:
    wave = wave_open()
    for text, school in (("b", SOUTH), ("c", SOUTH)):
        written(wave, text, school=school)
    written(wave, "a")
    clear_each(first_to_read(), by=BY)
    assert [one.text for one in cleared_texts(wave)] == ["a", "b", "c"]
    assert set(ClearedText.__dataclass_fields__) == {"variable", "text"}


def test_when_all_is_read_the_pages_say_so() -> None:
    browser = reader()
    assert browser.get("/staff/care/")["Location"] == "/staff/care/texts/"
    assert "Every text has been read." in browser.get("/staff/care/texts/").content.decode()
    assert "Every text has been read." in browser.get("/staff/care/texts/all/").content.decode()
    assert browser.get("/staff/care/texts/next/")["Location"] == "/staff/care/texts/"
    assert "No text has been decided" in browser.get("/staff/care/texts/read/").content.decode()


def test_who_screened_is_recorded_and_the_words_are_not() -> None:
    wave = wave_open()
    one, two = written(wave), written(wave, SAD)
    browser = reader()
    browser.post(address(one), chosen("clear"))
    browser.post(address(two), chosen("pass_on"))
    events = Event.objects.filter(by="noor@council.example").order_by("pk")
    assert [event.verb for event in events] == [
        "cleared a written answer",
        "passed a written answer to safeguarding",
    ]
    assert MARK not in json.dumps(list(events.values("verb", "about", "details")))
    assert str(one.pk) not in json.dumps(list(events.values("verb", "about", "details")))
