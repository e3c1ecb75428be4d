"""Who may release results."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission


def why_not_release(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.RELEASE):
        return None
    return "Only a survey officer releases results."
