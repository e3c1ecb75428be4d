"""A pupil changes the language and the look of the pages, and loses neither ticks nor place."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tellback_web.survey.changes.answering import choose_reading
from tellback_web.survey.codes import as_typed, digest
from tellback_web.survey.models import Draft, Wave
from tellback_web.survey.ready import hash_of
from tellback_web.survey.sitting import COOKIE
from tests.web.survey.small import QUESTIONNAIRE, Pupil, codes, wave_open

pytestmark = pytest.mark.django_db(transaction=True)
TWO = QUESTIONNAIRE.replace("languages: [en]", "languages: [en, ur]").replace(
    "{id: boy, text: A boy}", "{id: boy, text: {en: A boy, ur: لڑکا}}"
)


def wave_in(text: str) -> Wave:
    """An open wave with `text`, though it lacks translations, for which it would not be opened."""
    wave = wave_open()
    Wave.objects.filter(pk=wave.pk).update(questionnaire=text, questionnaire_hash=hash_of(text))
    return wave


@pytest.fixture
def pupil() -> Pupil:
    """A pupil on the first page of a survey in English and Urdu."""
    made = Pupil()
    made.enter(codes(wave_in(TWO))[0])
    return made


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_page_is_stored_and_stays_when_the_language_is_changed(pupil: Pupil) -> None:
    posted = {":mark": pupil.mark(), "sex": "boy", ":language": "ur"}
    answer = pupil.client.post("/answer/page/1/", posted)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/answer/page/1/")
    page = html(pupil.client, "/answer/page/1/")
    assert '<html lang="ur" dir="rtl"' in page
    assert re.search(r'value="boy" checked>', page)
    assert "لڑکا" in page
    assert '<span lang="en" dir="ltr">Do you have a pet?</span>' in page
    assert "محفوظ کریں اور آگے جائیں" in page
    draft = Draft.objects.get()
    assert (draft.answers, draft.page, draft.language) == ({"sex": "boy"}, 0, "ur")


def test_what_is_missed_is_not_complained_of_until_the_pupil_goes_on(pupil: Pupil) -> None:
    posted = {":mark": pupil.mark(), "pet": "yes", ":language": "ur"}
    assert pupil.client.post("/answer/page/1/", posted).status_code == 302
    del posted[":language"]
    answer = pupil.client.post("/answer/page/1/", posted)
    assert answer.status_code == 422
    assert "سوال 1 کا ایک جواب چنیں" in answer.content.decode()
    assert "<title>غلطی: " in answer.content.decode()


@pytest.mark.parametrize("button", [":language", ":looks"])
def test_what_cannot_be_stored_is_shown_again_and_not_lost(pupil: Pupil, button: str) -> None:
    pupil.save(1, sex="girl", pet="yes")
    posted = {":mark": pupil.mark(2), "pet_age": "999", "which": "dog", button: "ur"}
    answer = pupil.client.post("/answer/page/2/", posted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="999"' in page
    assert ("90 یا اس سے کم لکھیں" in page) == (button == ":language")
    assert Draft.objects.get().answers["which"] == "dog"


def test_a_language_that_the_questionnaire_lacks_changes_nothing(pupil: Pupil) -> None:
    posted = {":mark": pupil.mark(), "sex": "boy", ":language": "pl"}
    assert pupil.client.post("/answer/page/1/", posted).headers["Location"] == "/answer/page/1/"
    assert Draft.objects.get().language == ""


def test_the_language_goes_along_to_every_page_and_to_the_thanks(pupil: Pupil) -> None:
    mark = pupil.mark()
    answer = pupil.client.post("/answer/looks/0/", {":mark": mark, ":language": "ur"})
    assert answer.headers["Location"] == "/answer/welcome/"
    assert 'lang="ur" dir="rtl"' in html(pupil.client, "/answer/welcome/")
    pupil.save(1, sex="girl", pet="no")
    pupil.save(3)
    assert 'lang="ur"' in html(pupil.client, "/answer/check/")
    thanks = pupil.send()
    assert thanks == "/answer/thanks/?language=ur"
    assert '<h1 class="govuk-heading-l">شکریہ</h1>' in html(pupil.client, thanks)


def test_stopping_speaks_the_pupils_language(pupil: Pupil) -> None:
    pupil.client.post("/answer/looks/0/", {":mark": pupil.mark(), ":language": "ur"})
    assert "آپ کے جواب محفوظ ہیں" in html(pupil.client, "/answer/stop/")


def test_the_code_page_offers_the_languages_of_the_open_waves_and_begins_in_the_one_chosen() -> (
    None
):
    code = codes(wave_in(TWO))[0]
    client = Client()
    assert "?language=ur" in html(client, "/answer/")
    assert "?language=cy" not in html(client, "/answer/")
    page = html(client, "/answer/?language=ur")
    assert '<html lang="ur" dir="rtl"' in page
    assert '<input type="hidden" name=":spoken" value="ur">' in page
    client.post("/answer/", {":code": code, ":spoken": "ur"})
    assert '<html lang="ur"' in html(client, "/answer/welcome/")


def test_one_language_is_no_choice() -> None:
    pupil = Pupil()
    pupil.enter(codes(wave_open())[0])
    assert "ask-reader__languages" not in html(pupil.client, "/answer/")
    assert "ask-reader__languages" not in html(pupil.client, "/answer/welcome/")


def test_a_language_chosen_on_a_page_is_not_undone_by_the_code_page() -> None:
    code = codes(wave_in(TWO))[0]
    Pupil().enter(code)
    choose_reading(as_typed(code), language="ur")
    again = Client()
    again.post("/answer/", {":code": code, ":spoken": "en"})
    assert '<html lang="ur"' in html(again, "/answer/welcome/")


def test_a_wrong_code_is_said_in_the_language_of_the_code_page() -> None:
    wave_in(TWO)
    answer = Client().post("/answer/", {":code": "no such code", ":spoken": "ur"})
    assert "ہم یہ کوڈ نہیں جانتے" in answer.content.decode()


def test_a_sitting_that_ran_out_asks_for_the_code_in_the_pages_language(pupil: Pupil) -> None:
    posted = {":mark": pupil.mark(), ":spoken": "ur", "sex": "boy", "pet": "no"}
    del pupil.client.cookies[COOKIE]
    asked = pupil.client.post("/answer/page/1/", posted).content.decode()
    assert "اپنا کوڈ دوبارہ لکھیں" in asked
    assert asked.count('name=":spoken"') == 1


def test_the_look_is_kept_and_shown_on_every_page(pupil: Pupil) -> None:
    mark = pupil.mark()
    answer = pupil.client.post("/answer/page/1/", {":mark": mark, "sex": "boy", ":looks": "1"})
    assert answer.headers["Location"] == "/answer/looks/1/"
    asked = html(pupil.client, "/answer/looks/1/")
    assert "checked" in asked.split('value=""')[1].split(">")[0]
    chosen = {":mark": mark, "look": ["easy", "larger"]}
    assert pupil.client.post("/answer/looks/1/", chosen).headers["Location"] == "/answer/page/1/"
    classes = 'class="govuk-template look-easy look-larger"'
    for address in ("/answer/page/1/", "/answer/welcome/", "/answer/looks/1/"):
        assert classes in html(pupil.client, address)
    missed = pupil.client.post("/answer/page/1/", {":mark": mark})
    assert classes in missed.content.decode()
    assert Draft.objects.get().answers == {}, "the second post left the page blank"
    back_to_ordinary = {":mark": mark, "look": [""]}
    pupil.client.post("/answer/looks/99/", back_to_ordinary)
    assert 'class="govuk-template"' in html(pupil.client, "/answer/page/1/")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(["large", "larger"], "larger"), (["<b>", "dark x"], "dark"), (["easy"], "easy")],
)
def test_only_known_looks_are_kept(pupil: Pupil, typed: list[str], kept: str) -> None:
    pupil.client.post("/answer/looks/0/", {":mark": pupil.mark(), "look": typed})
    assert Draft.objects.get().look == kept


def test_the_look_of_one_pupil_is_not_the_next_ones() -> None:
    first, second = codes(wave_in(TWO), 2)
    one, other = Pupil(), Pupil()
    one.enter(first)
    one.client.post("/answer/looks/0/", {":mark": one.mark(), "look": "dark"})
    other.enter(second)
    assert "look-dark" in html(one.client, "/answer/page/1/")
    assert "look-dark" not in html(other.client, "/answer/page/1/")


def test_somebody_elses_page_changes_no_look(pupil: Pupil) -> None:
    answer = pupil.client.post("/answer/looks/0/", {":mark": "0" * 16, "look": "dark"})
    assert answer.status_code == 409
    assert Draft.objects.get().look == ""


def test_the_look_goes_when_the_answers_are_sent(pupil: Pupil) -> None:
    pupil.client.post("/answer/looks/0/", {":mark": pupil.mark(), "look": "dark"})
    pupil.save(1, sex="girl", pet="no")
    pupil.save(3)
    assert pupil.send() == "/answer/thanks/?look=dark"
    assert not Draft.objects.exists()


def test_enter_in_an_answer_goes_on_and_never_changes_the_language(pupil: Pupil) -> None:
    page = html(pupil.client, "/answer/page/1/")
    buttons = re.findall(r"<button\b[^>]*>", page)
    assert "name=" not in buttons[0], "the first button of the form is the one Enter presses"
    assert 'form="answers"' in buttons[0]


def test_a_first_language_other_than_english_is_the_pages_language() -> None:
    text = QUESTIONNAIRE.replace("languages: [en]", "languages: [cy]")
    pupil = Pupil()
    pupil.enter(codes(wave_in(text))[0])
    page = html(pupil.client, "/answer/page/1/")
    assert '<html lang="cy" dir="ltr"' in page
    assert "Cadw a mynd ymlaen" in page
    foreign = re.findall(r'<span lang="en" dir="ltr">(.*?)</span>', page.split("<main")[1])
    assert foreign == ["Yes", "No"], "our own words for yes and no are English"


def test_choosing_how_to_read_leaves_the_answers_alone() -> None:
    code = codes(wave_in(TWO))[0]
    Draft.objects.all().delete()
    Pupil().enter(code)
    mine = Draft.objects.filter(digest=digest(as_typed(code), "draft"))
    mine.update(answers={"sex": "boy"}, page=1)
    choose_reading(as_typed(code), language="ur", look="dark")
    choose_reading(as_typed(code), look="")
    draft = mine.get()
    assert (draft.answers, draft.page, draft.language, draft.look) == ({"sex": "boy"}, 1, "ur", "")


def test_why_a_pupil_cannot_go_on_is_said_in_the_language_they_chose(pupil: Pupil) -> None:
    mark = pupil.mark()
    pupil.client.post("/answer/looks/0/", {":mark": mark, ":language": "ur"})
    ahead = pupil.client.get("/answer/page/3/")
    assert (ahead.status_code, "یہ حصہ ابھی کھلا نہیں" in ahead.content.decode()) == (409, True)
    Wave.objects.update(state=Wave.State.DRAFT)
    closed = pupil.client.post("/answer/page/1/", {":mark": mark}).content.decode()
    assert "یہ سروے اب بند ہے" in closed
