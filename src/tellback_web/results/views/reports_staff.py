"""Officers and analysts: the documents of a release, and the release of all school reports."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tellback.report.making import Kind
from tellback_web.people.models import Person
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.results.changes.refused import Refused
from tellback_web.results.changes.reports import begin_reports, send_links, stop_reports
from tellback_web.results.changes.reports_making import make_reports_apart
from tellback_web.results.models import Release, SchoolReports
from tellback_web.results.pages.reports import document_page
from tellback_web.results.pages.reports_staff import reports_page
from tellback_web.results.permissions import why_not_release, why_not_see_releases
from tellback_web.results.queries.reports import Wanted
from tellback_web.results.views.reports import Gone, as_download, or_why_not

ALREADY = "They are being made already: somebody else began it."


@require_GET
@signed_in
@or_why_not
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """All documents; `part=progress` gives what the page's script puts in anew."""
    page = reports_page(_built(pk), _seeing(request))
    part = request.GET.get("part") == "progress"
    template = "results/reports/progress.html" if part else "results/reports/staff.html"
    return render(request, template, {"page": page})


@require_GET
@signed_in
@or_why_not
def preview(request: HttpRequest, pk: int, kind: Kind, school: str = "") -> HttpResponse:
    """A document as its readers will see it."""
    _seeing(request)
    page = document_page(_built(pk), Wanted(kind, school), preview=True)
    return render(request, "results/reports/document.html", {"page": page})


@require_GET
@signed_in
@or_why_not
def preview_file(
    request: HttpRequest, pk: int, kind: Kind, ending: str, school: str = ""
) -> HttpResponse:
    """It as a file."""
    _seeing(request)
    return as_download(_built(pk), Wanted(kind, school), ending)


@require_POST
@signed_in
@or_why_not
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the school reports, or go on; when all are made they are released."""
    by = _releasing(request)
    try:
        begun = begin_reports(_built(pk), by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("releases:reports", pk=pk)
    if begun.to_start:
        make_reports_apart(begun.reports)
    else:
        messages.info(request, ALREADY)
    return redirect("releases:reports", pk=pk)


@require_POST
@signed_in
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Make no more of them now."""
    by = _releasing(request)
    held = get_object_or_404(SchoolReports.objects.select_related("release__wave"), release=pk)
    try:
        stop_reports(held, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Stopped. What is made is kept; go on whenever you like.")
    return redirect("releases:reports", pk=pk)


@require_POST
@signed_in
@or_why_not
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the heads where their reports are."""
    by = _releasing(request)
    release = _built(pk)
    try:
        done = send_links(release, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("releases:reports", pk=pk)
    for one in done:
        if one.refusal:
            messages.error(request, f"{one.school} {one.refusal}")
    if sent := sum(not one.refusal for one in done):
        letters = "1 letter" if sent == 1 else f"{sent} letters"
        messages.success(request, f"{letters} sent.")
    return redirect("releases:reports", pk=pk)


def _built(pk: int) -> Release:
    """A release that was built. Raises Gone where it is withdrawn."""
    built = Release.objects.exclude(manifest_hash="").select_related("wave")
    release = get_object_or_404(built.defer("wave__questionnaire"), pk=pk)
    if release.state == Release.State.WITHDRAWN:
        raise Gone(release)
    return release


def _seeing(request: HttpRequest) -> Person:
    person = person_of(request)
    if reason := why_not_see_releases(person):
        raise PermissionDenied(reason)
    return person


def _releasing(request: HttpRequest) -> str:
    person = person_of(request)
    if reason := why_not_release(person):
        raise PermissionDenied(reason)
    return person.get_username()
