"""Officers and analysts: the responses to look at before results are built."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tellback.quality import Reason, decisions_text
from tellback.questionnaire.problem import Unreadable
from tellback.snapshot import SnapshotFault
from tellback_web.people.models import Person
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.results import forms_quality as forms
from tellback_web.results.changes.quality import decide
from tellback_web.results.changes.refused import Refused
from tellback_web.results.pages.quality import (
    ReasonPage,
    history_page,
    quality_page,
    reason_page,
)
from tellback_web.results.permissions import why_not_release, why_not_see_releases
from tellback_web.results.queries.quality import decided_on
from tellback_web.results.views.files import as_file
from tellback_web.survey.models import Wave

View = Callable[..., HttpResponse]


def _of_closed_wave(view: View) -> View:
    """Give `view` the wave, for those who may see results before their release.

    A snapshot or criteria that cannot be used are a page with the sentence.
    """

    @wraps(view)
    def asked(request: HttpRequest, wave: int, **parts: Any) -> HttpResponse:
        if reason := why_not_see_releases(person_of(request)):
            raise PermissionDenied(reason)
        counted = (Wave.State.CLOSED, Wave.State.RELEASED)
        held = get_object_or_404(Wave, pk=wave, state__in=counted)
        try:
            return view(request, held, **parts)
        except (SnapshotFault, Unreadable, OSError) as fault:
            page = {"wave": held, "fault": str(fault)}
            return render(request, "results/quality_broken.html", {"page": page}, status=503)

    return asked


@require_GET
@signed_in
@_of_closed_wave
def responses(request: HttpRequest, wave: Wave) -> HttpResponse:
    """How many responses are flagged, for which reasons, and what was decided."""
    page = quality_page(wave, person_of(request))
    return render(request, "results/quality.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
@_of_closed_wave
def reason(request: HttpRequest, wave: Wave, reason: str) -> HttpResponse:
    """The responses flagged for one reason, and the form that decides on them."""
    if reason not in {*Reason}:
        raise Http404
    person = person_of(request)
    page = reason_page(wave, Reason(reason), person, page=request.GET.get("page", "1"))
    given = request.POST if request.method == "POST" else None
    form = forms.Decide(given, rows=page.rows)
    if given is not None:
        _refuse_unless_deciding(person)
        if form.is_valid():
            try:
                many = decide(
                    wave,
                    reason=Reason(reason),
                    rows=_chosen(form, wave, Reason(reason)),
                    choice=form.cleaned_data["choice"],
                    why=form.cleaned_data["why"],
                    by=person.get_username(),
                )
            except Refused as refusal:
                form.add_error("which", str(refusal))
            else:
                messages.success(request, _done(many, form.cleaned_data["choice"]))
                return redirect("quality:reason", wave=wave.pk, reason=reason)
    return _reason(request, page, form)


@require_GET
@signed_in
@_of_closed_wave
def history(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Every decision, with what held after it."""
    return render(request, "results/quality_history.html", {"page": history_page(wave)})


@require_GET
@signed_in
@_of_closed_wave
def decisions(request: HttpRequest, wave: Wave) -> HttpResponse:
    """The decisions in force as a file that the library reads."""
    text = decisions_text(decided_on(wave).decisions)
    return as_file(text.encode(), f"{wave.name}-decisions.yaml", "application/yaml")


def _reason(request: HttpRequest, page: ReasonPage, form: forms.Decide) -> HttpResponse:
    given = {"page": page, "form": form}
    return render(request, "results/quality_reason.html", given, status=422 if form.errors else 200)


def _refuse_unless_deciding(person: Person) -> None:
    if refused := why_not_release(person):
        raise PermissionDenied(refused)


def _chosen(form: forms.Decide, wave: Wave, reason: Reason) -> set[int]:
    which = form.cleaned_data["which"]
    if which == forms.TICKED:
        return {int(row) for row in form.cleaned_data["rows"]}
    decided = decided_on(wave)
    flags = [flag for flag in decided.flagged.flags if flag.reason is reason]
    if which == forms.UNDECIDED:
        flags = [flag for flag in flags if flag.key not in decided.in_force]
    return {flag.row for flag in flags}


def _done(many: int, choice: str) -> str:
    thing = "response is" if many == 1 else "responses are"
    return f"{many} {thing} {'kept' if choice == 'keep' else 'left out'}."
