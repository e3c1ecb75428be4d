"""Who may key in paper, and who opens, drops and takes in its batches."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission
from tellback_web.survey.models import KeyedBooklet


def why_not_key(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.KEY_PAPER):
        return None
    return "Only keyers and survey officers key in what came back on paper."


def why_not_this_booklet(person: Person, booklet: KeyedBooklet) -> str | None:
    """The sentence that refuses, or None: a booklet is open to whoever is keying it."""
    if reason := why_not_key(person):
        return reason
    if turn_of(person, booklet) is None:
        return "Somebody else is keying this booklet. Take the next one."
    return None


def turn_of(person: Person, booklet: KeyedBooklet) -> str | None:
    """`first` or `second`, whichever keying of the booklet is this person's; None if neither."""
    name = person.get_username()
    if booklet.first_by == name:
        return "first"
    return "second" if booklet.second_by == name else None


def why_not_give_back(person: Person, booklet: KeyedBooklet) -> str | None:
    """The sentence that refuses, or None: the keyer's own booklet, or any for the officer."""
    if why_not_this_booklet(person, booklet) is None:
        return None
    return why_not_open_batches(person)


def why_not_open_batches(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.OPEN_WAVE):
        return None
    return "Only a survey officer opens, drops and takes in paper batches."
