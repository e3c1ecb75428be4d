"""The log and the addresses of pages name nobody and open nothing."""

from __future__ import annotations

import logging
import logging.config
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tellback_web.people.invitation import invitation_link
from tellback_web.people.models import Person
from tests.web.cast import PASSWORD, amina, bilal, browser_of, dev, nobody_yet

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> StringIO:
    """All that the handler of our settings writes while the test runs, at every level."""
    text = StringIO()
    made = logging.config.DictConfigurator(settings.LOGGING)  # type: ignore[attr-defined]
    made.config["filters"] = {
        name: made.configure_filter(each) for name, each in settings.LOGGING["filters"].items()
    }
    handler = logging.StreamHandler(text)
    for name in settings.LOGGING["handlers"]["stderr"]["filters"]:
        handler.addFilter(made.config["filters"][name])
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(before)


def test_no_address_name_password_or_token_is_logged_whatever_goes_wrong(
    log: StringIO, rf: object
) -> None:
    administrator, person, new = dev(), bilal(), nobody_yet()
    client = browser_of(administrator)
    request = client.get("/").wsgi_request
    link = invitation_link(request, new)
    token = link.rstrip("/").rpartition("/")[2]

    Client().post("/account/login/", {"login": person.email, "password": PASSWORD})
    Client().post("/account/login/", {"login": person.email, "password": "wrong one"})
    Client().post("/account/password/reset/", {"email": person.email})
    Client().put(link)
    Client().get(link + "and/more/")
    Client().get(f"/nowhere/{person.email}/{token}")
    browser_of(person).get(reverse("people:people"))
    Client(enforce_csrf_checks=True).post(link)
    Client().get("/", headers={"host": f"{token}.example"})

    said = log.getvalue()
    assert "GET 404" in said
    assert "GET 403" in said
    for secret in (
        person.email,
        person.name,
        PASSWORD,
        "wrong one",
        token,
        "/nowhere/",
        ".example",
    ):
        assert secret not in said, f"{secret!r} is in the log"


def test_a_page_that_breaks_is_logged_with_its_trace_and_without_its_address(
    log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = "amina@council.example"

    def broken(*given: object, **named: object) -> None:
        try:
            {}[who]
        except KeyError as fault:
            raise ZeroDivisionError(who) from fault

    monkeypatch.setattr("tellback_web.people.views.people_page", broken)
    client = browser_of(dev())
    client.raise_request_exception = False
    answer = client.get(reverse("people:people") + f"?who={who}")
    assert answer.status_code == 500
    said = log.getvalue()
    assert "GET 500" in said
    assert said.index("KeyError") < said.index("which led to") < said.index("ZeroDivisionError")
    assert "in broken" in said
    assert who not in said
    assert "/staff/people/" not in said


def test_addresses_name_people_by_number_only() -> None:
    person = amina()
    assert Person.objects.filter(email__contains="@").exists()
    for name in ("people:person", "people:close"):
        assert "@" not in reverse(name, args=[person.pk])


def test_the_address_of_the_page_with_a_new_persons_link_does_not_hold_it() -> None:
    client = browser_of(dev())
    page = client.post(reverse("people:add"), {"name": "Fay", "email": "fay@council.example"})
    assert page.request["PATH_INFO"] == reverse("people:add")
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "same-origin"
