"""Answers that were sent and wait to be shuffled in among others."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation


class Finished(models.Model):
    """One pupil's sent answers, waiting until enough others of the school are with them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="finished"
    )
    answers = models.JSONField()

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", "until a batch is full or the wave closes"),
            "participation": Kept("none", "until a batch is full or the wave closes"),
            "answers": Kept("sensitive", "until a batch is full or the wave closes"),
        }

    def __str__(self) -> str:
        return f"sent answers of {self.participation}"
