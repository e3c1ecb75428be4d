"""Builds a release that somebody began; started by the web floor itself."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tellback_web.results.changes.building import build
from tellback_web.results.models import Release


class Command(BaseCommand):
    """`django build_release NUMBER`; a release that nobody began, or that is done, is let be."""

    help = "Build a release that was begun."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one."""
        parser.add_argument("release", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build it."""
        for release in Release.objects.filter(pk=options["release"], state=Release.State.BUILDING):
            build(release)
