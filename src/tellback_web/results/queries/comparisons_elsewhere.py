"""Figures that stand beside a release: earlier waves, earlier years of print, benchmarks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from tellback.questionnaire.benchmark import Benchmark, read_benchmarks
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.published_year import PublishedYear, read_published_year
from tellback_web.results.models import Release
from tellback_web.results.queries.comparisons import questionnaire_released
from tellback_web.results.queries.releases import ReleaseBroken
from tellback_web.survey.models import Participation

LOG = logging.getLogger(__name__)
Found = TypeVar("Found")


def earlier_releases(release: Release) -> tuple[Release, ...]:
    """The published releases of earlier waves with the same questionnaire, the newest first.

    One whose files are not as they were released is left out, and told to the log.
    """
    asked = questionnaire_released(release).id
    before = Release.objects.filter(
        state=Release.State.PUBLISHED, wave__opens_on__lt=release.wave.opens_on
    )
    return tuple(
        one
        for one in before.select_related("wave")
        .defer("wave__questionnaire")
        .order_by("-wave__opens_on")
        if _same(one, asked)
    )


def _same(release: Release, asked: str) -> bool:
    try:
        return questionnaire_released(release).id == asked
    except ReleaseBroken as fault:
        LOG.critical("%s", fault)
        return False


def published_years(release: Release) -> tuple[PublishedYear, ...]:
    """Earlier years of which only printed figures are left, the newest first."""
    return _years(release.folder, release.manifest_hash, str(settings.CONTENT))


def benchmarks_beside(release: Release) -> tuple[Benchmark, ...]:
    """Figures from elsewhere that the council keeps for this questionnaire."""
    return _benchmarks(release.folder, release.manifest_hash, str(settings.CONTENT))


def rolls_of(release: Release) -> dict[str, int | None]:
    """School's number -> its roll when the wave opened, for each school that took part."""
    took_part = Participation.objects.filter(wave_id=release.wave_id, responses__gt=0)
    return dict(took_part.values_list("school__number", "roll"))


@lru_cache(maxsize=8)
def _years(folder: str, manifest_hash: str, content: str) -> tuple[PublishedYear, ...]:
    asked = questionnaire_released(Release(folder=folder, manifest_hash=manifest_hash))
    found = _read(Path(content) / "years", asked, read_published_year)
    return tuple(
        sorted(
            (one for one in found if one.wave < asked.version),
            key=lambda one: one.wave,
            reverse=True,
        )
    )


@lru_cache(maxsize=8)
def _benchmarks(folder: str, manifest_hash: str, content: str) -> tuple[Benchmark, ...]:
    asked = questionnaire_released(Release(folder=folder, manifest_hash=manifest_hash))
    found = _read(Path(content) / "benchmarks", asked, read_benchmarks)
    return tuple(one for some in found for one in some)


def _read(
    folder: Path, asked: Questionnaire, reader: Callable[[Path, Questionnaire], Found]
) -> list[Found]:
    """Files of `folder` named for the questionnaire; a wrong one is told to the log."""
    found = []
    for path in sorted(folder.glob(f"{asked.id}-*.csv")):
        try:
            found.append(reader(path, asked))
        except Unreadable as fault:
            LOG.error("%s", fault)  # noqa: TRY400 - the sentence says all
    return found
