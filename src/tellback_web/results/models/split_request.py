"""Somebody's wish for results split in a way that no release holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models import Wave

KEPT = "as long as the results are published"


class SplitRequest(models.Model):
    """A split of a wave's results, who asks for it and why, and what was answered."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Waiting"
        TAKEN_UP = "taken_up", "Taken up in a release"
        REFUSED = "refused", "Refused"

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="split_requests")
    split = models.CharField(max_length=200)
    """Names joined by `*`, as in the files of a release: `school*sex`."""
    why = models.TextField()
    asked_by = models.CharField(max_length=254)
    asked_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=254, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "wave": Kept("none", KEPT),
            "split": Kept("none", KEPT),
            "why": Kept("none", KEPT),
            "asked_by": Kept("personal", KEPT),
            "asked_on": Kept("none", KEPT),
            "state": Kept("none", KEPT),
            "answer": Kept("none", KEPT),
            "answered_by": Kept("personal", KEPT),
            "answered_on": Kept("none", KEPT),
        }

    def __str__(self) -> str:
        return f"{self.split} of {self.wave}"
