"""What a pupil wrote in words, apart from everything else they said."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation

KEPT = "until the wave's day for written answers"


class WrittenAnswer(models.Model):
    """One text; a named person reads it before anyone else does. Nothing leads to the response."""

    class State(models.TextChoices):
        """Whether it was read, and what was decided."""

        WAITING = "waiting", "Waiting to be read"
        CLEARED = "cleared", "May be used"
        WITHHELD = "withheld", "Withheld"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="written_answers"
    )
    variable = models.CharField(max_length=130)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    edited = models.BooleanField(default=False)
    """Names were taken out."""
    reason = models.CharField(max_length=300, blank=True)
    screened_by = models.CharField(max_length=254, blank=True)
    screened_on = models.DateField(null=True, blank=True)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "participation": Kept("none", KEPT),
            "variable": Kept("none", KEPT),
            "text": Kept("sensitive", KEPT),
            "state": Kept("none", KEPT),
            "edited": Kept("none", KEPT),
            "reason": Kept("none", KEPT),
            "screened_by": Kept("personal", KEPT),
            "screened_on": Kept("none", KEPT),
        }

    def __str__(self) -> str:
        return f"a written answer of {self.participation}"
