"""The making of school reports, one school after another, in a process of its own.

Each school's report is either marked as made, with all its files on the disk, or it is not. So
whatever ends the process, even a kill, the next one goes on with the first that is not.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils import timezone

from tellback_web.results.changes.apart import start_apart
from tellback_web.results.changes.reports import finish_reports
from tellback_web.results.models import Release, SchoolReport, SchoolReports
from tellback_web.results.queries.report_files import keep_all
from tellback_web.results.queries.report_work import at_work
from tellback_web.results.queries.reports import Wanted

LOG = logging.getLogger(__name__)
COMMAND = "make_school_reports"


def make_reports_apart(reports: SchoolReports) -> None:
    """Start the making in a process that outlives this request."""
    if settings.BUILD_IN_THIS_PROCESS:
        make_reports(reports)
        return
    start_apart(COMMAND, reports.pk)


def make_reports(reports: SchoolReports) -> None:
    """Make what is not made yet, until it is stopped or nothing is left; then release them.

    While another process is at it, this one waits for its end.
    """
    release = Release.objects.select_related("wave").get(pk=reports.release_id)
    with at_work(reports):
        while one := _next(reports):
            _make(release, one)
        finish_reports(reports)


def _next(reports: SchoolReports) -> SchoolReport | None:
    """The next school; None where all are made or tried, or somebody stopped it."""
    return (
        SchoolReport.objects.filter(
            reports=reports,
            reports__state=SchoolReports.State.MAKING,
            reports__release__state=Release.State.PUBLISHED,
            made_at=None,
            fault="",
        )
        .order_by("pk")
        .first()
    )


def _make(release: Release, one: SchoolReport) -> None:
    try:
        for kind in ("school", "letter"):
            keep_all(release, Wanted(kind, one.school))
    except Exception as fault:
        # Whatever is wrong with one school must not keep the others from their reports.
        LOG.exception("The report of school %s could not be made.", one.school)
        one.fault = str(fault) or type(fault).__name__
        one.save(update_fields=["fault"])
        return
    one.made_at = timezone.now()
    one.save(update_fields=["made_at"])
