"""A survey that somebody else asked of a school."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models import School


class OtherSurvey(models.Model):
    """One more thing that a school was asked to fill in, so that the burden can be counted."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="other_surveys")
    name = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the register")
            for name in ("id", "school", "name", "asked_by", "asked_on")
        }

    def __str__(self) -> str:
        return self.name
