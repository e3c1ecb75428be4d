"""One booklet as it was keyed, once or twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.paper_batch import PaperBatch


class KeyedBooklet(models.Model):
    """What was keyed of one booklet: by a first person, by a second who did not see it, settled."""

    batch = models.ForeignKey(PaperBatch, on_delete=models.CASCADE, related_name="keyed_booklets")
    number = models.PositiveSmallIntegerField()
    first = models.JSONField(default=dict)
    first_by = models.CharField(max_length=254, blank=True)
    first_page = models.PositiveSmallIntegerField(default=0)
    """The furthest page saved."""
    first_done = models.BooleanField(default=False)
    second = models.JSONField(default=dict)
    second_by = models.CharField(max_length=254, blank=True)
    second_page = models.PositiveSmallIntegerField(default=0)
    second_done = models.BooleanField(default=False)
    settled = models.JSONField(null=True, blank=True)
    settled_by = models.CharField(max_length=254, blank=True)

    class Privacy:
        fields: ClassVar = {
            **{
                name: Kept("none", "until the batch is taken in")
                for name in ("id", "batch", "number", "first_page", "first_done")
            },
            "second_page": Kept("none", "until the batch is taken in"),
            "second_done": Kept("none", "until the batch is taken in"),
            **{
                name: Kept("sensitive", "until the batch is taken in")
                for name in ("first", "second", "settled")
            },
            **{
                name: Kept("personal", "until the batch is taken in")
                for name in ("first_by", "second_by", "settled_by")
            },
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_booklet_is_keyed_once"),
            models.CheckConstraint(
                condition=models.Q(second_by="") | ~models.Q(second_by=models.F("first_by")),
                name="the_second_keying_is_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"booklet {self.number} of {self.batch}"
