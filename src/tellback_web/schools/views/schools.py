"""One school: its page, its name, its locality, who to write to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.people.signed_in import signed_in
from tellback_web.schools import forms
from tellback_web.schools.changes.history import Refused
from tellback_web.schools.changes.places import (
    move_school,
    rename_school,
    set_contact,
    take_back_locality,
    take_back_name,
)
from tellback_web.schools.models import School
from tellback_web.schools.pages import school_page
from tellback_web.schools.queries.register import present_localities
from tellback_web.schools.views.register import may_change, may_see

TAKE_BACK = {"name": take_back_name, "locality": take_back_locality}


@require_GET
@signed_in
def school(request: HttpRequest, pk: int) -> HttpResponse:
    """What the register says of it, now and before."""
    why_not = may_see(request)
    found = get_object_or_404(School.objects.select_related("locality"), pk=pk)
    page = school_page(found, why_not_change=why_not)
    return render(request, "schools/school.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on."""
    by = may_change(request)
    found = get_object_or_404(School, pk=pk)
    form = forms.Rename(request.POST or None)
    words = (f"Rename {found.name}", "Rename the school")
    return _ask(request, found, form, words, lambda **given: rename_school(found, **given, by=by))


@require_http_methods(["GET", "POST"])
@signed_in
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another locality from a day on."""
    by = may_change(request)
    found = get_object_or_404(School.objects.select_related("locality"), pk=pk)
    others = [one for one in present_localities() if one != found.locality]
    form = forms.Move(request.POST or None, localities=others)
    words = (f"Move {found.name} out of {found.locality.name}", "Move the school")
    return _ask(request, found, form, words, lambda **given: move_school(found, **given, by=by))


@require_http_methods(["GET", "POST"])
@signed_in
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Who to write to."""
    by = may_change(request)
    found = get_object_or_404(School, pk=pk)
    form = forms.Contact(request.POST or None, initial={"contact": found.contact})
    words = (f"Who to write to at {found.name}", "Save")
    return _ask(request, found, form, words, lambda **given: set_contact(found, **given, by=by))


def _ask(
    request: HttpRequest,
    school: School,
    form: Form,
    words: tuple[str, str],
    change: Callable[..., Any],
) -> HttpResponse:
    """Ask with `form`, then make the change; a refusal stands on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            change(**form.cleaned_data)
        except Refused as refusal:
            form.add_error("since", str(refusal))
        else:
            messages.success(request, "The register is changed.")
            return redirect("schools:school", pk=school.pk)
    given = {"form": form, "school": school, "heading": words[0], "button": words[1]}
    return render(request, "schools/change_school.html", given, status=422 if form.errors else 200)


@require_POST
@signed_in
def take_back(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The latest name or move was a mistake."""
    by = may_change(request)
    found = get_object_or_404(School, pk=pk)
    if what not in TAKE_BACK:
        raise Http404
    try:
        TAKE_BACK[what](found, by=by)
        messages.success(request, "The change is taken back.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("schools:school", pk=pk)
