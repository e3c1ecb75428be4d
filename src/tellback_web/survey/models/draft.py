"""Answers that a pupil has saved but not sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation


class Draft(models.Model):
    """Answers on the way, found again by the code alone.

    The digest is keyed otherwise than the ticket's, so that the two tables cannot be
    joined; whoever holds the code (the pupil) can find both.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="drafts"
    )
    answers = models.JSONField(default=dict)
    page = models.PositiveSmallIntegerField(default=0)
    """The furthest page saved; 0 before the first."""

    class Privacy:
        fields: ClassVar = {
            "digest": Kept("secret", "until sent, or until the wave closes"),
            "participation": Kept("none", "until sent, or until the wave closes"),
            "answers": Kept("sensitive", "until sent, or until the wave closes"),
            "page": Kept("none", "until sent, or until the wave closes"),
        }

    def __str__(self) -> str:
        return f"a draft in {self.participation}"
