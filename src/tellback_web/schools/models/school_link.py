"""Which school came before or after another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.schools.models.school import School


class SchoolLink(models.Model):
    """One line of the national register's links, as one school's record has it.

    The other school is named by its number, because it may lie in another council's area.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="links")
    other_number = models.CharField(max_length=20)
    other_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    """In the national register's words: Predecessor, Successor, Successor - amalgamated …"""
    since = models.DateField(null=True, blank=True)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the register")
            for name in ("id", "school", "other_number", "other_name", "kind", "since")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "other_number", "kind"], name="a_link_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.kind} {self.other_name}"
