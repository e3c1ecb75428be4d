"""What an administrator does for a person who cannot sign in; all of it is recorded."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from tellback_web.audit.models import Event
from tellback_web.people.changes import Refused, close_account, remove_second_factor, reopen_account
from tellback_web.people.models import Person
from tellback_web.people.queries import has_second_factor
from tests.web.cast import PASSWORD, amina, bilal, browser_of, dev

pytestmark = pytest.mark.django_db


def with_second_factor(person: Person) -> Person:
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def press(client: Client, name: str, person: Person) -> str:
    return client.post(reverse(f"people:{name}", args=[person.pk]), follow=True).content.decode()


def last_event() -> tuple[str, str, str]:
    event = Event.objects.latest("pk")
    return event.by, event.verb, event.about


def test_a_new_link_sets_a_new_password() -> None:
    administrator, person = dev(), bilal()
    page = press(browser_of(administrator), "link", person)
    assert last_event() == (administrator.email, "made a link to set a password", person.email)
    found = re.search(r"http://testserver(/account/password/reset/key/[^<\s]+)", page)
    assert found
    form = Client().get(found[1], follow=True)
    assert "Set your password" in form.content.decode()


def test_an_older_link_dies_with_the_password_it_was_made_for() -> None:
    client, person = browser_of(dev()), bilal()
    page = press(client, "link", person)
    person.set_password("seven ordinary chairs")
    person.save()
    found = re.search(r"http://testserver(/account/password/reset/key/[^<\s]+)", page)
    assert found
    assert "no longer works" in Client().get(found[1], follow=True).content.decode()


def test_a_closed_account_gets_no_link() -> None:
    client, person = browser_of(dev()), bilal()
    close_account(person, by="a test")
    page = press(client, "link", person)
    assert "Open it again first." in page
    assert "/password/reset/key/" not in page


def test_a_closed_account_is_opened_again_without_its_roles_and_password() -> None:
    administrator, person = dev(), bilal()
    client = browser_of(administrator)
    close_account(person, by="a test")
    assert "Open the account again" in client.get(f"/staff/people/{person.pk}/").content.decode()
    page = press(client, "reopen", person)
    assert last_event() == (administrator.email, "opened an account again", person.email)
    assert "/account/password/reset/key/" in page
    person.refresh_from_db()
    assert person.is_active
    assert not person.check_password(PASSWORD)
    assert not person.roles_held.exists()


def test_an_open_account_is_not_opened_again() -> None:
    client, person = browser_of(dev()), bilal()
    assert client.post(reverse("people:reopen", args=[person.pk])).status_code == 404
    assert person.roles_held.exists()


def test_who_lost_the_phone_and_the_codes_signs_in_with_the_password_alone() -> None:
    administrator, person = dev(), with_second_factor(amina())
    page = press(browser_of(administrator), "no_second_factor", person)
    assert "Amina signs in with their password alone." in page
    assert last_event() == (administrator.email, "removed a second factor", person.email)
    assert not has_second_factor(person)
    client = Client()
    answer = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert answer.url == "/staff/"


def test_the_button_stands_only_where_there_is_a_second_factor() -> None:
    client, person = browser_of(dev()), amina()
    here = reverse("people:person", args=[person.pk])
    assert "Remove their second factor" not in client.get(here).content.decode()
    with_second_factor(person)
    assert "Remove their second factor" in client.get(here).content.decode()


def test_an_administrator_does_not_remove_the_own_second_factor_without_proof() -> None:
    administrator = with_second_factor(dev())
    page = press(browser_of(administrator), "no_second_factor", administrator)
    assert "on your own account" in page
    assert has_second_factor(administrator)
    with pytest.raises(Refused):
        remove_second_factor(administrator, by=administrator.email)


@pytest.mark.parametrize("name", ["reopen", "link", "no_second_factor"])
def test_nobody_else_may(name: str) -> None:
    person = with_second_factor(bilal())
    address = reverse(f"people:{name}", args=[person.pk])
    assert browser_of(amina()).post(address).status_code == 403
    assert browser_of(dev()).get(address).status_code == 405
    assert has_second_factor(person)
    assert not Event.objects.exclude(by="a test").exists()


def test_opening_again_is_recorded_by_whoever_did_it() -> None:
    person = bilal()
    close_account(person, by="a test")
    reopen_account(person, by="dev")
    assert last_event() == ("dev", "opened an account again", person.email)
