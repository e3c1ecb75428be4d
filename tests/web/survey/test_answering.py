"""A pupil answers: pages are kept, nothing is lost, nobody posts for another."""

from __future__ import annotations

from base64 import urlsafe_b64decode

import pytest
from django.test import Client

from tellback_web.survey.changes.answering import CLOSED, SPENT, WRONG
from tellback_web.survey.codes import digest
from tellback_web.survey.models import Draft, Finished, Ticket
from tests.web.survey.small import Pupil, codes, wave_open

pytestmark = pytest.mark.django_db


def draft_of(code: str) -> dict[str, str]:
    answers: dict[str, str] = Draft.objects.get(digest=digest(code, "draft")).answers
    return answers


def test_a_page_is_kept_when_it_is_saved() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    assert pupil.enter(code) == "/answer/welcome/"
    assert pupil.save(1, sex="girl", pet="yes") == "/answer/page/2/"
    assert draft_of(code) == {"sex": "girl", "pet": "yes"}


def test_a_pupil_goes_on_at_another_computer() -> None:
    (code,) = codes(wave_open())
    first = Pupil()
    first.enter(code)
    first.save(1, sex="girl", pet="yes")
    second = Pupil()
    assert second.enter(code) == "/answer/on/1/"
    assert second.client.get("/answer/on/1/").headers["Location"] == "/answer/page/2/"
    page = second.client.get("/answer/page/1/").content.decode()
    assert 'value="girl" checked' in page
    assert 'value="boy" checked' not in page


def test_a_page_routed_past_is_left_out() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    assert pupil.save(1, sex="girl", pet="no") == "/answer/page/3/"
    assert pupil.client.get("/answer/page/3/").content.decode().count('href="/answer/page/1/"') == 1


def test_hidden_answers_come_back_when_the_question_does() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    pupil.save(1, sex="girl", pet="yes")
    pupil.save(2, which=["cat", "dog"], pet_age="3")
    pupil.save(1, sex="girl", pet="no")
    assert draft_of(code)["which"] == "cat dog"
    pupil.save(1, sex="girl", pet="yes")
    page = pupil.client.get("/answer/page/2/").content.decode()
    assert page.count(" checked") == 2
    assert 'value="3"' in page


def test_a_hidden_answer_is_not_sent() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    pupil.save(1, sex="girl", pet="yes")
    pupil.save(2, which=["cat"], pet_age="3")
    pupil.save(3, eat_fish="often")
    pupil.save(1, sex="girl", pet="no")
    pupil.save(3, eat_fruit="never")
    assert pupil.send() == "/answer/thanks/"
    assert Finished.objects.get().answers == {"sex": "girl", "pet": "no", "eat_fruit": "never"}


