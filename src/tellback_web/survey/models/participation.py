"""A school in a wave."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models import School
from tellback_web.survey.models.wave import Wave


class Participation(models.Model):
    """A school in a wave, with its roll of the year group as it was when the wave opened."""

    class Reply(models.TextChoices):
        """What the school said to the invitation."""

        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="participations")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="participations")
    roll = models.PositiveIntegerField(null=True)
    responses = models.PositiveIntegerField(default=0)
    """Pupils who sent their answers; kept when the answers themselves have gone to the snapshot."""
    could_not = models.CharField(max_length=200, blank=True)
    """Why a school that tried could not take part, such as IT trouble."""

    asked_on = models.DateField(null=True, blank=True)
    reply = models.CharField(max_length=10, choices=Reply, blank=True)
    reply_reason = models.CharField(max_length=500, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    """When the school said that all its classes have answered."""
    closes_on = models.DateField(null=True, blank=True)
    """The school's own closing day, where it was given a later one than the wave's."""
    extension_reason = models.CharField(max_length=500, blank=True)
    link_number = models.PositiveIntegerField(default=1)
    """Raising it makes every school link that was sent before stop working."""

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in (
                "id",
                "wave",
                "school",
                "roll",
                "responses",
                "could_not",
                "asked_on",
                "reply",
                "reply_reason",
                "replied_on",
                "finished_on",
                "closes_on",
                "extension_reason",
                "link_number",
            )
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "school"], name="a_school_is_in_a_wave_once")
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.wave}"

    @property
    def last_day(self) -> date:
        """The last day on which its pupils may start: the wave's, or its own if later."""
        return max(self.closes_on or date.min, self.wave.closes_on)
