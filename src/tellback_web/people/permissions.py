"""Who may do what: denied unless a role that the person holds says otherwise."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from tellback_web.people.models import Person
from tellback_web.people.roles import ROLES, Permission


def may(person: Person, permission: Permission, *, school: str = "") -> bool:
    """Whether `person` may; `school` is the number of the school it is about.

    A role bound to a school allows nothing about another school, and nothing that is
    not about a school.
    """
    if not person.is_active:
        return False
    return any(
        permission in ROLES[held.role].permissions and (not held.school or held.school == school)
        for held in person.roles_held.all()
    )


def may_somewhere(person: Person, permission: Permission) -> bool:
    """Whether `person` may for some school at least, or beyond schools."""
    return person.is_active and any(
        permission in ROLES[held.role].permissions for held in person.roles_held.all()
    )


def schools_where(person: Person, permission: Permission) -> frozenset[str]:
    """The numbers of the schools at which a role that is held there lets `person`."""
    if not person.is_active:
        return frozenset()
    return frozenset(
        held.school
        for held in person.roles_held.all()
        if held.school and permission in ROLES[held.role].permissions
    )


def require(person: Person, permission: Permission, sentence: str, *, school: str = "") -> None:
    """Raise PermissionDenied with `sentence` unless `person` may."""
    if not may(person, permission, school=school):
        raise PermissionDenied(sentence)


def why_not_change_accounts(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.CHANGE_ACCOUNTS):
        return None
    return "Only an administrator opens, changes and closes accounts."


def why_not_see_events(person: Person) -> str | None:
    """The sentence that refuses, or None."""
    if may(person, Permission.SEE_EVENTS):
        return None
    return "Only an administrator reads the record of what was done."
