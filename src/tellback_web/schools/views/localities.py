"""The localities: their names, and which took the place of which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.people.signed_in import signed_in
from tellback_web.schools import forms
from tellback_web.schools.changes import places
from tellback_web.schools.changes.history import Refused
from tellback_web.schools.models import Locality
from tellback_web.schools.pages import localities_page
from tellback_web.schools.queries.register import present_localities
from tellback_web.schools.views.register import may_change, may_see


@require_GET
@signed_in
def localities(request: HttpRequest) -> HttpResponse:
    """Every locality, now and before."""
    page = localities_page(why_not_change=may_see(request))
    return render(request, "schools/localities.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: HttpRequest) -> HttpResponse:
    """One that was not there before."""
    by = may_change(request)
    form = forms.AddLocality(request.POST or None)
    words = ("Add a locality", "Add the locality")
    return _ask(request, form, words, lambda **given: places.add_locality(**given, by=by))


@require_http_methods(["GET", "POST"])
@signed_in
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on."""
    by = may_change(request)
    found = get_object_or_404(Locality, pk=pk)
    form = forms.RenameLocality(request.POST or None)
    words = (f"Rename {found.name}", "Rename the locality")
    return _ask(request, form, words, lambda **given: places.rename_locality(found, **given, by=by))


@require_http_methods(["GET", "POST"])
@signed_in
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Another locality takes its place and has its schools."""
    by = may_change(request)
    found = get_object_or_404(Locality, pk=pk)
    others = [one for one in present_localities() if one != found]
    form = forms.Replace(request.POST or None, localities=others)
    words = (f"Replace {found.name}", "Replace the locality")

    def change(**given: Any) -> int:
        return places.replace_locality(found, successor=given.pop("locality"), **given, by=by)

    return _ask(request, form, words, change)


def _ask(
    request: HttpRequest, form: Form, words: tuple[str, str], change: Callable[..., Any]
) -> HttpResponse:
    """Ask with `form`, then make the change; a refusal stands on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            change(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(next(iter(form.fields)), str(refusal))
        else:
            messages.success(request, "The register is changed.")
            return redirect("schools:localities")
    given = {"form": form, "heading": words[0], "button": words[1]}
    return render(
        request, "schools/change_locality.html", given, status=422 if form.errors else 200
    )


@require_POST
@signed_in
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest name was a mistake."""
    by = may_change(request)
    try:
        places.take_back_locality_name(get_object_or_404(Locality, pk=pk), by=by)
        messages.success(request, "The change is taken back.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("schools:localities")
