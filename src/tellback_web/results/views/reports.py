"""Documents of published results: for everyone, and for a school its own.

A school's report and letter are for the school itself, once all schools get theirs, and for
officers and analysts. Whoever may not see them is told so in the same words for every number.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tellback.paper.typeset import Unprintable
from tellback.report.making import Kind
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.results.models import Release
from tellback_web.results.pages.reports import document_page
from tellback_web.results.permissions import why_not_see_school, why_not_see_school_report
from tellback_web.results.queries.releases import ReleaseBroken, published, withdrawn
from tellback_web.results.queries.report_files import report_file
from tellback_web.results.queries.reports import Wanted, file_name
from tellback_web.survey.models import Wave

LOG = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
}


class Gone(Exception):
    """The results were withdrawn, and their documents with them."""

    def __init__(self, release: Release) -> None:
        super().__init__(str(release))
        self.release = release


def or_why_not(view: View) -> View:
    """A page with a sentence where a document is gone, cannot be made, or there is none."""

    @wraps(view)
    def guarded(request: HttpRequest, **known: Any) -> HttpResponse:
        try:
            return view(request, **known)
        except Gone as gone:
            page: dict[str, object] = {"wave": gone.release.wave, "release": gone.release}
            return render(request, "results/withdrawn.html", {"page": page}, status=410)
        except KeyError as fault:
            raise Http404 from fault
        except ReleaseBroken as fault:
            LOG.critical("%s", fault)
            page = {"wave": _wave_of(**known)}
            return render(request, "results/broken.html", {"page": page}, status=503)
        except Unprintable as fault:
            LOG.critical("%s", fault)
            page = {"wave": _wave_of(**known), "fault": str(fault)}
            return render(request, "results/reports/unmade.html", {"page": page}, status=503)

    return guarded


def _wave_of(*, name: str = "", pk: int = 0, **_: object) -> Wave:
    waves = Wave.objects.defer("questionnaire")
    return waves.get(name=name) if name else waves.get(releases__pk=pk)


@require_GET
@or_why_not
def document(request: HttpRequest, name: str, kind: Kind) -> HttpResponse:
    """A document for everyone."""
    page = document_page(_published(name), Wanted(kind))
    return render(request, "results/reports/document.html", {"page": page})


@require_GET
@or_why_not
def file(request: HttpRequest, name: str, kind: Kind, ending: str) -> HttpResponse:
    """It as a file."""
    return as_download(_published(name), Wanted(kind), ending)


@require_GET
@signed_in
@or_why_not
def school_report(request: HttpRequest, name: str, school: str) -> HttpResponse:
    """The report of a school, or of the small schools that it is counted with."""
    page = document_page(_for_school(request, name, school), Wanted("school", school))
    return render(request, "results/reports/document.html", {"page": page})


@require_GET
@signed_in
@or_why_not
def school_file(
    request: HttpRequest, name: str, school: str, kind: Kind, ending: str
) -> HttpResponse:
    """Its report or its letter as a file."""
    return as_download(_for_school(request, name, school), Wanted(kind, school), ending)


def as_download(release: Release, wanted: Wanted, ending: str) -> HttpResponse:
    """A document as a file that a browser saves. Raises KeyError for none, as `report_file`."""
    name = f"{file_name(release, wanted)}.{ending}"
    saved_as = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        report_file(release, wanted, ending),
        content_type=TYPES[ending],
        headers={"Content-Disposition": saved_as},
    )


def _published(name: str) -> Release:
    """The release of a wave that everyone sees. Raises Gone, Http404."""
    wave = get_object_or_404(Wave.objects.defer("questionnaire"), name=name)
    release = published(wave)
    if release is None:
        if last := withdrawn(wave).first():
            raise Gone(last)
        raise Http404
    return release


def _for_school(request: HttpRequest, name: str, school: str) -> Release:
    """The release of which the reader may see a school's documents."""
    person = person_of(request)
    _allow(why_not_see_school(person, school))
    release = _published(name)
    _allow(why_not_see_school_report(person, release, school))
    return release


def _allow(reason: str | None) -> None:
    if reason:
        raise PermissionDenied(reason)
