"""Who may print booklets."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission


def why_not_print(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.OPEN_WAVE):
        return None
    return "Only a survey officer prints booklets. Ask for yours at the council’s survey office."
