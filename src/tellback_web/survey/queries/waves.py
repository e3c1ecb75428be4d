"""Reads of waves that span rows."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from tellback_web.survey.codes import digest
from tellback_web.survey.models import Draft, Participation, Ticket, Wave


@dataclass(frozen=True)
class OpenDraft:
    """A draft as it stands, and what a page must know of its wave."""

    answers: dict[str, str]
    page: int
    """The furthest page saved."""
    sealed_to: int
    """The furthest page that is not shown again."""
    place: int | None
    """The pupil's number in the class session."""
    language: str
    look: str
    trial: bool
    wave: int
    questionnaire_hash: str
    paging: str
    answerable: bool


# Written by hand, because each page of each pupil asks for it and Django takes many times as long
# to put the sentence together as the database takes to answer it.
DRAFT_WITH_ITS_WAVE = """
    SELECT d.answers, d.page, d.sealed_to, d.place, d.language, d.look, d.trial_of_id,
           w.id, w.questionnaire_hash, w.paging, w.state
    FROM survey_draft d
    LEFT JOIN survey_participation p ON p.id = d.participation_id
    JOIN survey_wave w ON w.id = COALESCE(p.wave_id, d.trial_of_id)
    WHERE d.digest = %s
"""


def draft_of(code: str) -> OpenDraft | None:
    """The draft that `code` opens, with the facts of its wave."""
    with connection.cursor() as cursor:
        cursor.execute(DRAFT_WITH_ITS_WAVE, [digest(code, "draft")])
        found = cursor.fetchone()
    if found is None:
        return None
    answers, page, sealed_to, place, language, look, trial_of, *wave = found
    return OpenDraft(
        answers=json.loads(answers),
        page=page,
        sealed_to=sealed_to,
        place=place,
        language=language,
        look=look,
        trial=trial_of is not None,
        wave=wave[0],
        questionnaire_hash=wave[1],
        paging=wave[2],
        answerable=trial_of is not None or wave[3] in Wave.ANSWERABLE,
    )


def was_sent(code: str) -> bool:
    """Whether the answers of the pupil with `code` have been sent."""
    return Ticket.objects.filter(digest=digest(code, "ticket"), spent=True).exists()


def waves() -> QuerySet[Wave]:
    """Every wave but the try-outs, the newest first."""
    return Wave.objects.filter(sandbox=False).defer("questionnaire").order_by("-opens_on", "-pk")


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
