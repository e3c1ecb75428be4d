"""Who may do what with a wave; the sentences that say no."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission


def why_not_see_waves(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.SEE_MONITOR):
        return None
    return "Waves and their responses are for survey officers."


def why_not_change_waves(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.OPEN_WAVE):
        return None
    return "Only a survey officer prepares, opens, extends and closes a wave."
