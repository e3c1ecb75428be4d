"""What a wave cost, and who paid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.wave import Wave

KEPT = "as long as the results are published"


class CostLine(models.Model):
    """One thing that was paid for; without pounds, one that was not counted."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="cost_lines")
    item = models.CharField(max_length=200)
    pounds = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", KEPT) for name in ("id", "wave", "item", "pounds", "place")
        }

    def __str__(self) -> str:
        return self.item


class CostShare(models.Model):
    """Who pays how much of the whole, in per cent."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="cost_shares")
    payer = models.CharField(max_length=200)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    place = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", KEPT) for name in ("id", "wave", "payer", "percent", "place")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "payer"], name="a_payer_has_one_share"),
            models.CheckConstraint(
                condition=models.Q(percent__gte=0) & models.Q(percent__lte=100),
                name="a_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payer}, {self.percent} per cent"
