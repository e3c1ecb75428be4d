"""The results of a wave as files, from the first draft until nobody is shown them any more."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept
from tellback_web.survey.models import Wave

KEPT = "as long as the results are published"


class Release(models.Model):
    """A folder of safe tables and files, its hash, and who answered for it."""

    class State(models.TextChoices):
        """Where a release stands; `NEXT` says what may follow."""

        BUILDING = "building", "Being built"
        REFUSED = "refused", "Could not be built"
        DRAFT = "draft", "Draft"
        CHECKED = "checked", "Checked"
        SIGNED_OFF = "signed_off", "Signed off"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    NEXT: ClassVar[dict[str, tuple[str, ...]]] = {
        State.BUILDING: (State.DRAFT, State.REFUSED, State.WITHDRAWN),
        State.REFUSED: (),
        State.DRAFT: (State.CHECKED, State.WITHDRAWN),
        State.CHECKED: (State.SIGNED_OFF, State.WITHDRAWN),
        State.SIGNED_OFF: (State.PUBLISHED, State.WITHDRAWN),
        State.PUBLISHED: (State.WITHDRAWN,),
        State.WITHDRAWN: (),
    }

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.BUILDING)
    folder = models.CharField(max_length=100)
    manifest_hash = models.CharField(max_length=64, blank=True)
    rule = models.CharField(max_length=60)
    rule_text = models.TextField(blank=True, default="")
    """The rule as it is used, with the splits that were chosen."""
    snapshot_hash = models.CharField(max_length=64)
    hidden = models.PositiveIntegerField(default=0)
    """Counts that the attacker tried to work out, and could not."""
    fault = models.TextField(blank=True, default="")
    """Why it could not be built."""
    made_on = models.DateField()
    made_by = models.CharField(max_length=254)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=254, blank=True, default="")
    check_note = models.TextField(blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=254, blank=True, default="")
    published_on = models.DateField(null=True, blank=True)
    published_by = models.CharField(max_length=254, blank=True, default="")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=254, blank=True, default="")
    why_withdrawn = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "number"], name="release_numbered_once"),
            models.UniqueConstraint(
                fields=["wave"],
                condition=models.Q(state="published"),
                name="release_published_once_a_wave",
            ),
        ]

    class Privacy:
        fields: ClassVar = {
            "id": Kept("none", KEPT),
            "wave": Kept("none", KEPT),
            "number": Kept("none", KEPT),
            "state": Kept("none", KEPT),
            "folder": Kept("none", KEPT),
            "manifest_hash": Kept("none", KEPT),
            "rule": Kept("none", KEPT),
            "rule_text": Kept("none", KEPT),
            "snapshot_hash": Kept("none", KEPT),
            "hidden": Kept("none", KEPT),
            "fault": Kept("none", KEPT),
            "made_on": Kept("none", KEPT),
            "made_by": Kept("personal", KEPT),
            "checked_on": Kept("none", KEPT),
            "checked_by": Kept("personal", KEPT),
            "check_note": Kept("none", KEPT),
            "signed_on": Kept("none", KEPT),
            "signed_by": Kept("personal", KEPT),
            "published_on": Kept("none", KEPT),
            "published_by": Kept("personal", KEPT),
            "withdrawn_on": Kept("none", KEPT),
            "withdrawn_by": Kept("personal", KEPT),
            "why_withdrawn": Kept("none", KEPT),
        }

    def __str__(self) -> str:
        return f"release {self.number} of {self.wave}"

    def may_become(self, state: str) -> bool:
        """Whether `state` may follow."""
        return state in self.NEXT[self.state]
