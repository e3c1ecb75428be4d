"""Reads of people that span rows."""

from __future__ import annotations

from django.db.models import QuerySet

from tellback_web.people.models import Person


def people() -> QuerySet[Person]:
    """Every account with its roles, by name."""
    return Person.objects.prefetch_related("roles_held").order_by("name", "email")
