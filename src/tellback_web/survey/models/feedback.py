"""What a school says of a wave when it is over."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation


class Feedback(models.Model):
    """How a wave went in a school; the last one given counts."""

    class How(models.TextChoices):
        """How it went, in five steps."""

        VERY_WELL = "very_well", "Very well"
        WELL = "well", "Well"
        SO_SO = "so_so", "So-so"
        BADLY = "badly", "Badly"
        VERY_BADLY = "very_badly", "Very badly"

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, related_name="feedback"
    )
    how = models.CharField(max_length=12, choices=How)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    """Minutes that a class took."""
    trouble = models.CharField(max_length=100, blank=True)
    """Kinds of trouble, as words with spaces between."""
    trouble_words = models.TextField(max_length=2_000, blank=True)
    wish = models.TextField(max_length=2_000, blank=True)
    given_on = models.DateField()

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in (
                "id",
                "participation",
                "how",
                "minutes",
                "trouble",
                "trouble_words",
                "wish",
                "given_on",
            )
        }

    def __str__(self) -> str:
        return f"feedback of {self.participation}"
