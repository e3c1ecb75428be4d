"""The monitor of a wave, whom to ring, and both as files."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.csv_file import csv_bytes
from tellback_web.survey.models import Wave
from tellback_web.survey.pages.chasing import chasing_page
from tellback_web.survey.pages.monitor import MonitorPage, monitor_page
from tellback_web.survey.permissions.invitations import why_not_invite
from tellback_web.survey.permissions.waves import why_not_see_waves
from tellback_web.survey.views.invitations import WITHOUT_TEXT, may_invite

MONITOR_COLUMNS = (
    "Locality",
    "School",
    "Class",
    "Where it stands",
    "Reason",
    "Pupils on roll or in the class",
    "Sent",
    "Begun and not sent",
    "Per cent",
)
CHASING_COLUMNS = (
    "School",
    "Locality",
    "Why",
    "E-mail address",
    "Last letter",
    "Last day",
    "On roll",
    "Sent",
)


def _may_see(request: HttpRequest) -> None:
    if reason := why_not_see_waves(person_of(request)):
        raise PermissionDenied(reason)


def _wave(pk: int) -> Wave:
    return get_object_or_404(WITHOUT_TEXT, pk=pk)


@require_GET
@signed_in
def monitor(request: HttpRequest, pk: int) -> HttpResponse:
    """Responses against the roll; `part=figures` gives what the page's script puts in anew."""
    _may_see(request)
    page = monitor_page(_wave(pk))
    part = request.GET.get("part") == "figures"
    template = "survey/monitor_figures.html" if part else "survey/monitor.html"
    may_chase = why_not_invite(person_of(request)) is None
    return render(request, template, {"page": page, "may_chase": may_chase})


@require_GET
@signed_in
def monitor_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The monitor as a file: a line for each school, and one for each of its classes."""
    _may_see(request)
    page = monitor_page(_wave(pk))
    return _file(f"responses-{page.wave.name}.csv", csv_bytes(MONITOR_COLUMNS, _lines(page)))


def _lines(page: MonitorPage) -> list[tuple[object, ...]]:
    lines: list[tuple[object, ...]] = []
    for row in page.schools:
        place = (row.locality, row.name)
        roll = row.rate.roll if row.roll_known else None
        counts = (roll, row.rate.responses, row.not_sent, row.rate.percent)
        lines.append((*place, "", row.stage.words, row.reason, *counts))
        for one in row.classes:
            session, each = one.group.session, one.group.counts
            state = "Open" if session.is_open else "Closed"
            counts = (each.pupils, each.finished, each.answering, one.rate.percent)
            lines.append((*place, session.class_name, state, "", *counts))
    return lines


@require_GET
@signed_in
def chasing(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to ring today."""
    may_invite(request)
    page = chasing_page(_wave(pk), today=timezone.localdate())
    return render(request, "survey/invitations/chasing.html", {"page": page})


@require_GET
@signed_in
def chasing_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to ring today, as a file."""
    may_invite(request)
    page = chasing_page(_wave(pk), today=timezone.localdate())
    lines = [
        (
            one.standing.name,
            one.standing.participation.school.locality.name,
            " ".join(one.reasons),
            one.standing.contact,
            one.last_letter,
            one.standing.participation.last_day.isoformat(),
            one.standing.participation.roll,
            one.standing.participation.responses,
        )
        for one in page.schools
    ]
    return _file(f"to-ring-{page.wave.name}.csv", csv_bytes(CHASING_COLUMNS, lines))


def _file(name: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
