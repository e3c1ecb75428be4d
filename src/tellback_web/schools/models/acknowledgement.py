"""What a person said of a doubt about the register before results were released."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept

KEPT = "as long as the register"


class Acknowledgement(models.Model):
    """Somebody looked at one doubt about a wave's schools and said why it may stand.

    The doubt is kept in its own words, so that it is asked again as soon as its facts
    change: 41 responses from a roll of 40 is another doubt than 45.
    """

    wave = models.CharField(max_length=60)
    """The wave's short name; the register stands below waves and cannot point to one."""
    code = models.CharField(max_length=60)
    place = models.CharField(max_length=300)
    fault = models.CharField(max_length=500)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=254)
    made_on = models.DateField()

    class Privacy:
        fields: ClassVar = {
            **{
                name: Kept("none", KEPT)
                for name in ("id", "wave", "code", "place", "fault", "reason", "made_on")
            },
            "by": Kept("personal", KEPT),
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["wave", "code", "place", "fault"], name="a_doubt_is_acknowledged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wave}, {self.place}: {self.reason}"
