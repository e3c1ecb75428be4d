"""Reads of what everybody may try out."""

from __future__ import annotations

from django.db.models import QuerySet

from tellback_web.survey.models import Wave


def offered_trials() -> QuerySet[Wave]:
    """The try-out waves that are offered to everybody, by title."""
    offered = Wave.objects.filter(sandbox=True, state__in=Wave.ANSWERABLE)
    return offered.defer("questionnaire").order_by("title", "pk")