def test_a_missed_required_question_is_said_and_the_rest_is_kept() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    answer = pupil.client.post("/answer/page/1/", {":mark": pupil.mark(), "pet": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#sex"' in page
    assert 'id="sex"' in page
    assert "Choose an answer for question 1." in page
    assert draft_of(code) == {"pet": "yes"}
    assert "<title>Error: " in page


def test_an_answer_that_is_not_offered_is_refused_in_a_sentence() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    posted = {":mark": pupil.mark(), "sex": "girl", "pet": "perhaps"}
    answer = pupil.client.post("/answer/page/1/", posted)
    assert answer.status_code == 422
    assert "Choose one of the answers shown." in answer.content.decode()
    assert draft_of(code) == {"sex": "girl"}


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [("x" * 61, "Use 60 letters or fewer. You have written 61."), ("a\x07b", "can be printed")],
)
def test_words_that_cannot_be_kept_are_refused_in_a_sentence(wish: str, sentence: str) -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    pupil.save(1, sex="girl", pet="no")
    answer = pupil.client.post("/answer/page/3/", {":mark": pupil.mark(3), "wish": wish})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "wish" not in draft_of(code)


def test_an_answer_of_a_megabyte_is_refused_in_a_sentence() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    pupil.save(1, sex="girl", pet="no")
    posted = {":mark": pupil.mark(3), "wish": "x" * 1_000_000}
    answer = pupil.client.post("/answer/page/3/", posted)
    assert answer.status_code == 400
    assert "too large or not whole" in answer.content.decode()


@pytest.mark.parametrize("number", [0, 3, 99])
def test_a_page_out_of_order_leads_back_and_stores_nothing(number: int) -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    posted = {":mark": pupil.mark(), "wish": "a dog"}
    answer = pupil.client.post(f"/answer/page/{number}/", posted)
    assert answer.status_code == 409
    assert "/answer/page/1/" in answer.content.decode()
    assert draft_of(code) == {}


def test_the_next_pupil_cannot_post_the_page_of_the_one_before() -> None:
    first, second = codes(wave_open(), 2)
    pupil = Pupil()
    pupil.enter(first)
    old_mark = pupil.mark()
    pupil.enter(second)
    answer = pupil.client.post("/answer/page/1/", {":mark": old_mark, "sex": "boy", "pet": "yes"})
    assert answer.status_code == 409
    assert "someone who sat here before you" in answer.content.decode()
    assert draft_of(first) == draft_of(second) == {}


def test_two_pupils_one_after_the_other_at_one_computer() -> None:
    first, second = codes(wave_open(), 2)
    pupil = Pupil()
    pupil.answer_all(first, wish="a dog")
    assert "a dog" not in pupil.client.get("/answer/page/3/").content.decode()
    pupil.answer_all(second, sex="boy")
    assert Finished.objects.count() == 2


def test_sending_twice_is_harmless() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    pupil.save(1, sex="girl", pet="no")
    pupil.save(3)
    mark = pupil.client.get("/answer/check/").content.decode().split('name=":mark" value="')[1]
    cookie = pupil.client.cookies["sitting"].value
    for _ in range(2):
        pupil.client.cookies["sitting"] = cookie
        answer = pupil.client.post("/answer/check/", {":mark": mark.split('"')[0]})
        assert answer.headers["Location"] == "/answer/thanks/"
    assert Finished.objects.count() == 1
    assert Ticket.objects.filter(spent=True).count() == 1


def test_what_was_missed_is_asked_for_before_sending() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    assert pupil.client.get("/answer/check/").headers["Location"] == "/answer/page/1/"


def test_after_a_long_time_the_code_is_asked_for_and_the_page_is_kept() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    mark = pupil.mark()
    del pupil.client.cookies["sitting"]
    asked = pupil.client.post("/answer/page/1/", {":mark": mark, "sex": "girl", "pet": "yes"})
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Your answers are safe" in page
    assert '<input type="hidden" name="pet" value="yes">' in page
    carried = {":code": code, ":page": "1", ":mark": mark, "sex": "girl", "pet": "yes"}
    assert pupil.client.post("/answer/", carried).headers["Location"] == "/answer/page/2/"
    assert draft_of(code) == {"sex": "girl", "pet": "yes"}


def test_a_carried_page_is_not_kept_for_another_pupil() -> None:
    first, second = codes(wave_open(), 2)
    pupil = Pupil()
    pupil.enter(first)
    carried = {":code": second, ":page": "1", ":mark": pupil.mark(), "sex": "boy", "pet": "yes"}
    pupil.client.post("/answer/", carried)
    assert draft_of(first) == draft_of(second) == {}


def test_stopping_forgets_the_code_and_keeps_the_answers() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    pupil.save(1, sex="girl", pet="yes")
    pupil.client.get("/answer/stop/")
    assert "Type your code" in pupil.client.get("/answer/page/1/").content.decode()
    assert draft_of(code)["pet"] == "yes"


def test_leaving_quickly_goes_somewhere_harmless_and_forgets_the_code() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    answer = pupil.client.get("/answer/leave/")
    assert answer.headers["Location"].startswith("https://")
    assert answer.cookies["sitting"].value == ""


def test_wrong_spent_and_closed_codes_have_a_sentence_each() -> None:
    wave = wave_open()
    used, unused = codes(wave, 2)
    pupil = Pupil()
    pupil.answer_all(used)
    said = pupil.client.post("/answer/", {":code": "river-lamp-99"}).content.decode()
    assert WRONG in said
    assert SPENT in pupil.client.post("/answer/", {":code": used}).content.decode()
    type(wave).objects.update(state="closed", snapshot="x")
    assert CLOSED in pupil.client.post("/answer/", {":code": unused}).content.decode()


def test_a_page_saved_after_the_wave_closed_says_so() -> None:
    wave = wave_open()
    (code,) = codes(wave)
    pupil = Pupil()
    pupil.enter(code)
    mark = pupil.mark()
    type(wave).objects.update(state="closed", snapshot="x")
    answer = pupil.client.post("/answer/page/1/", {":mark": mark, "sex": "girl"})
    assert CLOSED in answer.content.decode()
    assert draft_of(code) == {}


def test_one_question_to_a_page() -> None:
    (code,) = codes(wave_open(paging="question"))
    pupil = Pupil()
    pupil.enter(code)
    page = pupil.client.get("/answer/page/1/").content.decode()
    assert page.count('class="ask-question"') == 1
    assert pupil.save(1, sex="girl") == "/answer/page/2/"
    assert pupil.save(2, pet="no") == "/answer/page/5/"


def test_a_form_without_our_own_mark_has_a_sentence() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/answer/", {":code": "river-lamp-47"})
    assert answer.status_code == 403
    assert "Allow cookies for this site" in answer.content.decode()


def test_no_page_of_a_pupil_is_kept_by_a_browser_or_a_proxy() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    pupil.enter(code)
    for path in ("", "welcome/", "page/1/", "check/", "thanks/", "stop/"):
        headers = pupil.client.get(f"/answer/{path}").headers
        assert "no-store" in headers["Cache-Control"], path


def test_neither_the_cookie_nor_an_address_can_be_read_as_the_code() -> None:
    (code,) = codes(wave_open())
    pupil = Pupil()
    where = pupil.enter(code)
    cookie = pupil.client.cookies["sitting"]
    assert cookie["httponly"]
    # The whole code: two letters or digits of it stand in any long cookie by chance.
    for written in (code, code.replace("-", " "), code.replace("-", "")):
        assert written not in cookie.value
        assert written not in where
        assert written.encode() not in urlsafe_b64decode(cookie.value)
