"""Answers that a pupil has saved but not sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models.class_session import ClassSession
from tellback_web.survey.models.participation import Participation
from tellback_web.survey.models.wave import Wave


class Draft(models.Model):
    """Answers on the way, found again by the code alone.

    The digest is keyed otherwise than the ticket's, so that the two tables cannot be
    joined by it; whoever holds the code (the pupil) can find both. In a class session both
    carry the pupil's number in the class, so that a lost pupil can be given a fresh ticket
    that goes on; nothing of it stays with what is sent.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="drafts", null=True
    )
    trial_of = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="trials", null=True)
    """The wave that is only tried out: no school, no ticket, and nothing is kept at the end."""
    answers = models.JSONField(default=dict)
    page = models.PositiveSmallIntegerField(default=0)
    """The furthest page saved; 0 before the first."""
    class_session = models.ForeignKey(
        ClassSession, on_delete=models.CASCADE, related_name="drafts", null=True
    )
    place = models.PositiveSmallIntegerField(null=True)
    sealed_to = models.PositiveSmallIntegerField(default=0)
    """Pages up to this one are kept and not shown again: a fresh ticket was given since."""
    language = models.CharField(max_length=12, blank=True)
    look = models.CharField(max_length=60, blank=True)
    """How the pupil wants the pages to look, as words with spaces between."""
    begun_on = models.DateField(null=True)
    """Of a trial alone, to throw it away a day later."""

    class Privacy:
        fields: ClassVar = {
            **{
                name: Kept("personal", "until sent, or until the class session closes")
                for name in ("class_session", "place", "sealed_to", "language", "look")
            },
            "begun_on": Kept("none", "until sent, or a day after"),
            "digest": Kept("secret", "until sent, or until the wave closes"),
            "participation": Kept("none", "until sent, or until the wave closes"),
            "trial_of": Kept("none", "until sent, or a day after"),
            "answers": Kept("sensitive", "until sent, or until the wave closes"),
            "page": Kept("none", "until sent, or until the wave closes"),
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["class_session", "place"], name="a_place_has_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(participation__isnull=True, trial_of__isnull=False)
                | models.Q(participation__isnull=False, trial_of__isnull=True),
                name="a_draft_is_of_a_school_or_a_trial",
            ),
        ]

    def __str__(self) -> str:
        return f"a draft in {self.participation or self.trial_of}"

    @property
    def wave(self) -> Wave:
        """The wave it answers."""
        if self.participation is not None:
            return self.participation.wave
        assert self.trial_of is not None  # noqa: S101 - the table's own constraint
        return self.trial_of

    @property
    def answerable(self) -> bool:
        """Whether its pages may be saved and sent now; a trial's always may."""
        return self.trial_of_id is not None or self.wave.answerable
