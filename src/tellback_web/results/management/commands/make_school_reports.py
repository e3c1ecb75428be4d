"""Makes the school reports that somebody began; started by the web floor itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tellback_web.results.changes.reports_making import make_reports
from tellback_web.results.models import SchoolReports


class Command(BaseCommand):
    """`django make_school_reports NUMBER`; those that are stopped or released are let be."""

    help = "Make the school reports of a release that somebody began."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which."""
        parser.add_argument("reports", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make them."""
        begun = SchoolReports.objects.filter(state=SchoolReports.State.MAKING)
        for reports in begun.select_related("release").filter(pk=options["reports"]):
            make_reports(reports)
