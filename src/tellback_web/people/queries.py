"""Reads of people that span rows."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from tellback_web.people.models import Person, RoleHeld


def people() -> QuerySet[Person]:
    """Every account with its roles, by name."""
    return Person.objects.prefetch_related("roles_held").order_by("name", "email")


def other_administrators(person: Person) -> QuerySet[RoleHeld]:
    """The administrator's role as people other than `person` hold it."""
    return RoleHeld.objects.filter(role="administrator").exclude(person=person)


def has_second_factor(person: Person) -> bool:
    """Whether an authenticator app is set up."""
    return bool(Authenticator.objects.filter(user=person, type="totp").exists())
