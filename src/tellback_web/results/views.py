"""The pages of results."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.results.changes import Refused, release_results
from tellback_web.results.pages import borough_page
from tellback_web.results.permissions import why_not_release
from tellback_web.results.queries import ReleaseBroken, released_waves
from tellback_web.survey.models import Wave

LOG = logging.getLogger(__name__)


@require_GET
def waves(request: HttpRequest) -> HttpResponse:
    """Every wave with results."""
    return render(request, "results/waves.html", {"page": {"waves": list(released_waves())}})


@require_GET
def borough(request: HttpRequest, name: str) -> HttpResponse:
    """The results for the whole area."""
    wave = get_object_or_404(Wave, name=name, state=Wave.State.RELEASED)
    try:
        page = borough_page(wave)
    except ReleaseBroken as fault:
        LOG.critical("%s", fault)
        return render(request, "results/broken.html", {"page": {"wave": wave}}, status=503)
    return render(request, "results/borough.html", {"page": page})


@require_POST
@signed_in
def release(request: HttpRequest, wave: int) -> HttpResponse:
    """Release a closed wave's results."""
    if reason := why_not_release(person_of(request)):
        raise PermissionDenied(reason)
    held = get_object_or_404(Wave, pk=wave)
    try:
        release_results(held, by=person_of(request).get_username())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("waves:wave", pk=wave)
    messages.success(request, "The results are released. Anyone can see them.")
    return redirect("results:borough", name=held.name)
