"""A school in a wave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models import School
from tellback_web.survey.models.wave import Wave


class Participation(models.Model):
    """A school in a wave, with its roll of the year group as it was when the wave opened."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="participations")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="participations")
    roll = models.PositiveIntegerField(null=True)
    responses = models.PositiveIntegerField(default=0)
    """Pupils who sent their answers; kept when the answers themselves have gone to the snapshot."""
    could_not = models.CharField(max_length=200, blank=True)
    """Why a school that tried could not take part, such as IT trouble."""

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in ("id", "wave", "school", "roll", "responses", "could_not")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "school"], name="a_school_is_in_a_wave_once")
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.wave}"
