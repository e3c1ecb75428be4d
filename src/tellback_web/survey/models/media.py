"""Pictures and sound that came with a questionnaire."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept


class Media(models.Model):
    """One picture or recording, by the name that the questionnaire's file uses.

    It belongs to the text of a questionnaire and not to a wave, so that a trial and every
    wave of the same text show it.
    """

    questionnaire_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=50)
    """Its media type, such as image/png."""
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in ("id", "questionnaire_hash", "name", "kind", "content", "sha256")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["questionnaire_hash", "name"], name="a_questionnaire_has_one_file_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
