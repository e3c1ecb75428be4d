"""A part of the council's area that results and rates are grouped by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept


class Locality(models.Model):
    """One of the areas; every school lies in one."""

    name = models.CharField(max_length=120, unique=True)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", "as long as the register"),
            "name": Kept("none", "as long as the register"),
        }

    def __str__(self) -> str:
        return self.name
