"""Answers that come in all at once, such as keyed paper or a demonstration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F

from tellback.response import accept
from tellback_web.audit.changes import record
from tellback_web.survey.changes.storing import marked, store
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Participation, Wave
from tellback_web.survey.ready import ready_for


@transaction.atomic
def take_in(
    wave: Wave,
    answers: Sequence[tuple[str, Mapping[str, str]]],
    *,
    mode: str,
    by: str,
    told: Sequence[frozenset[str]] = (),
) -> None:
    """Store (school number, answers) of many pupils, in random order; all of them or none.

    `told` has for each pupil the variables whose words are on the safeguarding list already.
    """
    if not wave.answerable:
        msg = f"The wave is {wave.get_state_display().lower()}, so nothing can be added."
        raise Refused(msg)
    made = ready_for(wave)
    schools = {one.school.number: one.pk for one in wave.participations.select_related("school")}
    if strangers := {number for number, _ in answers} - set(schools):
        msg = f"School {min(strangers)} is not in the wave. Ask it first."
        raise Refused(msg)
    of_school: dict[str, list[Mapping[str, str]]] = {}
    for (number, given), apart in zip(answers, told or [frozenset()] * len(answers), strict=True):
        response = accept(made.questionnaire, given, walk=made.walk).answers
        kept = marked(response, {name: response[name] for name in apart if name in response})
        of_school.setdefault(number, []).append(kept)
    for number, responses in of_school.items():
        store(schools[number], made.questionnaire, responses, mode=mode)
        Participation.objects.filter(pk=schools[number]).update(
            responses=F("responses") + len(responses)
        )
    details = {"responses": len(answers), "mode": mode}
    record(by=by, verb="took in responses", about=wave.name, about_kind="wave", details=details)
