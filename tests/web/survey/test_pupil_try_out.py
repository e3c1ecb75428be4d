"""Anyone may try a survey out; each page says so, and nothing of it is kept."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tellback_web.survey.changes.questionnaires import end_trial, offer_trial, trial_wave
from tellback_web.survey.changes.sandbox import start_trial
from tellback_web.survey.models import Draft, Finished, StoredResponse, Ticket, Wave
from tellback_web.survey.sitting import COOKIE
from tellback_web.survey.views import try_out
from tests.web.survey.small import QUESTIONNAIRE, Pupil, codes, wave_open

pytestmark = pytest.mark.django_db(transaction=True)
BAND = "This is a try-out. Nothing you tick is kept."


def offered() -> Wave:
    return offer_trial(QUESTIONNAIRE, by="a test")


def begun(wave: Wave) -> Pupil:
    pupil = Pupil()
    answer = pupil.client.post(f"/answer/try/{wave.pk}/")
    assert answer.headers["Location"] == "/answer/welcome/"
    return pupil


def html(pupil: Pupil, address: str) -> str:
    return pupil.client.get(address).content.decode()


def test_only_what_is_offered_is_listed_and_begun() -> None:
    wave_open()
    hidden = trial_wave(QUESTIONNAIRE.replace("id: small", "id: hidden"))
    assert "There is no survey to try out now." in Client().get("/answer/try/").content.decode()
    for wave in Wave.objects.all():
        assert Client().post(f"/answer/try/{wave.pk}/").status_code == 404
    assert hidden in Wave.objects.filter(sandbox=True)
    wave = offered()
    assert f'action="/answer/try/{wave.pk}/"' in Client().get("/answer/try/").content.decode()
    assert Client().get(f"/answer/try/{wave.pk}/").status_code == 405


def test_every_page_of_a_trial_says_that_it_is_one_and_nothing_is_kept() -> None:
    pupil = begun(offered())
    assert BAND in html(pupil, "/answer/welcome/")
    assert BAND in html(pupil, "/answer/page/1/")
    missed = pupil.client.post("/answer/page/1/", {":mark": pupil.mark(), "pet": "no"})
    assert BAND in missed.content.decode()
    pupil.save(1, sex="girl", pet="no")
    assert BAND in html(pupil, "/answer/looks/3/")
    pupil.save(3, wish="a word of my own")
    assert BAND in html(pupil, "/answer/check/")
    thanks = pupil.send()
    assert thanks == "/answer/thanks/?tried=1"
    page = html(pupil, thanks)
    assert "Nothing you ticked was kept." in page
    assert "have been sent" not in page
    for kept in (Draft, Finished, StoredResponse, Ticket):
        assert not kept.objects.exists()
    assert COOKIE not in {name for name, one in pupil.client.cookies.items() if one.value}


def test_a_trial_and_a_wave_of_the_same_text_are_told_apart() -> None:
    wave = wave_open()
    trial = begun(offered())
    assert BAND in html(trial, "/answer/page/1/")
    in_earnest = Pupil()
    in_earnest.enter(codes(wave)[0])
    assert BAND not in html(in_earnest, "/answer/page/1/")


def test_stopping_ends_a_trial_since_it_has_no_code_to_come_back_with() -> None:
    pupil = begun(offered())
    assert pupil.client.get("/answer/stop/").headers["Location"] == "/answer/thanks/?tried=1"
    assert pupil.client.get("/answer/page/1/").content.decode().count("Type your code")


def test_a_try_out_that_is_offered_no_longer_ends_at_the_next_page() -> None:
    wave = offered()
    pupil = begun(wave)
    mark = pupil.mark()
    end_trial(wave, by="a test")
    answer = pupil.client.post("/answer/page/1/", {":mark": mark, "sex": "girl"})
    assert answer.status_code == 409
    assert Client().post(f"/answer/try/{wave.pk}/").status_code == 404


def test_the_questionnaire_to_try_may_be_offered_as_it_comes() -> None:
    text = (settings.CONTENT / "questionnaires" / "try-it.yaml").read_text(encoding="utf-8")
    wave = offer_trial(text, by="a test")
    pupil = begun(wave)
    page = html(pupil, "/answer/page/1/")
    assert 'value="ur"' in page
    assert "symbols/very-happy.svg" in page


def test_two_trials_on_one_computer_follow_each_other() -> None:
    wave = offered()
    pupil = begun(wave)
    pupil.save(1, sex="girl", pet="no")
    pupil.client.post(f"/answer/try/{wave.pk}/")
    assert "checked" not in html(pupil, "/answer/page/1/")
    assert Draft.objects.count() == 2
    assert start_trial(wave) != start_trial(wave)


def test_a_trial_begins_in_the_language_in_which_it_was_found() -> None:
    text = (settings.CONTENT / "questionnaires" / "try-it.yaml").read_text(encoding="utf-8")
    wave = offer_trial(text, by="a test")
    pupil = Pupil()
    found = html(pupil, "/answer/try/?language=pl")
    assert '<html lang="pl"' in found
    assert "?language=ur" in found
    pupil.client.post(f"/answer/try/{wave.pk}/", {":spoken": "pl"})
    assert '<html lang="pl"' in html(pupil, "/answer/welcome/")
    pupil.client.post(f"/answer/try/{wave.pk}/", {":spoken": "xx"})
    assert '<html lang="en"' in html(pupil, "/answer/welcome/")


def test_trials_do_not_fill_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(try_out, "MOST_TRIALS", 1)
    wave = offered()
    begun(wave)
    answer = Client().post(f"/answer/try/{wave.pk}/")
    assert (answer.status_code, Draft.objects.count()) == (409, 1)
    assert "come back tomorrow" in answer.content.decode()
