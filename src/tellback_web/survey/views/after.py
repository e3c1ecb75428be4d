"""The officer's pages of a wave that is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes import after as changes
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms import after as forms
from tellback_web.survey.models import Wave
from tellback_web.survey.pages import after as pages
from tellback_web.survey.permissions.after import why_not_change_after, why_not_see_after
from tellback_web.survey.queries.after import cost_of, staff_time_of


def _may_see(request: HttpRequest) -> str | None:
    """Refuses who may not see; gives the sentence why they may not change, or None."""
    if reason := why_not_see_after(person_of(request)):
        raise PermissionDenied(reason)
    return why_not_change_after(person_of(request))


def _may_change(request: HttpRequest) -> str:
    if reason := why_not_change_after(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _wave(pk: int) -> Wave:
    return get_object_or_404(Wave.objects.exclude(state=Wave.State.DRAFT), pk=pk, sandbox=False)


@require_GET
@signed_in
def afterwards(request: HttpRequest) -> HttpResponse:
    """Every wave that has begun."""
    _may_see(request)
    return render(request, "survey/after/waves.html", {"page": pages.afterwards_page()})


@require_GET
@signed_in
def after(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still to be done for one wave."""
    _may_see(request)
    return render(request, "survey/after/after.html", {"page": pages.after_page(_wave(pk))})


@require_GET
@signed_in
def reconcile(request: HttpRequest, pk: int) -> HttpResponse:
    """The register beside the wave."""
    why_not = _may_see(request)
    page = pages.reconcile_page(_wave(pk), why_not_change=why_not)
    return render(
        request, "survey/after/reconcile.html", {"page": page, "form": forms.Acknowledge()}
    )


@require_POST
@signed_in
def acknowledge(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say why a doubt may stand."""
    by = _may_change(request)
    wave = _wave(pk)
    form = forms.Acknowledge(request.POST)
    if form.is_valid():
        try:
            changes.acknowledge(wave, key=key, reason=form.cleaned_data["reason"], by=by)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("after:reconcile", pk=pk)
    page = pages.reconcile_page(wave, why_not_change=None)
    given = {"page": page, "form": form, "key": key}
    return render(request, "survey/after/reconcile.html", given, status=422)


@require_POST
@signed_in
def take_back(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The doubt stands again."""
    by = _may_change(request)
    try:
        changes.take_back_acknowledgement(_wave(pk), key=key, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("after:reconcile", pk=pk)


@require_GET
@signed_in
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """What schools said."""
    _may_see(request)
    return render(request, "survey/after/feedback.html", {"page": pages.feedback_page(_wave(pk))})


@require_GET
@signed_in
def cost(request: HttpRequest, pk: int) -> HttpResponse:
    """What it cost, and who pays."""
    page = pages.cost_page(_wave(pk), why_not_change=_may_see(request))
    return render(request, "survey/after/cost.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def cost_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """What was paid for."""
    by = _may_change(request)
    wave = _wave(pk)
    cost = cost_of(wave)
    form = forms.CostLines(
        request.POST or None,
        held=[(one.item, one.pounds) for one in cost.lines],
        initial={"mark": cost.mark},
    )
    return _rows(request, wave, form, "lines", lambda rows, mark: changes.set_cost_lines(
        wave, rows, by=by, mark=mark
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@signed_in
def cost_shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Who pays."""
    by = _may_change(request)
    wave = _wave(pk)
    cost = cost_of(wave)
    form = forms.CostShares(
        request.POST or None,
        held=[(one.payer, one.percent) for one in cost.shares],
        initial={"mark": cost.mark},
    )
    return _rows(request, wave, form, "shares", lambda rows, mark: changes.set_cost_shares(
        wave, rows, by=by, mark=mark
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@signed_in
def staff_time(request: HttpRequest, pk: int) -> HttpResponse:
    """What staff did, and in how many hours."""
    by = _may_change(request)
    wave = _wave(pk)
    spent = staff_time_of(wave)
    form = forms.StaffTime(
        request.POST or None,
        held=[(one.item, f"{one.hours.normalize():f}") for one in spent.lines],
        initial={"mark": spent.mark},
    )
    return _rows(request, wave, form, "hours", lambda rows, mark: changes.set_staff_time(
        wave, rows, by=by, mark=mark
    ))  # fmt: skip


def _rows(
    request: HttpRequest,
    wave: Wave,
    form: Any,
    what: str,
    change: Callable[[list[tuple[str, Any]], str], None],
) -> HttpResponse:
    """Ask for rows, then store them; a refusal stands on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            change(form.rows(), form.cleaned_data["mark"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"The {'hours are' if what == 'hours' else 'cost is'} stored."
            )
            return redirect("after:cost", pk=wave.pk)
    given = {"wave": wave, "form": form, "what": what}
    return render(request, "survey/after/cost_rows.html", given, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """How long things are kept."""
    why_not = _may_see(request)
    wave = _wave(pk)
    page = pages.kept_page(wave, why_not_change=why_not)
    initial = {"written": page.kept.written, "letters": page.kept.letters}
    form = forms.KeptUntil(request.POST or None, initial=initial)
    if request.method == "POST":
        by = _may_change(request)
        if form.is_valid():
            try:
                changes.set_kept_until(wave, **form.cleaned_data, by=by)
            except Refused as refusal:
                form.add_error("written", str(refusal))
            else:
                messages.success(request, "The days are stored.")
                return redirect("after:after", pk=pk)
    given = {"page": page, "form": form}
    return render(request, "survey/after/kept.html", given, status=422 if form.errors else 200)
