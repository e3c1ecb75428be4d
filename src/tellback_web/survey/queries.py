"""Reads of waves that span rows."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from tellback_web.survey.codes import digest
from tellback_web.survey.models import Draft, Participation, Ticket, Wave


def draft_of(code: str) -> Draft | None:
    """The draft that `code` opens, with its school and wave (but not the questionnaire's text)."""
    return (
        Draft.objects.select_related("participation__wave")
        .defer("participation__wave__questionnaire")
        .filter(digest=digest(code, "draft"))
        .first()
    )


def was_sent(code: str) -> bool:
    """Whether the answers of the pupil with `code` have been sent."""
    return Ticket.objects.filter(digest=digest(code, "ticket"), spent=True).exists()


def waves() -> QuerySet[Wave]:
    """Every wave, the newest first."""
    return Wave.objects.defer("questionnaire").order_by("-opens_on", "-pk")


def participations(wave: Wave) -> QuerySet[Participation]:
    """The schools in `wave` with their localities, by name."""
    return wave.participations.select_related("school__locality").order_by("school__name").all()


def unsent(wave: Wave) -> int:
    """Pupils who have saved something and not sent it."""
    return Draft.objects.filter(participation__wave=wave).exclude(answers={}).count()


def drafts_by_participation(wave: Wave) -> dict[int, int]:
    """Participation -> pupils there who have saved something and not sent it."""
    counted = (
        Draft.objects.filter(participation__wave=wave)
        .exclude(answers={})
        .values_list("participation")
        .annotate(drafts=Count("pk"))
    )
    return dict(counted)


def codes_by_participation(wave: Wave) -> dict[int, int]:
    """Participation -> codes handed out to it."""
    counted = (
        Ticket.objects.filter(participation__wave=wave)
        .values_list("participation")
        .annotate(codes=Count("pk"))
    )
    return dict(counted)
