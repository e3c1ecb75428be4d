"""A school of the register."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models.dated import DatedFact, on_the_day
from tellback_web.schools.models.locality import Locality

KEPT = "as long as the register"


class School(models.Model):
    """A school; its number is the national one (URN) and never changes, its name may.

    `name` and `locality` are the present ones, kept in step with the dated ones by the
    register's changes; a table about an earlier day asks `name_on` and `locality_on`.
    """

    class State(models.TextChoices):
        """Where a school stands, in the national register's words."""

        OPEN = "open", "Open"
        CLOSING = "closing", "Open, but proposed to close"
        PROPOSED = "proposed", "Proposed to open"
        CLOSED = "closed", "Closed"

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="schools")
    dfe_number = models.CharField(max_length=12, blank=True)
    """The local authority's code and the establishment number, such as 373/2001."""
    phase = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    why_closed = models.CharField(max_length=200, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    """Pupils of all ages, as the national register says."""
    address = models.CharField(max_length=300, blank=True)
    contact = models.EmailField(blank=True)
    """The school office's e-mail address."""
    missing_since = models.DateField(null=True, blank=True)
    """The day of the whole register that no longer had the school; None where it has."""

    class Privacy:
        fields: ClassVar = {
            **{
                name: Kept("none", KEPT)
                for name in (
                    "id",
                    "number",
                    "name",
                    "kind",
                    "locality",
                    "dfe_number",
                    "phase",
                    "state",
                    "opened_on",
                    "closed_on",
                    "why_closed",
                    "age_from",
                    "age_to",
                    "pupils",
                    "address",
                    "missing_since",
                )
            },
            "contact": Kept("personal", KEPT),
        }

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether there are pupils in it now."""
        return self.state in (self.State.OPEN, self.State.CLOSING)

    def was_there_on(self, day: date) -> bool:
        """Whether it had pupils on `day`, as far as the register knows its days."""
        ends = [one for one in (self.closed_on, self.missing_since) if one]
        begins = self.opened_on or day
        return begins <= day and all(day < end for end in ends)

    def name_on(self, day: date) -> str:
        """What it was called on `day`."""
        held = on_the_day(self.names.all(), day)
        return held.name if held else self.name

    def locality_on(self, day: date) -> Locality:
        """Where it lay on `day`."""
        held = on_the_day(self.localities.all(), day)
        return held.locality if held else self.locality

    def locality_name_on(self, day: date) -> str:
        """What the locality that it lay in on `day` was called on that day."""
        return self.locality_on(day).name_on(day)


class SchoolName(DatedFact):
    """What a school is called from a day on, until the day of its next name."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", KEPT) for name in ("id", "school", "name", "since", "reason")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "since"], name="a_school_has_one_name_a_day")
        ]

    def __str__(self) -> str:
        return self.name


class SchoolLocality(DatedFact):
    """Where a school lies from a day on, until the day of its next move."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="localities")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="school_periods")

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", KEPT) for name in ("id", "school", "locality", "since", "reason")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "since"], name="a_school_lies_in_one_locality_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.locality}"
