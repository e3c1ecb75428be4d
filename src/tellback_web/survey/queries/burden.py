"""How many surveys a school has been asked for in a school year, ours and others'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from tellback_web.survey.models import ClassSession, OtherSurvey, Participation, Wave
from tellback_web.survey.queries.school_year import SchoolYear

ASKED_IN_SOME_WAY = (
    Q(asked_on__isnull=False)
    | ~Q(reply="")
    | Q(responses__gt=0)
    | ~Q(could_not="")
    | Q(finished_on__isnull=False)
    | Exists(ClassSession.objects.filter(participation=OuterRef("pk")))
)
"""A school that was written to, or that has done or said something."""


@dataclass(frozen=True)
class AskedFor:
    """One survey that a school was asked for."""

    name: str
    asked_by: str
    asked_on: date
    other: int | None
    """The `OtherSurvey` that says so; None for a wave of ours."""


def surveys_asked(
    schools: Collection[int], year: SchoolYear, *, besides: Wave
) -> dict[int, tuple[AskedFor, ...]]:
    """School -> what it was asked for in `year` besides one wave, by day; try-outs do not count.

    A wave of ours counts on the day the school was asked, or on its opening day where that
    day was not kept. Two queries, however many schools.
    """
    found: dict[int, list[AskedFor]] = defaultdict(list)
    ours = (
        Participation.objects.filter(ASKED_IN_SOME_WAY, school__in=schools, wave__sandbox=False)
        .exclude(wave=besides)
        .annotate(day=Coalesce("asked_on", "wave__opens_on"))
        .filter(day__range=(year.first, year.last))
        .values_list("school", "wave__title", "day")
    )
    for school, title, day in ours:
        found[school].append(AskedFor(title, "", day, None))
    others = OtherSurvey.objects.filter(
        school__in=schools, asked_on__range=(year.first, year.last)
    ).values_list("school", "name", "asked_by", "asked_on", "pk")
    for school, name, asked_by, day, other in others:
        found[school].append(AskedFor(name, asked_by, day, other))
    return {
        school: tuple(sorted(asked, key=lambda one: (one.asked_on, one.name)))
        for school, asked in found.items()
    }
