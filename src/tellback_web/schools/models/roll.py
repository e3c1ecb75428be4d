"""How many pupils a school has in a year group."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models.school import School


class Roll(models.Model):
    """Pupils on roll of one school in one year group, as the register last said."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="rolls")
    year_group = models.CharField(max_length=10)
    pupils = models.PositiveIntegerField()

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the register")
            for name in ("id", "school", "year_group", "pupils")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "year_group"], name="one_roll_a_year_group")
        ]

    def __str__(self) -> str:
        return f"{self.school}, Year {self.year_group}: {self.pupils}"
