"""Who may read what pupils wrote, and who sees what may tell of harm."""

from __future__ import annotations

from tellback_web.people.models import Person
from tellback_web.people.permissions import may
from tellback_web.people.roles import Permission


def why_not_screen(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.SCREEN_TEXT):
        return None
    return (
        "What pupils wrote is read by named people first, and your role is not one of theirs. "
        "Nobody else sees it before."
    )


def why_not_see_concerns(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.SEE_CONCERNS):
        return None
    return "Only safeguarding leads see what may tell of harm to a child."
