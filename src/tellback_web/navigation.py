"""Where the person of a request may go, for the bar at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse

from tellback_web.people.models import Person
from tellback_web.people.permissions import may_somewhere
from tellback_web.people.roles import Permission


@dataclass(frozen=True)
class Place:
    """A link in the bar."""

    words: str
    address: str


STAFF = (
    ("Waves", "waves:waves", Permission.SEE_MONITOR),
    ("Questionnaires", "questionnaires:shelf", Permission.OPEN_WAVE),
    ("Class sessions", "classroom:home", Permission.RUN_CLASS),
    ("Paper", "keying:batches", Permission.KEY_PAPER),
    ("Written answers", "care:start", Permission.SCREEN_TEXT),
    ("Concerns", "care:concerns", Permission.SEE_CONCERNS),
    ("Schools", "schools:register", Permission.SEE_REGISTER),
    ("People", "people:people", Permission.CHANGE_ACCOUNTS),
)


def places_of(request: HttpRequest | None) -> tuple[Place, ...]:
    """The links that this person may follow; a stranger sees the results and the way in."""
    person = getattr(request, "user", None)
    found = [Place("Results", reverse("results:waves"))]
    if not isinstance(person, Person):
        return (
            *found,
            Place("Answer a survey", "/answer/"),
            Place("Staff sign-in", "/account/login/"),
        )
    # Else each of these lines would ask the database for the person's roles anew.
    prefetch_related_objects([person], "roles_held")
    found += [
        Place(words, reverse(name))
        for words, name, needed in STAFF
        if may_somewhere(person, needed)
    ]
    return (*found, Place("Your account", reverse("people:own_account")))


@dataclass(frozen=True)
class Provider:
    """An identity provider that may vouch for a person."""

    name: str
    address: str


def council_sign_in(request: HttpRequest) -> tuple[Provider, ...]:
    """The council's own sign-in, where one is set up."""
    providers = get_social_adapter(request).list_providers(request)
    return tuple(Provider(one.name, one.get_login_url(request)) for one in providers)
