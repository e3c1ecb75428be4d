"""Where the person of a request may go, for the bar at the top of every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission


@dataclass(frozen=True)
class Place:
    """A link in the bar."""

    words: str
    address: str


STAFF = (
    ("Waves", "waves:waves", Permission.SEE_MONITOR),
    ("Schools", "schools:register", Permission.SEE_REGISTER),
    ("People", "people:people", Permission.CHANGE_ACCOUNTS),
)


def places_of(request: HttpRequest | None) -> tuple[Place, ...]:
    """The links that this person may follow; a stranger sees the results and the way in."""
    person = getattr(request, "user", None)
    found = [Place("Results", reverse("results:waves"))]
    if not isinstance(person, Person):
        return (*found, Place("Answer a survey", "/answer/"), Place("Staff sign-in", "/account/login/"))
    found += [Place(words, reverse(name)) for words, name, needed in STAFF if may(person, needed)]
    return (*found, Place("Your account", reverse("people:own_account")))
