"""Which heads were told where their school's report is, and who can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from tellback_web.people.models import RoleHeld
from tellback_web.people.roles import ROLES, Permission
from tellback_web.results.models import Release, SchoolReports
from tellback_web.survey.models import Kind, Participation, SentLetter

SEES_OWN = tuple(one.id for one in ROLES.values() if Permission.SEE_OWN_SCHOOL in one.permissions)


def letter_about(release: Release) -> str:
    """What the letter is about: of each release, every head is told once."""
    return f"release {release.number}"


def sent_on(release: Release) -> Mapping[str, date]:
    """School's number -> the day on which its head was told."""
    sent = SentLetter.objects.filter(
        participation__wave_id=release.wave_id, kind=Kind.RESULTS, about=letter_about(release)
    )
    return dict(sent.values_list("participation__school__number", "sent_on"))


def with_report(release: Release, schools: Iterable[str]) -> QuerySet[Participation]:
    """The schools of the wave that have these numbers, by name."""
    found = Participation.objects.filter(wave_id=release.wave_id, school__number__in=list(schools))
    return found.select_related("school").order_by("school__name", "pk")


def to_send(reports: SchoolReports) -> QuerySet[Participation]:
    """Those with a report that can be written to and were not yet."""
    release = reports.release
    those = with_report(release, reports.schools.values_list("school", flat=True))
    told = list(sent_on(release))
    return those.exclude(school__contact="").exclude(school__number__in=told)


def schools_that_sign_in() -> frozenset[str]:
    """The numbers of schools where somebody has an account that may see its results."""
    held = RoleHeld.objects.filter(role__in=SEES_OWN, person__is_active=True).exclude(school="")
    return frozenset(held.values_list("school", flat=True))
