"""A text that may tell of harm to a child, and what was done."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation

KEPT = "as long as the council keeps safeguarding records"


class Concern(models.Model):
    """On the safeguarding list: the school, not the pupil, for nobody can tell whose it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="concerns"
    )
    text = models.TextField()
    raised_by = models.CharField(max_length=254, blank=True)
    """Who passed it on; empty where its words were recognised at sending."""
    raised_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=254, blank=True)
    closing_reason = models.CharField(max_length=500, blank=True)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "participation": Kept("none", KEPT),
            "text": Kept("sensitive", KEPT),
            "raised_by": Kept("personal", KEPT),
            "raised_on": Kept("none", KEPT),
            "closed_on": Kept("none", KEPT),
            "closed_by": Kept("personal", KEPT),
            "closing_reason": Kept("sensitive", KEPT),
        }

    def __str__(self) -> str:
        return f"a concern at {self.participation}"


class ConcernAction(models.Model):
    """Something that was done about a concern."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="actions")
    by = models.CharField(max_length=254)
    done_on = models.DateField()
    what = models.TextField(max_length=2_000)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "concern": Kept("none", KEPT),
            "by": Kept("personal", KEPT),
            "done_on": Kept("none", KEPT),
            "what": Kept("sensitive", KEPT),
        }

    def __str__(self) -> str:
        return f"what was done about {self.concern}"
