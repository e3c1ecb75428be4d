"""Whether a flagged response counts, as a person decided it. Decided anew, it is written anew."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models import Wave

KEPT = "as long as the results are published"


class ResponseDecision(models.Model):
    """One decision on one flag of one snapshot; the latest on a flag is in force.

    A flag names a row of the snapshot, whose rows were shuffled, and why it was flagged:
    no answer, no school, nothing of a pupil. The snapshot is never changed.
    """

    class Choice(models.TextChoices):
        """What may be decided."""

        KEEP = "keep", "Kept"
        LEAVE_OUT = "leave_out", "Left out"

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="response_decisions")
    snapshot_hash = models.CharField(max_length=64)
    flag = models.CharField(max_length=200)
    """Its key: `17.few_answers`."""
    choice = models.CharField(max_length=10, choices=Choice)
    why = models.TextField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["wave", "snapshot_hash"], name="decision_of")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(by="") & ~models.Q(why=""), name="decision_has_a_name_and_why"
            )
        ]

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "wave": Kept("none", KEPT),
            "snapshot_hash": Kept("none", KEPT),
            "flag": Kept("none", KEPT),
            "choice": Kept("none", KEPT),
            "why": Kept("none", KEPT),
            "by": Kept("personal", KEPT),
            "at": Kept("none", KEPT),
        }

    def __str__(self) -> str:
        return f"{self.flag}: {self.choice}"

    def save(self, *given: Any, **named: Any) -> None:
        """Only ever a new row."""
        if self.pk is not None:
            self.delete()
        super().save(*given, **named)

    def delete(self, *given: Any, **named: Any) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refused: what was decided stays in the history."""
        msg = "A decision is never changed or deleted; decide anew."
        raise TypeError(msg)
