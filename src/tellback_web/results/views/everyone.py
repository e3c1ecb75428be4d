"""The pages of results that everyone may read."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from tellback_web.results.models import Release
from tellback_web.results.pages.borough import borough_page
from tellback_web.results.queries.releases import (
    ReleaseBroken,
    published,
    released_waves,
    withdrawn,
)
from tellback_web.results.views.files import file_answer
from tellback_web.survey.models import Wave

LOG = logging.getLogger(__name__)

PUBLIC = "borough"
"""How the names of files begin that tell of no single school."""


@require_GET
def waves(request: HttpRequest) -> HttpResponse:
    """Every wave with results."""
    return render(request, "results/waves.html", {"page": {"waves": list(released_waves())}})


@require_GET
def borough(request: HttpRequest, name: str) -> HttpResponse:
    """The results for the whole area; or when and why they were withdrawn."""
    wave = get_object_or_404(Wave, name=name)
    release = published(wave)
    if release is None:
        return _withdrawn(request, wave)
    try:
        page = borough_page(wave, release)
    except ReleaseBroken as fault:
        LOG.critical("%s", fault)
        return render(request, "results/broken.html", {"page": {"wave": wave}}, status=503)
    return render(request, "results/borough.html", {"page": page})


@require_GET
def file(request: HttpRequest, name: str, file: str) -> HttpResponse:
    """A file of the results for everyone; those with schools are for staff."""
    release = get_object_or_404(
        Release.objects.select_related("wave"), wave__name=name, state=Release.State.PUBLISHED
    )
    if not file.startswith(PUBLIC):
        raise Http404
    return file_answer(release, file)


def _withdrawn(request: HttpRequest, wave: Wave) -> HttpResponse:
    last = withdrawn(wave).first()
    if last is None:
        raise Http404
    page = {"wave": wave, "release": last}
    return render(request, "results/withdrawn.html", {"page": page}, status=410)
