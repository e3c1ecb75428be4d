"""The officer's pages to print a questionnaire as a booklet."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tellback.paper.look import Look, Variant
from tellback.paper.typeset import Unprintable
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.forms.printing import HowToPrint
from tellback_web.survey.pages.printing import ToPrint, booklet_of, to_print, what_to_print
from tellback_web.survey.permissions.printing import why_not_print


def _may(request: HttpRequest) -> None:
    if reason := why_not_print(person_of(request)):
        raise PermissionDenied(reason)


def _found(name: str) -> ToPrint:
    try:
        return to_print(name)
    except LookupError as none:
        raise Http404(str(none)) from none


@require_GET
@signed_in
def what(request: HttpRequest) -> HttpResponse:
    """Which questionnaire?"""
    _may(request)
    return render(request, "survey/printing/what.html", {"page": what_to_print()})


@require_GET
@signed_in
def how(request: HttpRequest, name: str) -> HttpResponse:
    """Which variant, in which language; the answer leads to the PDF."""
    _may(request)
    found = _found(name)
    form = HowToPrint(request.GET or None, languages=found.languages)
    if form.is_valid() and not found.problems:
        address = reverse("printing:booklet", kwargs={"name": name})
        return redirect(f"{address}?{urlencode(request.GET)}")
    return _asked(request, found, form)


@require_GET
@signed_in
def booklet_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """The booklet itself."""
    _may(request)
    found = _found(name)
    form = HowToPrint(request.GET, languages=found.languages)
    if found.problems or not form.is_valid():
        return _asked(request, found, form)
    given = form.cleaned_data
    look = Look(Variant(given["variant"]), black_and_white=given["black_and_white"])
    try:
        made = booklet_of(found, look, given["language"])
    except Unprintable as fault:
        form.add_error(None, str(fault))
        return _asked(request, found, form)
    file = (
        f"{found.questionnaire.id}-{found.questionnaire.version}-{look.variant}-{given['language']}"
    )
    safe = "".join(
        one if one.isascii() and (one.isalnum() or one in "-_.") else "-" for one in file
    )
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{safe}.pdf"'},
    )


def _asked(request: HttpRequest, found: ToPrint, form: HowToPrint) -> HttpResponse:
    context = {"page": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "survey/printing/how.html", context, status=status)
