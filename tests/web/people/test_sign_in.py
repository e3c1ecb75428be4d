"""Signing in by e-mail address and password, and what is not offered."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tellback_web.audit.models import Event
from tellback_web.people.changes import close_account, set_password
from tellback_web.people.models import Person
from tests.web.cast import PASSWORD, amina, browser_of, cerys, efa

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": email, "password": password}).status_code


def signed_in(client: Client) -> bool:
    return client.get(reverse("people:own_account")).status_code == 200


def test_the_right_password_lets_in_and_is_recorded() -> None:
    amina()
    client = Client()
    answer = client.post(LOGIN, {"login": "Amina@Council.example", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/staff/")
    assert signed_in(client)
    event = Event.objects.latest("pk")
    assert (event.by, event.verb) == ("amina@council.example", "signed in")


def test_a_wrong_password_and_an_unknown_address_are_refused_in_the_same_words() -> None:
    amina()
    pages = []
    for email in ("amina@council.example", "nobody@else.example"):
        page = Client().post(LOGIN, {"login": email, "password": "wrong"}).content.decode()
        pages.append(re.sub(r'value="[^"]*"', "", page))
    assert "There is a problem" in pages[0]
    assert pages[0] == pages[1]


def test_a_failed_sign_in_is_recorded_without_what_was_typed() -> None:
    sign_in(Client(), "typed@by.someone", "a secret that was typed")
    event = Event.objects.get()
    assert (event.by, event.verb) == ("someone", "failed to sign in")
    assert "typed" not in str(event.__dict__)


def test_a_closed_account_does_not_let_in() -> None:
    person = efa()
    close_account(person, by="a test")
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    sign_in(client, person.email)
    assert not signed_in(client)


def test_after_five_wrong_passwords_an_account_waits_even_with_the_right_one() -> None:
    amina()
    for _ in range(5):
        sign_in(Client(), "amina@council.example", "wrong")
    client = Client()
    page = client.post(LOGIN, {"login": "amina@council.example", "password": PASSWORD})
    assert "Too many wrong tries" in page.content.decode()
    assert not signed_in(client)


def test_one_network_that_keeps_trying_gets_the_page_that_says_wait() -> None:
    amina()
    answers = [sign_in(Client(), f"{number}@try.example", "wrong") for number in range(31)]
    assert answers[-1] == 429
    page = Client().post(LOGIN, {"login": "x@try.example", "password": "wrong"})
    assert "Too many tries" in page.content.decode()
    assert "house-header" in page.content.decode()


def test_signing_out_needs_a_click_and_ends_the_session() -> None:
    client = browser_of(amina())
    assert "Do you want to sign out?" in client.get("/account/logout/").content.decode()
    assert signed_in(client)
    client.post("/account/logout/")
    assert not signed_in(client)


def test_after_signing_in_one_comes_to_the_page_asked_for_but_never_to_another_site() -> None:
    amina()
    data = {"login": "amina@council.example", "password": PASSWORD}
    own = reverse("people:own_account")
    assert Client().post(LOGIN, {**data, "next": own}).url == own
    assert Client().post(LOGIN, {**data, "next": "https://elsewhere.example/"}).url == "/staff/"


def test_the_sign_in_page_carries_where_one_wanted_to_go() -> None:
    own = reverse("people:own_account")
    page = Client().get(LOGIN, {"next": own}).content.decode()
    assert f'name="next" value="{own}"' in page


def test_changing_the_password_needs_the_old_one_ends_the_session_and_is_recorded() -> None:
    person = amina()
    client = browser_of(person)
    new = "seven ordinary chairs"
    here = reverse("account_change_password")
    wrong = {"oldpassword": "wrong", "password1": new, "password2": new}
    assert client.post(here, wrong).status_code == 200
    client.post(here, {**wrong, "oldpassword": PASSWORD})
    person.refresh_from_db()
    assert person.check_password(new)
    assert not signed_in(client)
    assert Event.objects.filter(verb="changed the password", by=person.email).count() == 1


@pytest.mark.parametrize("password", ["short", "password1234", "amina@council"])
def test_a_password_that_is_short_common_or_ones_own_address_is_refused(password: str) -> None:
    person = amina()
    page = browser_of(person).post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert "There is a problem" in page.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_other_sessions_end_when_the_password_changes() -> None:
    person = amina()
    elsewhere = browser_of(person)
    assert signed_in(elsewhere)
    set_password(person, "seven ordinary chairs", by="a test")
    assert not signed_in(elsewhere)


def link_in_the_post() -> str:
    found = re.search(
        r"http://testserver(/account/password/reset/key/\S+)", str(mail.outbox[-1].body)
    )
    assert found
    return found[1]


def test_a_forgotten_password_is_set_by_a_link_that_works_once() -> None:
    person = amina()
    Client().post(reverse("account_reset_password"), {"email": person.email})
    assert mail.outbox[-1].to == [person.email]
    link = link_in_the_post()
    client = Client()
    form = client.get(link, follow=True)
    here = form.redirect_chain[-1][0]
    assert here.endswith("-set-password/"), "The key must leave the address at once."
    new = "seven ordinary chairs"
    client.post(here, {"password1": new, "password2": new})
    person.refresh_from_db()
    assert person.check_password(new)
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_a_person_who_never_had_a_password_may_ask_for_the_link_too() -> None:
    person = amina()
    person.set_unusable_password()
    person.save()
    Client().post(reverse("account_reset_password"), {"email": person.email})
    assert link_in_the_post()


def test_nobody_is_written_to_who_has_no_account_and_the_page_does_not_tell() -> None:
    amina()
    close_account(cerys(), by="a test")
    pages = {
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True).content
        for email in ("nobody@else.example", "cerys@council.example")
    }
    assert mail.outbox == []
    pages.add(
        Client()
        .post(reverse("account_reset_password"), {"email": "amina@council.example"}, follow=True)
        .content
    )
    assert len(mail.outbox) == 1
    assert len({re.sub(rb"<script.*", b"", page) for page in pages}) == 1


def test_a_link_with_a_key_that_was_made_up_sets_nothing() -> None:
    amina()
    page = Client().get("/account/password/reset/key/1-abc-def0123456789/", follow=True)
    assert "This link no longer works" in page.content.decode()


NOT_OFFERED = (
    "signup/",
    "email/",
    "confirm-email/",
    "confirm-email/abc:def/",
    "password/set/",
    "council/signup/",
    "council/connections/",
    "3rdparty/",
    "3rdparty/signup/",
    "social/connections/",
    "login/code/confirm/",
    "2fa/webauthn/",
    "2fa/recovery-codes/download/",
)


@pytest.mark.parametrize("address", NOT_OFFERED)
def test_what_is_not_offered_is_not_found_by_anyone(address: str) -> None:
    for client in (Client(), browser_of(amina() if not Person.objects.exists() else efa())):
        assert client.get(f"/account/{address}").status_code == 404
        assert client.post(f"/account/{address}", {"email": "x@y.example"}).status_code == 404
    assert not Person.objects.filter(email="x@y.example").exists()


def names_under_account(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    found = []
    for one in patterns:
        address = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            found += names_under_account(one.url_patterns, address)
        elif address.startswith("account/") and one.name:
            found.append(one.name)
    return found


WITH_WORDS = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "abc-def"},
    "account_confirm_email": {"key": "abc"},
    "openid_connect_login": {"provider_id": "council"},
    "openid_connect_callback": {"provider_id": "council"},
}


@pytest.mark.parametrize("name", names_under_account(get_resolver().url_patterns))
def test_each_page_of_sign_in_looks_like_the_rest_for_strangers_and_for_staff(name: str) -> None:
    person = amina()
    for client in (Client(), browser_of(person)):
        if client.session.get("_auth_user_id"):
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        answer = client.get(reverse(name, kwargs=WITH_WORDS.get(name)), follow=True)
        page = answer.content.decode()
        assert answer.status_code in (200, 401, 404)
        assert 'class="house-header"' in page, name
        assert len(re.findall(r"<h1[ >]", page)) == 1, name
        heading = re.search(r"<h1[^>]*>\s*(.+?)\s*</h1>", page, re.DOTALL)
        assert heading, name
        if answer.request["PATH_INFO"].startswith("/account/"):
            assert f"<title>{heading[1]} – " in page, name
        assert not re.search(r"<[^>]+ (style|onclick|onload)=", page), "The policy forbids it."
