"""The explorer and schools' own pages: what a release holds, for those who may see it.

Everyone sees what is published of the whole area, its localities and its small schools
together. A school's tables are for itself, and for officers and analysts; these may also look
at a release before it is published. Whoever may not is told so in the same words whether or
not there is such a school.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET

from tellback_web.people.models import Person
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.results.models import Release
from tellback_web.results.pages.borough import borough_page
from tellback_web.results.pages.explorer import explorer_page
from tellback_web.results.pages.explorer_choice import Reader, school_in
from tellback_web.results.pages.explorer_school import (
    area_of_school,
    school_page,
    schools_page,
)
from tellback_web.results.pages.reports import report_address
from tellback_web.results.permissions import (
    own_schools,
    sees_every_school,
    why_not_see_releases,
    why_not_see_school,
    why_not_see_schools,
)
from tellback_web.results.queries.releases import ReleaseBroken
from tellback_web.survey.models import Wave

LOG = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def _or_broken(view: View) -> View:
    """Where a release's files are not as they were released, nothing of it is shown."""

    @wraps(view)
    def guarded(request: HttpRequest, **known: Any) -> HttpResponse:
        try:
            return view(request, **known)
        except ReleaseBroken as fault:
            LOG.critical("%s", fault)
            wave = _wave_of(**known)
            return render(request, "results/broken.html", {"page": {"wave": wave}}, status=503)

    return guarded


def _wave_of(*, name: str = "", pk: int = 0, school: str = "") -> Wave:
    """The wave that an address is about."""
    waves = Wave.objects.defer("questionnaire")
    return waves.get(name=name) if name else waves.get(releases__pk=pk)


@require_GET
@_or_broken
def explorer(request: HttpRequest, name: str) -> HttpResponse:
    """A question, a section or the headlines, split as the release holds it."""
    if (other := request.GET.get("wave", name)) != name:
        return _other_wave(request.GET, other)
    release = _published(name)
    if release is None:
        return redirect("results:borough", name=name)
    school = school_in(_given(request.GET))
    if school and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    reader = _reader(request)
    if school:
        _allow(why_not_see_school(person_of(request), school))
    return _explored(request, release, reader, preview=False)


@require_GET
@signed_in
@_or_broken
def schools(request: HttpRequest, name: str) -> HttpResponse:
    """The way to the own school's page; officers and analysts choose one."""
    _allow(why_not_see_schools(person_of(request)))
    release = _published(name)
    if release is None:
        raise Http404
    return _schools(request, release, preview=False)


@require_GET
@signed_in
@_or_broken
def school(request: HttpRequest, name: str, school: str) -> HttpResponse:
    """A school's own results, beside the rest of the borough."""
    person = person_of(request)
    _allow(why_not_see_school(person, school))
    release = _published(name)
    if release is None:
        raise Http404
    return _school(request, release, school, preview=False)


@require_GET
@signed_in
@_or_broken
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the whole area as it will be."""
    release = _unpublished(request, pk)
    page = borough_page(release.wave, release, preview=True)
    return render(request, "results/borough.html", {"page": page})


@require_GET
@signed_in
@_or_broken
def preview_explorer(request: HttpRequest, pk: int) -> HttpResponse:
    """The explorer of a release as it will be."""
    release = _unpublished(request, pk)
    return _explored(request, release, _reader(request), preview=True)


@require_GET
@signed_in
@_or_broken
def preview_schools(request: HttpRequest, pk: int) -> HttpResponse:
    """Every school's page as it will be."""
    return _schools(request, _unpublished(request, pk), preview=True)


@require_GET
@signed_in
@_or_broken
def preview_school(request: HttpRequest, pk: int, school: str) -> HttpResponse:
    """A school's page as it will be."""
    return _school(request, _unpublished(request, pk), school, preview=True)


def _allow(reason: str | None) -> None:
    if reason:
        raise PermissionDenied(reason)


def _published(name: str) -> Release | None:
    """The release of a wave that everyone sees; None where there is none now."""
    wave = get_object_or_404(Wave.objects.defer("questionnaire"), name=name)
    found = Release.objects.filter(wave=wave, state=Release.State.PUBLISHED)
    return found.select_related("wave").defer("wave__questionnaire").first()


def _unpublished(request: HttpRequest, pk: int) -> Release:
    """A release that was built, for those who may see it before it is published."""
    _allow(why_not_see_releases(person_of(request)))
    built = Release.objects.exclude(manifest_hash="").select_related("wave")
    return get_object_or_404(built.defer("wave__questionnaire"), pk=pk)


def _reader(request: HttpRequest) -> Reader:
    person = request.user
    if not isinstance(person, Person):
        return Reader()
    return Reader(every_school=sees_every_school(person), own=own_schools(person))


def _given(query: QueryDict) -> dict[str, str]:
    return {name: str(query[name]) for name in ("show", "by", "of") if name in query}


def _other_wave(query: QueryDict, name: str) -> HttpResponse:
    """The same view of another wave: its form's own choice of waves."""
    asked = query.copy()
    asked.pop("wave")
    get_object_or_404(Wave.objects.defer("questionnaire"), name=name)
    address = reverse("results:explorer", kwargs={"name": name})
    return redirect(f"{address}?{asked.urlencode()}")


def _explored(
    request: HttpRequest, release: Release, reader: Reader, *, preview: bool
) -> HttpResponse:
    page = explorer_page(release, _given(request.GET), reader, preview=preview)
    answer = render(
        request, "results/explorer.html", {"page": page}, status=404 if page.wrong else 200
    )
    if request.user.is_authenticated:
        add_never_cache_headers(answer)
    return answer


def _school(request: HttpRequest, release: Release, number: str, *, preview: bool) -> HttpResponse:
    area = area_of_school(release, number)
    if area is None:
        raise Http404
    page = school_page(release, area, _reader(request), preview=preview)
    report = report_address(release, person_of(request), number, preview=preview)
    return render(request, "results/school.html", {"page": page, "report": report})


def _schools(request: HttpRequest, release: Release, *, preview: bool) -> HttpResponse:
    page = schools_page(release, _reader(request), preview=preview)
    if len(page.schools) == 1:
        return redirect(page.schools[0].value)
    return render(request, "results/school_list.html", {"page": page})
