"""Something a person did."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models

from tellback_web.audit.privacy import Kept

KEPT = "6 years, the limitation period for claims"


class Event(models.Model):
    """Who did what to which thing, when. Written once; the database refuses to change it.

    Names stand as text, so that history outlives what it describes. Details hold no
    answer and no personal data.
    """

    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=254)
    verb = models.CharField(max_length=100)
    about_kind = models.CharField(max_length=40)
    about = models.CharField(max_length=300)
    details = models.JSONField(default=dict)

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "at": Kept("none", KEPT),
            "by": Kept("personal", KEPT),
            "verb": Kept("none", KEPT),
            "about_kind": Kept("none", KEPT),
            "about": Kept("personal", KEPT),
            "details": Kept("none", KEPT),
        }

    def __str__(self) -> str:
        return f"{self.by} {self.verb}: {self.about}"

    def save(self, *given: Any, **named: Any) -> None:
        """Only ever a new row."""
        if self.pk is not None:
            self.delete()
        super().save(*given, **named)

    def delete(self, *given: Any, **named: Any) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refused; the database's own trigger refuses it too."""
        msg = "What was done stays recorded; an event is never changed or deleted."
        raise TypeError(msg)
