"""The second factor: setting it up, signing in with it, losing the phone, turning it off."""

from __future__ import annotations

import base64
import hmac
import re
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tellback_web.audit.models import Event
from tellback_web.people.models import Person
from tests.web.cast import PASSWORD, amina

pytestmark = pytest.mark.django_db(transaction=True)

OWN = "/staff/people/me/"
ACTIVATE = "/account/2fa/totp/activate/"


class Clock:
    """The time that the second factor reads, so that no number runs out during a test."""

    def __init__(self) -> None:
        self.seconds = 1_290_000_000.0

    def time(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=made.time))
    cache.clear()
    return made


def number_shown(secret: str, at: float) -> str:
    """RFC 6238 by hand: what an authenticator app shows at that time."""
    key = base64.b32decode(secret)
    mac = hmac.digest(key, int(at // 30).to_bytes(8, "big"), "sha1")
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


def test_the_oracle_agrees_with_the_examples_of_its_standard() -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    shown = {at: number_shown(secret, at) for at in (59, 1_111_111_109, 20_000_000_000)}
    assert shown == {59: "287082", 1_111_111_109: "081804", 20_000_000_000: "353130"}


def with_password(person: Person) -> Client:
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    return client


def say_it_again(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def set_up(client: Client, clock: Clock) -> str:
    """Set the second factor up in that browser; its secret."""
    say_it_again(client)
    page = client.get(ACTIVATE).content.decode()
    found = re.search(r"Key: <strong[^>]*>([A-Z2-7]{32})<", page)
    assert found, page
    answer = client.post(ACTIVATE, {"code": number_shown(found[1], clock.seconds)})
    assert answer.status_code == 302
    return found[1]


def let_in(client: Client) -> bool:
    return client.get(OWN).status_code == 200


def test_signing_in_with_an_authenticator_app_from_setting_up_to_the_first_page(
    clock: Clock,
) -> None:
    person = amina()
    first = with_password(person)
    secret = set_up(first, clock)
    assert "On (" in first.get(OWN).content.decode()

    client = with_password(person)
    assert not let_in(client), "The password alone must not let in."
    asked = client.get("/account/2fa/authenticate/").content.decode()
    assert "Your second factor" in asked
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "There is a problem" in wrong
    assert not let_in(client)
    clock.seconds += 60
    right = {"code": number_shown(secret, clock.seconds)}
    assert client.post("/account/2fa/authenticate/", right).url == "/staff/"
    assert let_in(client)

    verbs = list(Event.objects.order_by("pk").values_list("by", "verb"))
    assert ("amina@council.example", "turned on the second factor") in verbs
    assert verbs[-2:] == [("someone", "typed a wrong code"), ("amina@council.example", "signed in")]


def test_a_number_works_once_and_not_after_its_half_minute(clock: Clock) -> None:
    person = amina()
    secret = set_up(with_password(person), clock)
    clock.seconds += 60
    code = {"code": number_shown(secret, clock.seconds)}
    one, two = with_password(person), with_password(person)
    one.post("/account/2fa/authenticate/", code)
    two.post("/account/2fa/authenticate/", code)
    assert let_in(one)
    assert not let_in(two)
    clock.seconds += 30
    three = with_password(person)
    three.post("/account/2fa/authenticate/", code)
    assert not let_in(three)


def test_guessing_numbers_stops_after_five_even_for_the_right_one(clock: Clock) -> None:
    person = amina()
    secret = set_up(with_password(person), clock)
    clock.seconds += 60
    client = with_password(person)
    for number in range(5):
        client.post("/account/2fa/authenticate/", {"code": f"00000{number}"})
    page = client.post("/account/2fa/authenticate/", {"code": number_shown(secret, clock.seconds)})
    assert page.status_code == 200
    assert not let_in(client)


def recovery_codes(client: Client) -> list[str]:
    page = client.get("/account/2fa/recovery-codes/").content.decode()
    return re.findall(r"<code>([^<]+)</code>", page)


def test_a_recovery_code_lets_in_once_when_the_phone_is_lost(clock: Clock) -> None:
    person = amina()
    first = with_password(person)
    set_up(first, clock)
    codes = recovery_codes(first)
    assert len(codes) == 10

    client = with_password(person)
    client.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert let_in(client)
    again = with_password(person)
    again.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert not let_in(again)
    assert "9 of 10 are left" in first.get("/account/2fa/recovery-codes/").content.decode()


def test_new_recovery_codes_replace_the_old_and_are_recorded(clock: Clock) -> None:
    person = amina()
    client = with_password(person)
    set_up(client, clock)
    old = recovery_codes(client)
    client.post("/account/2fa/recovery-codes/generate/")
    assert not set(old) & set(recovery_codes(client))
    assert Event.objects.filter(verb="made new recovery codes", by=person.email).count() == 1


def test_the_key_and_the_codes_are_not_readable_in_the_database(clock: Clock) -> None:
    client = with_password(amina())
    secret = set_up(client, clock)
    kept = {each.type: each.data for each in Authenticator.objects.all()}
    assert set(kept) == {"totp", "recovery_codes"}
    assert secret not in str(kept)
    assert kept["totp"]["secret"].startswith("gAAAA")
    assert kept["recovery_codes"]["seed"].startswith("gAAAA")


def test_a_new_signing_key_with_the_old_one_behind_it_still_reads_the_key(
    clock: Clock, settings: Settings
) -> None:
    person = amina()
    secret = set_up(with_password(person), clock)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another signing key, as long as it should be, for this test"
    clock.seconds += 60
    client = with_password(person)
    client.post("/account/2fa/authenticate/", {"code": number_shown(secret, clock.seconds)})
    assert let_in(client)


def test_where_it_is_required_one_reaches_only_setting_it_up(
    clock: Clock, settings: Settings
) -> None:
    settings.TELLBACK_SECOND_FACTOR = "required"
    client = with_password(amina())
    for address in ("/staff/", OWN, "/staff/waves/", "/staff/schools/", "/staff/people/"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (302, ACTIVATE)
    assert client.post("/staff/schools/upload/").url == ACTIVATE
    set_up(client, clock)
    assert let_in(client)


def test_where_it_is_required_turning_it_off_shuts_the_door_at_once(
    clock: Clock, settings: Settings
) -> None:
    settings.TELLBACK_SECOND_FACTOR = "required"
    person = amina()
    client = with_password(person)
    set_up(client, clock)
    assert let_in(client)
    client.post("/account/2fa/totp/deactivate/")
    assert not let_in(client)
    assert Event.objects.filter(verb="turned off the second factor", by=person.email).exists()


def test_strangers_are_not_asked_for_what_only_staff_have(settings: Settings) -> None:
    settings.TELLBACK_SECOND_FACTOR = "required"
    assert Client().get("/").status_code == 200
    assert Client().get("/answer/").status_code == 200


def test_where_it_is_offered_one_gets_in_without_it() -> None:
    assert let_in(with_password(amina()))


def test_setting_it_up_needs_a_fresh_password(clock: Clock) -> None:
    person = amina()
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(ACTIVATE)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    wrong = client.post(answer.url, {"password": "wrong"})
    assert "There is a problem" in wrong.content.decode()
    assert client.post(answer.url, {"password": PASSWORD}).url == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


def test_turning_it_off_needs_a_fresh_proof(clock: Clock) -> None:
    person = amina()
    set_up(with_password(person), clock)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_the_picture_stands_in_the_page_itself_and_says_what_it_is() -> None:
    client = with_password(amina())
    say_it_again(client)
    page = client.get(ACTIVATE).content.decode()
    assert "data:" not in page
    assert page.count("<svg") == 1
    assert "<?xml" not in page
    picture = page[page.index('<div class="totp-picture"') : page.index("</svg>")]
    assert 'role="img"' in picture
    assert "aria-label=" in picture
    assert "style=" not in picture
