"""A school of the register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models.locality import Locality


class School(models.Model):
    """A school; its number is the national one and never changes, its name may."""

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="schools")

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the register")
            for name in ("id", "number", "name", "kind", "locality")
        }

    def __str__(self) -> str:
        return self.name
