"""Letters to schools: the wave's own words, and which were sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.participation import Participation
from tellback_web.survey.models.wave import Wave


class Kind(models.TextChoices):
    """What a letter is for."""

    INVITATION = "invitation", "Invitation"
    REMINDER = "reminder", "Reminder"
    EXTENSION = "extension", "Later closing day"
    INSTRUCTIONS = "instructions", "Teacher’s instructions"
    PARENTS = "parents", "Letter to parents"
    FEEDBACK = "feedback", "How did it go?"
    RESULTS = "results", "The school’s results"


class LetterText(models.Model):
    """A letter in the council's own words for one wave; without one, ours are used."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="letter_texts")
    kind = models.CharField(max_length=20, choices=Kind)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=20_000)

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in ("id", "wave", "kind", "subject", "body")
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "kind"], name="a_wave_has_one_text_a_letter")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.wave}"


class SentLetter(models.Model):
    """A letter that went to a school."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="sent_letters"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    address = models.CharField(max_length=254, blank=True)
    sent_on = models.DateField()
    about = models.CharField(max_length=60, blank=True, default="")
    """What it may be sent about once only, such as `release 2`; empty for other letters."""

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", "as long as the results are published"),
            "participation": Kept("none", "as long as the results are published"),
            "kind": Kept("none", "as long as the results are published"),
            "address": Kept("personal", "until the wave's day for letters"),
            "sent_on": Kept("none", "as long as the results are published"),
            "about": Kept("none", "as long as the results are published"),
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participation", "kind", "about"],
                condition=~models.Q(about=""),
                name="a_letter_goes_out_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.participation}"
