"""A set of safe tables that was released."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models import Wave

KEPT = "as long as the results are published"


class Release(models.Model):
    """The safe tables of a wave as they were released: a folder of files and its hash."""

    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="release")
    folder = models.CharField(max_length=100)
    tables_hash = models.CharField(max_length=64)
    rule = models.CharField(max_length=60)
    snapshot_hash = models.CharField(max_length=64)
    released_on = models.DateField()
    released_by = models.CharField(max_length=254)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "wave": Kept("none", KEPT),
            "folder": Kept("none", KEPT),
            "tables_hash": Kept("none", KEPT),
            "rule": Kept("none", KEPT),
            "snapshot_hash": Kept("none", KEPT),
            "released_on": Kept("none", KEPT),
            "released_by": Kept("personal", KEPT),
        }

    def __str__(self) -> str:
        return f"the release of {self.wave}"
