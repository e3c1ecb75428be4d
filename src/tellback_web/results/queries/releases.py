"""Reads of releases: what they hold comes from their files, checked, and from nowhere else."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from tellback.disclosure import SafeTable
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.read import read
from tellback.release import Area, Release as Files, ReleaseFault, read_release
from tellback.release.about import Level
from tellback_web.results.models import Release
from tellback_web.survey.models import Wave

ReleaseBroken = ReleaseFault
"""A release's files are not as they were released; nothing of it is shown."""


def releases_folder() -> Path:
    """Where releases lie."""
    return Path(settings.DATA) / "releases"


def folder_of(release: Release) -> Path:
    """A release's own folder."""
    return releases_folder() / release.folder


def released_waves() -> QuerySet[Wave]:
    """Waves whose results anyone may see, the newest first."""
    return (
        Wave.objects.filter(releases__state=Release.State.PUBLISHED)
        .defer("questionnaire")
        .order_by("-opens_on")
    )


def published(wave: Wave) -> Release | None:
    """The release of a wave that everyone sees."""
    return wave.releases.filter(state=Release.State.PUBLISHED).first()


def withdrawn(wave: Wave) -> QuerySet[Release]:
    """Releases of a wave that were published once and are no more, the newest first."""
    return wave.releases.filter(state=Release.State.WITHDRAWN, published_on__isnull=False).order_by(
        "-number"
    )


def files_of(release: Release) -> Files:
    """The files of a release that was built, each checked when it is read. Raises ReleaseBroken."""
    return _files(release.folder, release.manifest_hash)


def areas_of(release: Release) -> tuple[Area, ...]:
    """Every area of which a release has tables. Raises ReleaseBroken."""
    return files_of(release).areas


def tables_of(release: Release, level: Level = "borough", area: str = "") -> tuple[SafeTable, ...]:
    """The safe tables of one area. Raises KeyError for an area without any, ReleaseBroken."""
    return _tables(release.folder, release.manifest_hash, level, area)


def file_of(release: Release, name: str) -> bytes:
    """One file of a release. Raises KeyError for a name that is none of its, ReleaseBroken."""
    return files_of(release).read_bytes(name)


@lru_cache(maxsize=8)
def _files(folder: str, manifest_hash: str) -> Files:
    return read_release(releases_folder() / folder, manifest_hash, every_file=False)


@lru_cache(maxsize=32)
def _tables(folder: str, manifest_hash: str, level: Level, area: str) -> tuple[SafeTable, ...]:
    return _files(folder, manifest_hash).area(level, area)


def forget_files() -> None:
    """Read every file anew; for tests, whose folders change under the same names."""
    _files.cache_clear()
    _tables.cache_clear()


def questionnaire_of(wave: Wave) -> Questionnaire:
    """What the wave asked."""
    return read(wave.questionnaire, name="the questionnaire")
