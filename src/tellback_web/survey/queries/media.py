"""Reads of the pictures and sound that came with questionnaires."""

from __future__ import annotations

from tellback_web.survey.models import Media


def media_named(text: str, name: str) -> Media | None:
    """The file `name` of the questionnaire whose hash begins with `text`."""
    return Media.objects.filter(questionnaire_hash__startswith=text, name=name).first()
