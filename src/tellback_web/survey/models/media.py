"""Pictures and sound that came with a questionnaire."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.wave import Wave


class Media(models.Model):
    """One picture or recording, by the name that the questionnaire's file uses."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="media")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=50)
    """Its media type, such as image/png."""
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in ("id", "wave", "name", "kind", "content", "sha256")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "name"], name="a_wave_has_one_file_a_name")
        ]

    def __str__(self) -> str:
        return self.name
