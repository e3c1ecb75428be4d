"""A class answering together, with its teacher."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation


class ClassSession(models.Model):
    """A class of a school that answers together; no list of pupils is ever kept.

    Its board code lets any pupil of the class in and gives each a code of their own. It is
    kept as a digest to be found by, and sealed so that the teacher's page can show it
    again; closing empties both.
    """

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="class_sessions"
    )
    class_name = models.CharField(max_length=60)
    pupils = models.PositiveSmallIntegerField()
    board_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    board_sealed = models.TextField(blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    joined = models.PositiveSmallIntegerField(default=0)
    """Pupils who had begun; written when the session closes, like the next two."""
    finished = models.PositiveSmallIntegerField(default=0)
    unsent = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        fields: ClassVar = {
            **{
                name: Kept("none", "as long as the results are published")
                for name in (
                    "id",
                    "participation",
                    "class_name",
                    "pupils",
                    "opened_on",
                    "closed_on",
                    "joined",
                    "finished",
                    "unsent",
                )
            },
            "board_digest": Kept("secret", "until the class session closes"),
            "board_sealed": Kept("secret", "until the class session closes"),
        }

    def __str__(self) -> str:
        return f"{self.class_name}, {self.participation}"

    @property
    def is_open(self) -> bool:
        """Whether pupils may still join."""
        return self.closed_on is None
