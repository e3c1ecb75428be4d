"""The reports of a release for its schools: made one by one, then released together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.results.models.release import Release

KEPT = "as long as the results are published"


class SchoolReports(models.Model):
    """All school reports of one release: how far their making is, and whether heads see them."""

    class State(models.TextChoices):
        """Where they stand."""

        MAKING = "making", "Being made"
        STOPPED = "stopped", "Stopped"
        RELEASED = "released", "Released"

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="school_reports")
    state = models.CharField(max_length=10, choices=State, default=State.MAKING)
    begun_at = models.DateTimeField()
    """When somebody last said that they be made."""
    begun_by = models.CharField(max_length=254)
    released_on = models.DateField(null=True, blank=True)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "release": Kept("none", KEPT),
            "state": Kept("none", KEPT),
            "begun_at": Kept("none", KEPT),
            "begun_by": Kept("personal", KEPT),
            "released_on": Kept("none", KEPT),
        }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="released") | models.Q(released_on__isnull=False),
                name="released_reports_have_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"school reports of {self.release}"


class SchoolReport(models.Model):
    """One school's report and letter: whether they are made."""

    reports = models.ForeignKey(SchoolReports, on_delete=models.CASCADE, related_name="schools")
    school = models.CharField(max_length=20)
    """Its number, as the release has it."""
    name = models.CharField(max_length=200)
    """As it was called when the wave opened."""
    made_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True, default="")
    """Why it could not be made when that was tried last."""

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", KEPT)
            for name in ("id", "reports", "school", "name", "made_at", "fault")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reports", "school"], name="a_school_has_one_report")
        ]

    def __str__(self) -> str:
        return f"report of {self.name}"
