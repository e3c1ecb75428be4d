"""Answers that come in all at once, such as keyed paper or a demonstration."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from tellback.response import accept
from tellback_web.audit.changes import record
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Participation, StoredResponse, Wave
from tellback_web.survey.ready import ready_for


@transaction.atomic
def take_in(
    wave: Wave, answers: Sequence[tuple[str, Mapping[str, str]]], *, mode: str, by: str
) -> None:
    """Store (school number, answers) of many pupils, in random order; all of them or none."""
    if not wave.answerable:
        msg = f"The wave is {wave.get_state_display().lower()}, so nothing can be added."
        raise Refused(msg)
    made = ready_for(wave)
    schools = {one.school.number: one.pk for one in wave.participations.select_related("school")}
    if strangers := {number for number, _ in answers} - set(schools):
        msg = f"School {min(strangers)} is not in the wave. Ask it first."
        raise Refused(msg)
    rows = [
        StoredResponse(
            participation_id=schools[number],
            mode=mode,
            answers=dict(accept(made.questionnaire, given, walk=made.walk).answers),
        )
        for number, given in answers
    ]
    secrets.SystemRandom().shuffle(rows)
    StoredResponse.objects.bulk_create(rows)
    for number, count in Counter(number for number, _ in answers).items():
        Participation.objects.filter(pk=schools[number]).update(responses=F("responses") + count)
    details = {"responses": len(rows), "mode": mode}
    record(by=by, verb="took in responses", about=wave.name, about_kind="wave", details=details)
