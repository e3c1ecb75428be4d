"""Booklets that came back on paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation


class PaperBatch(models.Model):
    """An envelope of booklets from a school, to be keyed."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="paper_batches"
    )
    name = models.CharField(max_length=100)
    booklets = models.PositiveSmallIntegerField()
    every = models.PositiveSmallIntegerField(default=1)
    """Every how many booklets are keyed a second time; 1 is all of them."""
    made_on = models.DateField()
    taken_in_on = models.DateField(null=True, blank=True)
    differing = models.PositiveIntegerField(default=0)
    """Fields keyed differently by the two; written when the batch is taken in, like the next."""
    fields_twice = models.PositiveIntegerField(default=0)
    unclear = models.PositiveIntegerField(default=0)
    past_arrows = models.PositiveIntegerField(default=0)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in (
                "id",
                "participation",
                "name",
                "booklets",
                "every",
                "made_on",
                "taken_in_on",
                "differing",
                "fields_twice",
                "unclear",
                "past_arrows",
            )
        }

    def __str__(self) -> str:
        return f"{self.name}, {self.participation}"
