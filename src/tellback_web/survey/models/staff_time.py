"""Hours that staff spent on a wave."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.wave import Wave


class StaffTime(models.Model):
    """One piece of work and its hours: beside the wave's pounds and never in them."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="staff_times")
    item = models.CharField(max_length=200)
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    place = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in ("id", "wave", "item", "hours", "place")
        }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(hours__gt=0), name="work_took_more_than_no_time"
            ),
        ]

    def __str__(self) -> str:
        return self.item
