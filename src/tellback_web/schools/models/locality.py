"""A part of the council's area that results and rates are grouped by."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models.dated import DatedFact, on_the_day

KEPT = "as long as the register"
NOT_PLACED = "Not placed yet"
"""The locality of schools that a file brought without one, until somebody places them."""


class Locality(models.Model):
    """One of the areas; every school lies in one. `name` is the present name."""

    name = models.CharField(max_length=120)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="predecessors", null=True, blank=True
    )
    """The locality that took its place; its schools lie there now."""
    replaced_on = models.DateField(null=True, blank=True)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", KEPT) for name in ("id", "name", "successor", "replaced_on")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(replaced_on__isnull=True),
                name="one_present_locality_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True, replaced_on__isnull=True)
                | models.Q(successor__isnull=False, replaced_on__isnull=False),
                name="a_replaced_locality_has_a_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date) -> str:
        """What it was called on `day`."""
        held = on_the_day(self.names.all(), day)
        return held.name if held else self.name


class LocalityName(DatedFact):
    """What a locality is called from a day on, until the day of its next name."""

    locality = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", KEPT) for name in ("id", "locality", "name", "since", "reason")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["locality", "since"], name="a_locality_has_one_name_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.name
