"""Who may see and change what is done after a wave."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission
from tellback_web.survey.models import Wave


def why_not_see_after(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.SEE_MONITOR):
        return None
    return "What is done after a wave is for survey officers."


def why_not_change_after(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.OPEN_WAVE):
        return None
    return "Only a survey officer changes what is kept, paid and answered for after a wave."


def why_no_feedback(wave: Wave) -> str | None:
    """The sentence that keeps a school from saying how it went, or None."""
    if wave.sandbox:
        return "This is a try-out, so there is nothing to say of how it went."
    if wave.state == Wave.State.DRAFT:
        return "The survey has not begun. Come back when your classes have answered."
    return None
