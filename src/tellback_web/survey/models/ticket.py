"""A pupil's single-use code."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.class_session import ClassSession
from tellback_web.survey.models.participation import Participation


class Ticket(models.Model):
    """A code that was handed out; only its digest is kept, and nothing about who holds it."""

    digest = models.CharField(max_length=64, unique=True)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="tickets"
    )
    class_session = models.ForeignKey(
        ClassSession, on_delete=models.CASCADE, related_name="tickets", null=True
    )
    place = models.PositiveSmallIntegerField(null=True)
    """The number a pupil has in the class session; it says nothing of who they are."""
    spent = models.BooleanField(default=False)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", "until the wave closes"),
            "digest": Kept("secret", "until the wave closes"),
            "participation": Kept("none", "until the wave closes"),
            "class_session": Kept("none", "until the class session closes"),
            "place": Kept("personal", "until the class session closes"),
            "spent": Kept("none", "until the wave closes"),
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["class_session", "place"], name="a_place_has_one_ticket"
            )
        ]

    def __str__(self) -> str:
        return f"a ticket of {self.participation}"
