"""Officers and analysts: a release from its building to its withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback.release.microdata import to_sav
from tellback.snapshot import read_snapshot
from tellback_web.people.models import Person
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.results import forms
from tellback_web.results.changes import building, life, splits
from tellback_web.results.changes.refused import Refused
from tellback_web.results.models import Release, SplitRequest
from tellback_web.results.pages.releases import release_page, wave_releases
from tellback_web.results.permissions import (
    why_not_release,
    why_not_see_microdata,
    why_not_see_releases,
    why_not_sign_off,
)
from tellback_web.results.queries.releases import questionnaire_of
from tellback_web.results.queries.rules import JOINED, rules, splits_offered, text_with_splits
from tellback_web.results.views.files import as_file, file_answer
from tellback_web.survey.changes.closing import snapshots_folder
from tellback_web.survey.models import Wave


def _allow(reason: str | None) -> None:
    if reason:
        raise PermissionDenied(reason)


def _seeing(request: HttpRequest) -> Person:
    person = person_of(request)
    _allow(why_not_see_releases(person))
    return person


def _releasing(request: HttpRequest) -> str:
    person = person_of(request)
    _allow(why_not_release(person))
    return person.get_username()


def _wave(pk: int) -> Wave:
    counted = (Wave.State.CLOSED, Wave.State.RELEASED)
    return get_object_or_404(Wave, pk=pk, state__in=counted)


def _release(pk: int) -> Release:
    return get_object_or_404(Release.objects.select_related("wave"), pk=pk)


@require_http_methods(["GET", "POST"])
@signed_in
def of_wave(request: HttpRequest, wave: int) -> HttpResponse:
    """A wave's releases, and the beginning of another."""
    person = _seeing(request)
    held = _wave(wave)
    known, questionnaire = rules(), questionnaire_of(held)
    first = next(iter(known.values()))
    offered = splits_offered(first, questionnaire)
    given = request.POST if request.method == "POST" else None
    form = forms.BuildRelease(given, rules=known, offered=offered)
    if given is not None and form.is_valid():
        by = _releasing(request)
        chosen = tuple(tuple(one.split(JOINED)) for one in form.cleaned_data["splits"])
        rule = text_with_splits(known[form.cleaned_data["rule"]], chosen)
        try:
            release = building.begin_release(held, rule_text=rule, by=by)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("releases:of_wave", wave=wave)
        building.build_apart(release)
        return redirect("releases:release", pk=release.pk)
    chosen_first = [JOINED.join(split) for split in first.splits]
    return render(
        request,
        "results/of_wave.html",
        {
            "page": wave_releases(held, person),
            "form": form,
            "rules": tuple(known.values()),
            "chosen": form["splits"].value() or chosen_first if given else chosen_first,
        },
        status=200 if given is None else 422,
    )


@require_GET
@signed_in
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """One release: where it stands, what it hides, what may be done."""
    person = _seeing(request)
    page = release_page(_release(pk), person)
    return render(
        request,
        "results/release.html",
        {"page": page, "check": forms.Check(), "withdraw": forms.Withdraw()},
    )


@require_POST
@signed_in
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft was looked through."""
    by = _releasing(request)
    held = _release(pk)
    form = forms.Check(request.POST)
    if not form.is_valid():
        return _again(request, held, {"check": form, "withdraw": forms.Withdraw()})
    return _done(
        request,
        held,
        lambda: life.check(held, note=form.cleaned_data["note"], by=by),
        "Checked. Now somebody else has to sign it off.",
    )


@require_POST
@signed_in
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person's signature."""
    held = _release(pk)
    person = person_of(request)
    _allow(why_not_sign_off(person, held))
    by = person.get_username()
    return _done(
        request, held, lambda: life.sign_off(held, by=by), "Signed off. It can be published."
    )


@require_POST
@signed_in
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everyone see it."""
    by = _releasing(request)
    held = _release(pk)
    return _done(
        request, held, lambda: life.publish(held, by=by), "Published. Anyone can see the results."
    )


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no more."""
    by = _releasing(request)
    held = _release(pk)
    form = forms.Withdraw(request.POST)
    if not form.is_valid():
        return _again(request, held, {"check": forms.Check(), "withdraw": form})
    why = form.cleaned_data["why"]
    return _done(request, held, lambda: life.withdraw(held, why=why, by=by), "Withdrawn.")


@require_GET
@signed_in
def file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A file of a release, for those who may see all schools."""
    _seeing(request)
    return file_answer(_release(pk), name)


@require_GET
@signed_in
def microdata(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of pupils, without schools, as a labelled .sav file."""
    _allow(why_not_see_microdata(person_of(request)))
    wave = _release(pk).wave
    snapshot = read_snapshot(snapshots_folder() / wave.snapshot, manifest_sha256=wave.snapshot_hash)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "microdata.sav"
        to_sav(snapshot, path, day=snapshot.manifest.made_on or timezone.localdate())
        return as_file(path.read_bytes(), f"{wave.name}.sav", "application/x-spss-sav")


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: HttpRequest, wave: int) -> HttpResponse:
    """Ask for a split that no release holds."""
    person = _seeing(request)
    held = _wave(wave)
    first = next(iter(rules().values()))
    offered = splits_offered(first, questionnaire_of(held))
    given = request.POST if request.method == "POST" else None
    form = forms.AskForSplit(given, offered=offered)
    if given is not None and form.is_valid():
        try:
            splits.ask_for_split(held, by=person.get_username(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Asked. Whoever releases results will answer.")
        return redirect("releases:of_wave", wave=wave)
    given_page = {"wave": held, "form": form}
    return render(request, "results/ask.html", given_page, status=200 if given is None else 422)


@require_POST
@signed_in
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a split is not released."""
    by = _releasing(request)
    asked = get_object_or_404(SplitRequest, pk=pk)
    form = forms.AnswerSplit(request.POST)
    if form.is_valid():
        try:
            splits.refuse_split(asked, answer=form.cleaned_data["answer"], by=by)
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, "Say why not.")
    return redirect("releases:of_wave", wave=asked.wave_id)


def _done(
    request: HttpRequest, held: Release, change: Callable[[], object], said: str
) -> HttpResponse:
    try:
        change()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("releases:release", pk=held.pk)


def _again(
    request: HttpRequest, held: Release, given: dict[str, django_forms.Form]
) -> HttpResponse:
    page = release_page(held, person_of(request))
    return render(request, "results/release.html", {"page": page, **given}, status=422)
