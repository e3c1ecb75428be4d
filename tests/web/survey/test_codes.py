"""The codes on pupils' slips."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tellback_web.survey.changes.answering import WRONG
from tellback_web.survey.changes.tickets import make_tickets
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.codes import as_typed, code_words, digest, new_code
from tellback_web.survey.models import Ticket, Wave
from tellback_web.survey.rate_limit import WRONG_TRIES
from tellback_web.survey.views.pupil import WAIT
from tests.web.survey.small import BY, Pupil, codes, wave_open

NEVER = {
    "ass", "bum", "butt", "cock", "dick", "fart", "fat", "gay", "girl", "hell", "idiot", "kill",
    "lame", "nude", "pee", "poo", "pussy", "queer", "sex", "slut", "stupid", "tit", "ugly", "willy",
    "black", "white", "brown", "yellow", "cow", "pig", "monkey", "ape", "rat", "bitch", "beer",
    "gun", "knife", "dead", "die", "drug", "drunk", "gin", "vodka", "smoke", "hate", "kiss",
}  # fmt: skip


def test_the_words_are_plain_short_different_and_none_hurts() -> None:
    words = code_words()
    assert len(words) == len(set(words)) >= 800
    assert all(re.fullmatch(r"[a-z]{3,6}", word) for word in words)
    assert not NEVER & set(words)


def test_a_code_is_two_words_and_two_digits() -> None:
    for _ in range(50):
        code = new_code()
        first, second, number = code.split("-")
        assert first != second
        assert {first, second} <= set(code_words())
        assert 10 <= int(number) <= 99


@pytest.mark.parametrize(
    "typed",
    [
        "river lamp 47",
        "River-Lamp-47",
        " RIVER  LAMP 47 ",
        "river.lamp.47",
        "river lamp47",
        "river, lamp, 47.",
    ],
)
def test_a_code_may_be_typed_as_a_child_would(typed: str) -> None:
    assert as_typed(typed) == "river-lamp-47"


@pytest.mark.parametrize("typed", ["", "😀", "a" * 10_000, "'; DROP TABLE", "\x00"])
def test_nonsense_is_a_wrong_code_and_no_error(typed: str, db: None) -> None:
    answer = Client().post("/answer/", {":code": typed})
    assert answer.status_code == 422
    assert WRONG in answer.content.decode()


@pytest.mark.django_db
def test_only_digests_are_kept() -> None:
    (code,) = codes(wave_open())
    ticket = Ticket.objects.get()
    assert ticket.digest == digest(code, "ticket")
    assert ticket.digest != digest(code, "draft") != digest(code, "sitting")


@pytest.mark.django_db
def test_a_code_drawn_twice_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    wave = wave_open()
    drawn = iter(["river-lamp-47", "river-lamp-47", "river-lamp-47", "stone-kite-12", "a-b-10"])
    monkeypatch.setattr("tellback_web.survey.changes.tickets.new_code", lambda: next(drawn))
    assert codes(wave, 1) == ("river-lamp-47",)
    assert codes(wave, 1) == ("stone-kite-12",)


@pytest.mark.django_db
def test_a_closed_wave_has_no_new_codes() -> None:
    wave = wave_open()
    Wave.objects.update(state="closed", snapshot="x")
    school = wave.participations.select_related("wave").first()
    assert school is not None
    school.wave.refresh_from_db()
    with pytest.raises(Refused, match="no new codes"):
        make_tickets(school, count=1, by=BY)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 601])
def test_too_few_or_too_many_codes_are_refused(count: int) -> None:
    with pytest.raises(Refused, match="1 to 600"):
        make_tickets(wave_open().participations.all()[0], count=count, by=BY)


@pytest.mark.django_db
def test_many_wrong_codes_from_one_network_have_to_wait(settings: Any) -> None:
    cache.clear()
    (code,) = codes(wave_open())
    school, elsewhere = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    for _ in range(WRONG_TRIES):
        assert school.post("/answer/", {":code": "no-such-10"}).status_code == 422
    waiting = school.post("/answer/", {":code": code})
    assert waiting.status_code == 429
    assert WAIT in waiting.content.decode()
    assert Pupil(elsewhere).enter(code) == "/answer/welcome/"
    cache.clear()
