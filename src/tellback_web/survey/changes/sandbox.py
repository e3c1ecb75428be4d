"""Trying a questionnaire out: a draft without a school or a ticket, of which nothing is kept."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tellback_web.survey.changes.joining import unused_code
from tellback_web.survey.codes import digest
from tellback_web.survey.models import Draft, Wave
from tellback_web.survey.writing import write

KEPT_DAYS = 1


def start_trial(wave: Wave) -> str:
    """A code that opens a trial of `wave`, whatever its state; trials of other days go."""
    code = unused_code()
    today = timezone.localdate()

    def begin() -> None:
        Draft.objects.filter(begun_on__lt=today - timedelta(days=KEPT_DAYS)).delete()
        Draft.objects.create(digest=digest(code, "draft"), trial_of=wave, begun_on=today)

    write(begin)
    return code
