"""Every address asks a stranger to sign in, but for those that are open for a stated reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.urls.converters import IntConverter, UUIDConverter

CODE = "a pupil's code is the key"
LINK = "the school's own link is the key; tests/web/survey/test_teacher_pages.py"
RELEASED = "released results are for everyone"
SIGN_IN = "a part of signing in"
NOT_OFFERED = "allauth has it, we do not: no such page"
OPEN = {
    "public:front": "anyone may find the way in",
    "public:healthy": "the council's monitoring has no account",
    "survey:enter": CODE,
    "survey:own_code": CODE,
    "survey:welcome": CODE,
    "survey:go_on": CODE,
    "survey:page": CODE,
    "survey:check": CODE,
    "survey:thanks": CODE,
    "survey:stop": CODE,
    "survey:leave": CODE,
    "survey:looks": CODE,
    "survey:media": "pictures and sound of a questionnaire are nobody's data",
    "survey:try": "anyone may try a survey out; nothing of it is kept",
    "survey:try_one": "anyone may try a survey out; nothing of it is kept",
    **dict.fromkeys(
        (
            f"classroom:{name}"
            for name in (
                "home",
                "arrive",
                "leave",
                "open",
                "finished",
                "could_not",
                "reply",
                "print",
                "feedback",
                "feedback_of_link",
                "session",
                "counts",
                "board",
                "tickets",
                "fresh",
                "spare",
                "room",
                "close",
            )
        ),
        LINK,
    ),
    "results:waves": RELEASED,
    "results:borough": RELEASED,
    "results:explorer": RELEASED,
    "results:file": RELEASED,
    "results:report": RELEASED,
    "results:report_file": RELEASED,
    "results:summary": RELEASED,
    "results:summary_file": RELEASED,
    "results:newsletter": RELEASED,
    "results:newsletter_file": RELEASED,
    "account_login": SIGN_IN,
    "account_logout": "leaving is always allowed",
    "account_inactive": "says that an account is closed",
    "account_reset_password": SIGN_IN,
    "account_reset_password_done": SIGN_IN,
    "account_reset_password_from_key": SIGN_IN,
    "account_reset_password_from_key_done": SIGN_IN,
    "openid_connect_login": SIGN_IN,
    "openid_connect_callback": SIGN_IN,
    "socialaccount_login_cancelled": SIGN_IN,
    "socialaccount_login_error": SIGN_IN,
    "account_signup": NOT_OFFERED,
    "account_email": NOT_OFFERED,
    "account_email_verification_sent": NOT_OFFERED,
    "account_confirm_email": NOT_OFFERED,
    "account_set_password": NOT_OFFERED,
    "socialaccount_signup": NOT_OFFERED,
    "socialaccount_connections": NOT_OFFERED,
}
"""Names of the addresses that answer a stranger, each with its reason."""

Patterns = Iterable[URLPattern | URLResolver]
Address = tuple[str, dict[str, object]]
"""The name of an address with its namespaces, and what its parts may hold."""


def addresses(patterns: Patterns, spaces: str = "", parts: Address = ("", {})) -> Iterator[Address]:
    """Every address, with a sample for each of its parts."""
    for one in patterns:
        converters = one.pattern.converters
        names = {*converters, *one.pattern.regex.groupindex}
        samples = {name: sample(converters.get(name)) for name in names}
        here = ("", {**parts[1], **samples})
        if isinstance(one, URLResolver):
            inner = f"{spaces}{one.namespace}:" if one.namespace else spaces
            yield from addresses(one.url_patterns, inner, here)
        else:
            yield f"{spaces}{one.name or ''}", here[1]


def sample(converter: object) -> object:
    """Something that may stand where this part of an address is."""
    if isinstance(converter, IntConverter):
        return 1
    return UUID(int=0) if isinstance(converter, UUIDConverter) else "x"


def sends_to_sign_in(answer: HttpResponse) -> bool:
    """Whether the answer leads to the sign-in page and tells nothing else."""
    return answer.status_code == 302 and answer["Location"].startswith(
        resolve_url(settings.LOGIN_URL)
    )


def answers_a_stranger(address: str) -> bool:
    """Whether `address` says anything to someone who is not signed in, but "sign in"."""
    client = Client()
    answers = [client.get(address), client.post(address)]
    allowed = [answer for answer in answers if answer.status_code != 405]
    return not allowed or not all(map(sends_to_sign_in, allowed))


EVERY = tuple(addresses(get_resolver().url_patterns))
CLOSED = [found for found in EVERY if found[0] not in OPEN]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "parts"), CLOSED, ids=[name for name, _ in CLOSED])
def test_a_stranger_is_asked_to_sign_in(name: str, parts: dict[str, object]) -> None:
    assert not answers_a_stranger(reverse(name, kwargs=parts))


def test_every_open_address_is_still_there() -> None:
    assert set(OPEN) <= {name for name, _ in EVERY}


def test_every_address_has_a_name() -> None:
    assert all(name.rpartition(":")[2] for name, _ in EVERY)


def forgetful(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse("everything")


urlpatterns = [path("secret/<int:pk>/", forgetful, name="forgetful")]


@pytest.mark.urls(__name__)
def test_a_view_that_forgot_to_ask_is_found() -> None:
    found = list(addresses(get_resolver(__name__).url_patterns))
    assert found == [("forgetful", {"pk": 1})]
    assert answers_a_stranger("/secret/1/")
