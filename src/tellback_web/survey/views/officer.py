"""The officer's pages of a wave."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback.questionnaire.problem import Unreadable
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.schools.models import School
from tellback_web.survey import shelf
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.tickets import make_tickets
from tellback_web.survey.changes.wave import (
    Refused,
    ask_schools,
    extend_wave,
    note_could_not,
    open_wave,
    prepare_wave,
)
from tellback_web.survey.forms import officer as forms
from tellback_web.survey.models import Participation, Wave
from tellback_web.survey.pages.officer import (
    TicketsPage,
    close_page,
    schools_to_ask,
    wave_page,
    waves_page,
)
from tellback_web.survey.permissions.waves import why_not_change_waves, why_not_see_waves


def _may_see(request: HttpRequest) -> None:
    if reason := why_not_see_waves(person_of(request)):
        raise PermissionDenied(reason)


def _may_change(request: HttpRequest) -> str:
    if reason := why_not_change_waves(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


@require_GET
@signed_in
def waves(request: HttpRequest) -> HttpResponse:
    """Every wave."""
    _may_see(request)
    page = waves_page(why_not_change=why_not_change_waves(person_of(request)))
    return render(request, "survey/waves.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def prepare(request: HttpRequest) -> HttpResponse:
    """A new wave."""
    by = _may_change(request)
    form = forms.PrepareWave(
        request.POST or None,
        request.FILES or None,
        shelf=shelf.on_the_shelf(),
        initial={"shelf": request.GET.get("shelf", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["file"]:
                text, lost = shelf.from_upload(given["file"].name, given["file"].read())
            else:
                text, lost = shelf.from_the_shelf(given["shelf"]).text, ()
            facts = ("name", "title", "year_group", "paging", "opens_on", "closes_on")
            wave = prepare_wave(**{name: given[name] for name in facts}, questionnaire=text, by=by)
        except Unreadable as fault:
            for problem in fault.problems:
                form.add_error("file", str(problem))
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            for problem in lost:
                messages.warning(request, f"Not carried over: {problem}")
            return redirect("waves:wave", pk=wave.pk)
    return render(
        request, "survey/prepare.html", {"form": form}, status=422 if form.errors else 200
    )


@require_GET
@signed_in
def wave(request: HttpRequest, pk: int) -> HttpResponse:
    """One wave and what may be done next."""
    _may_see(request)
    page = wave_page(
        get_object_or_404(Wave, pk=pk), why_not_change=why_not_change_waves(person_of(request))
    )
    return render(request, "survey/wave.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the schools that are asked."""
    by = _may_change(request)
    found = get_object_or_404(Wave, pk=pk)
    form = forms.AskSchools(request.POST or None, schools=schools_to_ask(found))
    if request.method == "POST" and form.is_valid():
        chosen = School.objects.filter(number__in=form.cleaned_data["schools"])
        asked = ask_schools(found, chosen.prefetch_related("rolls"), by=by)
        messages.success(request, f"{asked} schools are in the wave now.")
        return redirect("waves:wave", pk=pk)
    return render(
        request,
        "survey/ask.html",
        {"form": form, "wave": found},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Let pupils answer."""
    by = _may_change(request)
    try:
        open_wave(get_object_or_404(Wave, pk=pk), by=by)
        messages.success(request, "The wave is open. Pupils can answer.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("waves:wave", pk=pk)


@require_http_methods(["GET", "POST"])
@signed_in
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the closing day."""
    by = _may_change(request)
    found = get_object_or_404(Wave, pk=pk)
    form = forms.ExtendWave(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            extend_wave(found, **form.cleaned_data, by=by)
        except Refused as refusal:
            form.add_error("closes_on", str(refusal))
        else:
            messages.success(request, "The closing day has moved.")
            return redirect("waves:wave", pk=pk)
    return render(
        request,
        "survey/extend.html",
        {"form": form, "wave": found},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the wave and freeze its responses, once the officer has seen what that does."""
    by = _may_change(request)
    found = get_object_or_404(Wave, pk=pk)
    if request.method == "GET":
        return render(request, "survey/close.html", {"page": close_page(found)})
    try:
        close_wave(found, by=by)
        messages.success(request, "The wave is closed and its snapshot is made.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("waves:wave", pk=pk)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tickets(request: HttpRequest, pk: int) -> HttpResponse:
    """New codes for a school, shown once to be printed."""
    by = _may_change(request)
    school = get_object_or_404(Participation.objects.select_related("wave", "school"), pk=pk)
    form = forms.MakeTickets(request.POST or None, initial={"count": (school.roll or 0) or None})
    if request.method == "POST" and form.is_valid():
        try:
            codes = make_tickets(school, count=form.cleaned_data["count"], by=by)
        except Refused as refusal:
            form.add_error("count", str(refusal))
        else:
            page = TicketsPage(school, codes, request.build_absolute_uri("/answer/"))
            return render(request, "survey/slips.html", {"page": page})
    return render(
        request,
        "survey/tickets.html",
        {"form": form, "school": school},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def could_not(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a school that tried could not take part."""
    by = _may_change(request)
    school = get_object_or_404(Participation.objects.select_related("wave", "school"), pk=pk)
    form = forms.CouldNot(request.POST or None, initial={"reason": school.could_not})
    if request.method == "POST" and form.is_valid():
        note_could_not(school, reason=form.cleaned_data["reason"], by=by)
        return redirect("waves:wave", pk=school.wave_id)
    return render(
        request,
        "survey/could_not.html",
        {"form": form, "school": school},
        status=422 if form.errors else 200,
    )
