"""A questionnaire that the council uploaded or put together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept

KEPT = "until it is taken off the shelf"


class OwnQuestionnaire(models.Model):
    """A questionnaire on the council's own shelf, as text; a wave that uses it keeps a copy."""

    title = models.CharField(max_length=300)
    text = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    lost = models.JSONField(default=list)
    """What its file said and we do not carry, a sentence each."""
    kept_on = models.DateField()
    kept_by = models.CharField(max_length=254)

    class Privacy:
        fields: ClassVar = {
            **{name: Kept("none", KEPT) for name in ("id", "title", "text", "sha256", "lost")},
            "kept_on": Kept("none", KEPT),
            "kept_by": Kept("personal", KEPT),
        }

    def __str__(self) -> str:
        return self.title
