"""A pupil's single-use code."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation


class Ticket(models.Model):
    """A code that was handed out; only its digest is kept, and nothing about who holds it."""

    digest = models.CharField(max_length=64, unique=True)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="tickets"
    )
    spent = models.BooleanField(default=False)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", "until the wave closes"),
            "digest": Kept("secret", "until the wave closes"),
            "participation": Kept("none", "until the wave closes"),
            "spent": Kept("none", "until the wave closes"),
        }

    def __str__(self) -> str:
        return f"a ticket of {self.participation}"
