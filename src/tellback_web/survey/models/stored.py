"""A response as it waits for the snapshot."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation


class StoredResponse(models.Model):
    """One pupil's answers, stored in shuffled order with no time and nothing of the ticket."""

    class Mode(models.TextChoices):
        """How the answers came in."""

        ONLINE = "online", "On a screen"
        PAPER = "paper", "On paper"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="stored_responses"
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.ONLINE)
    answers = models.JSONField()

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", "until the snapshot is made"),
            "participation": Kept("none", "until the snapshot is made"),
            "mode": Kept("none", "until the snapshot is made"),
            "answers": Kept("sensitive", "until the snapshot is made"),
        }

    def __str__(self) -> str:
        return f"a response of {self.participation}"
