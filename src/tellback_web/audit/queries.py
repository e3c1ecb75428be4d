"""Reads of the audit."""

from __future__ import annotations

from django.db.models import QuerySet

from tellback_web.audit.models import Event


def events(*, about_kind: str = "") -> QuerySet[Event]:
    """What was done, the latest first; of one kind of thing where that is named."""
    found = Event.objects.order_by("-at", "-pk")
    return found.filter(about_kind=about_kind) if about_kind else found


def kinds() -> list[str]:
    """The kinds of thing that events are about."""
    return sorted(set(Event.objects.values_list("about_kind", flat=True)))
