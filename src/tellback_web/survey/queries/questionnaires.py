"""Reads of the shelf, its media and its try-outs."""

from __future__ import annotations

from django.db.models import QuerySet

from tellback_web.survey.models import Media, Wave


def media_of(questionnaire_hash: str) -> frozenset[str]:
    """The names of the media that came with a questionnaire's text."""
    return frozenset(
        Media.objects.filter(questionnaire_hash=questionnaire_hash).values_list("name", flat=True)
    )


def sandboxes() -> QuerySet[Wave]:
    """The try-outs that are offered to everybody, by title."""
    return Wave.objects.filter(sandbox=True, state=Wave.State.OPEN).order_by("title", "pk")
