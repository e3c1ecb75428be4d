"""Signing in through the council's own identity provider."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tellback_web.audit.models import Event
from tellback_web.people.changes import close_account
from tellback_web.people.models import Person
from tellback_web.people.oidc import social_account_providers
from tests.web.cast import amina, efa
from tests.web.people.identity_provider import CLIENT, Provider, running

pytestmark = pytest.mark.django_db

LOGIN = "/account/oidc/council/login/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    claims = {"sub": "1", "email": "Amina@council.example", "email_verified": True, "name": "A"}
    with running(Provider(claims)) as made:
        settings.SOCIALACCOUNT_PROVIDERS = social_account_providers(
            {
                "TELLBACK_OIDC_URL": made.address,
                "TELLBACK_OIDC_ID": CLIENT,
                "TELLBACK_OIDC_SECRET": "told to nobody",
                "TELLBACK_OIDC_NAME": "Aldermoor",
            }
        )
        yield made


def come_back(client: Client) -> HttpResponse:
    """Go to the provider, be vouched for, and come back."""
    there = urlsplit(client.get(LOGIN).url)
    asked = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert asked["redirect_uri"] == "http://testserver/account/oidc/council/login/callback/"
    assert asked["client_id"] == CLIENT
    assert asked["code_challenge_method"] == "S256"
    return client.get(f"{LOGIN}callback/", {"code": "abc", "state": asked["state"]})


def let_in(client: Client) -> bool:
    return client.get("/staff/people/me/").status_code == 200


def test_without_a_provider_there_is_no_such_sign_in() -> None:
    assert social_account_providers({}) == {}
    assert "Sign in with" not in Client().get("/account/login/").content.decode()
    assert Client().get(LOGIN).status_code == 404


def test_the_sign_in_page_offers_the_council_by_name(provider: Provider) -> None:
    page = Client().get("/account/login/").content.decode()
    assert f'href="{LOGIN}"' in page
    assert "Sign in with Aldermoor" in page
    assert provider.asked == [], "Showing the page must not call the provider."


def test_a_vouched_person_with_an_account_comes_in(provider: Provider) -> None:
    person = amina()
    client = Client()
    assert come_back(client).url == "/staff/"
    assert let_in(client)
    verbs = list(Event.objects.order_by("pk").values_list("by", "verb"))[-2:]
    assert verbs == [
        (person.email, "joined the council's sign-in"),
        (person.email, "signed in"),
    ]


def test_the_second_time_the_account_is_known_by_the_providers_own_number(
    provider: Provider,
) -> None:
    amina()
    come_back(Client())
    provider.claims = {"sub": "1", "email": "new.name@council.example", "email_verified": True}
    again = Client()
    come_back(again)
    assert let_in(again)
    assert SocialAccount.objects.count() == 1


def test_a_vouched_person_without_an_account_is_told_and_none_is_made(provider: Provider) -> None:
    efa()
    client = Client()
    page = come_back(client)
    assert page.status_code == 403
    assert "You have no account here" in page.content.decode()
    assert not let_in(client)
    assert Person.objects.count() == 1
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("verified", [False, None])
def test_an_address_that_the_provider_has_not_verified_opens_nothing(
    provider: Provider, verified: object
) -> None:
    amina()
    provider.claims["email_verified"] = verified
    client = Client()
    assert come_back(client).status_code == 403
    assert not let_in(client)


def test_a_closed_account_stays_closed_however_well_its_person_is_vouched_for(
    provider: Provider,
) -> None:
    person = amina()
    come_back(Client())
    close_account(person, by="a test")
    client = Client()
    come_back(client)
    assert not let_in(client)


def test_a_closed_account_that_was_never_joined_is_not_joined_either(provider: Provider) -> None:
    close_account(amina(), by="a test")
    assert come_back(Client()).status_code == 403
    assert not SocialAccount.objects.exists()


def test_an_answer_that_nobody_asked_for_is_refused(provider: Provider) -> None:
    amina()
    client = Client()
    page = client.get(f"{LOGIN}callback/", {"code": "abc", "state": "made up"})
    assert "The sign-in did not work" in page.content.decode()
    assert not let_in(client)


def test_an_answer_meant_for_another_site_is_refused(provider: Provider) -> None:
    amina()
    provider.audience = "another site"
    client = Client()
    page = come_back(client)
    assert "The sign-in did not work" in page.content.decode()
    assert not let_in(client)


def test_the_providers_tokens_are_not_kept(provider: Provider) -> None:
    amina()
    client = Client()
    come_back(client)
    kept = str(SocialAccount.objects.get().extra_data) + str(dict(client.session))
    assert "for-one-person" not in kept


def test_a_second_factor_set_up_here_is_asked_for_after_the_provider(provider: Provider) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

    TOTP.activate(amina(), generate_totp_secret())
    client = Client()
    assert come_back(client).url == "/account/2fa/authenticate/"
    assert not let_in(client)


@pytest.mark.parametrize("name", ["TELLBACK_OIDC_ID", "TELLBACK_OIDC_SECRET"])
def test_half_a_setting_is_refused_when_the_program_starts(name: str) -> None:
    whole = {
        "TELLBACK_OIDC_URL": "https://sign-in.council.example",
        "TELLBACK_OIDC_ID": CLIENT,
        "TELLBACK_OIDC_SECRET": "told to nobody",
    }
    assert social_account_providers(whole)["openid_connect"]["APPS"][0]["client_id"] == CLIENT
    del whole[name]
    with pytest.raises(ValueError, match=f"{name} is not set"):
        social_account_providers(whole)
