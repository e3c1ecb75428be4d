"""One run of a survey."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tellback_web.audit.privacy import Kept


class Wave(models.Model):
    """One run of a survey with one version of a questionnaire, in one year group."""

    class State(models.TextChoices):
        """Where a wave stands; `NEXT` says what may follow."""

        DRAFT = "draft", "Draft"
        OPEN = "open", "Open"
        EXTENDED = "extended", "Extended"
        CLOSED = "closed", "Closed"
        RELEASED = "released", "Released"

    class Paging(models.TextChoices):
        """How much a pupil sees at once."""

        SECTION = "section", "One section to a page"
        QUESTION = "question", "One question to a page"

    NEXT: ClassVar[dict[str, tuple[str, ...]]] = {
        State.DRAFT: (State.OPEN,),
        State.OPEN: (State.EXTENDED, State.CLOSED),
        State.EXTENDED: (State.EXTENDED, State.CLOSED),
        State.CLOSED: (State.RELEASED,),
        State.RELEASED: (State.CLOSED,),
    }
    ANSWERABLE = (State.OPEN, State.EXTENDED)

    name = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    year_group = models.CharField(max_length=10)
    paging = models.CharField(max_length=10, choices=Paging, default=Paging.SECTION)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    questionnaire = models.TextField()
    questionnaire_hash = models.CharField(max_length=64)
    opens_on = models.DateField()
    closes_on = models.DateField()
    first_closes_on = models.DateField()
    extension_reason = models.CharField(max_length=500, blank=True)
    on_roll_everywhere = models.PositiveIntegerField(default=0)
    snapshot = models.CharField(max_length=100, blank=True)
    snapshot_hash = models.CharField(max_length=64, blank=True)
    unsent_at_close = models.PositiveIntegerField(default=0)
    sandbox = models.BooleanField(default=False)
    """A try-out for schools and parents: open to everyone, and nothing of it is kept."""
    written_until = models.DateField(null=True, blank=True)
    """What pupils wrote in words is deleted after this day."""
    letters_until = models.DateField(null=True, blank=True)
    """The addresses that letters went to are deleted after this day."""

    class Privacy:
        fields: ClassVar = {
            name: Kept("none", "as long as the results are published")
            for name in (
                "id",
                "name",
                "title",
                "year_group",
                "paging",
                "state",
                "questionnaire",
                "questionnaire_hash",
                "opens_on",
                "closes_on",
                "first_closes_on",
                "extension_reason",
                "on_roll_everywhere",
                "snapshot",
                "snapshot_hash",
                "unsent_at_close",
                "sandbox",
                "written_until",
                "letters_until",
            )
        }

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="a_wave_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="extended") | ~models.Q(extension_reason=""),
                name="an_extension_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["closed", "released"]) | ~models.Q(snapshot=""),
                name="a_closed_wave_has_a_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def answerable(self) -> bool:
        """Whether pupils may answer now."""
        return self.state in self.ANSWERABLE

    def may_become(self, state: str) -> bool:
        """Whether `state` may follow the present one."""
        return state in self.NEXT[self.state]
