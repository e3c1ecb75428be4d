"""Who may see and change the register."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission


def why_not_see_register(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.SEE_REGISTER):
        return None
    return "The register of schools is for survey officers and analysts."


def why_not_change_register(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.CHANGE_REGISTER):
        return None
    return "Only a survey officer or an administrator changes the register of schools."
