"""Texts and concerns for tests about care."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tellback_web.survey.models import Concern, Participation, Wave, WrittenAnswer
from tests.web.cast import NORTH

HARM = "my uncle hits me with a zebra-striped belt"
"""Recognised at once; the zebra is found wherever it leaks to."""
PLAIN = "a zebra-striped slide"
SAD = "I am so lonely beside the zebra"
"""Recognised as something to read first."""
MARK = "zebra"


def at(wave: Wave, school: str = NORTH) -> Participation:
    """A school in `wave`."""
    return wave.participations.get(school__number=school)


def written(wave: Wave, text: str = PLAIN, *, school: str = NORTH) -> WrittenAnswer:
    """A text that waits to be read."""
    return WrittenAnswer.objects.create(participation=at(wave, school), variable="wish", text=text)


def concern(wave: Wave, text: str = HARM, *, days_ago: int = 0) -> Concern:
    """A concern that its words raised."""
    day = timezone.localdate() - timedelta(days=days_ago)
    return Concern.objects.create(participation=at(wave), text=text, raised_on=day)
