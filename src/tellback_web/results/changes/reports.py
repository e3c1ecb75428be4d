"""School reports: begun, stopped and gone on with by a person; then each head is told where."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tellback.report.making import schools_with_reports
from tellback_web.audit.changes import record
from tellback_web.results.changes.refused import Refused
from tellback_web.results.models import Release, SchoolReport, SchoolReports
from tellback_web.results.queries.report_material import ground_of, why_outline_is_not_used
from tellback_web.results.queries.report_work import is_at_work
from tellback_web.results.queries.reports_sent import letter_about, to_send
from tellback_web.survey.changes.letters import Sending, send_letters
from tellback_web.survey.models import Kind

State = SchoolReports.State


@dataclass(frozen=True)
class Begun:
    """The making, and whether it has to be started: not where it is going on already."""

    reports: SchoolReports
    to_start: bool


@transaction.atomic
def begin_reports(release: Release, *, by: str) -> Begun:
    """Make every school's report, or go on where it was left. Raises Refused, ReleaseBroken.

    Two people who begin at once begin one making: whoever is second finds it going on.
    """
    held = _published(release)
    reports = SchoolReports.objects.select_for_update().filter(release=held).first()
    if reports is None:
        return Begun(_new(held, by=by), to_start=True)
    if reports.state == State.RELEASED:
        msg = "The school reports are released already."
        raise Refused(msg)
    if is_at_work(reports):
        return Begun(reports, to_start=False)
    _refuse_outline(held)
    reports.schools.exclude(fault="").update(fault="")
    reports.state, reports.begun_at, reports.begun_by = State.MAKING, timezone.now(), by
    reports.save(update_fields=["state", "begun_at", "begun_by"])
    _record(reports, "went on making the school reports", by=by)
    return Begun(reports, to_start=True)


@transaction.atomic
def stop_reports(reports: SchoolReports, *, by: str) -> None:
    """Make no further report; those that are made stay. Raises Refused."""
    held = SchoolReports.objects.select_for_update().get(pk=reports.pk)
    if held.state != State.MAKING:
        msg = f"The school reports are {held.get_state_display().lower()} already."
        raise Refused(msg)
    held.state = State.STOPPED
    held.save(update_fields=["state"])
    _record(held, "stopped making the school reports", by=by)


@transaction.atomic
def finish_reports(reports: SchoolReports) -> None:
    """When every report is made, heads see them; where one could not be made, nobody does yet."""
    held = SchoolReports.objects.select_for_update().select_related("release").get(pk=reports.pk)
    if held.state != State.MAKING:
        return
    published = held.release.state == Release.State.PUBLISHED
    if published and not held.schools.filter(made_at=None).exists():
        held.state, held.released_on = State.RELEASED, timezone.localdate()
        _record(held, "released the school reports", by=held.begun_by)
    else:
        held.state = State.STOPPED
    held.save(update_fields=["state", "released_on"])


def send_links(release: Release, *, by: str) -> tuple[Sending, ...]:
    """Tell heads where their report is, each once for a release, so many at a press.

    Raises Refused while the reports are not released.
    """
    reports = SchoolReports.objects.filter(release=release, state=State.RELEASED).first()
    if reports is None or release.state != Release.State.PUBLISHED:
        msg = "The school reports are not released yet."
        raise Refused(msg)
    waiting = [one.pk for one in to_send(reports)]
    return send_letters(
        release.wave, waiting, kind=Kind.RESULTS, about=letter_about(release), by=by
    )


def _published(release: Release) -> Release:
    held = Release.objects.select_for_update(of=("self",)).select_related("wave").get(pk=release.pk)
    if held.state != Release.State.PUBLISHED:
        msg = "The results are not published. Publish them first; then schools get their reports."
        raise Refused(msg)
    return held


def _new(release: Release, *, by: str) -> SchoolReports:
    _refuse_outline(release)
    schools = schools_with_reports(ground_of(release))
    if not schools:
        msg = "These results are not split by school, so there is no report for a school."
        raise Refused(msg)
    reports = SchoolReports.objects.create(release=release, begun_at=timezone.now(), begun_by=by)
    SchoolReport.objects.bulk_create(
        SchoolReport(reports=reports, school=one.area, name=one.name) for one in schools
    )
    _record(reports, "began to make the school reports", by=by)
    return reports


def _refuse_outline(release: Release) -> None:
    if fault := why_outline_is_not_used(release):
        msg = f"The outline of the reports cannot be used. {fault}"
        raise Refused(msg)


def _record(reports: SchoolReports, verb: str, *, by: str) -> None:
    release = reports.release
    details = {"release": release.number}
    record(by=by, verb=verb, about=release.wave.name, about_kind="wave", details=details)
