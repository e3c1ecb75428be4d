"""The pages on which a named person reads what pupils wrote."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes.screening import GONE, Outcome, clear_each, decide
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.care import ClearTicked, Decide
from tellback_web.survey.models import Wave, WrittenAnswer
from tellback_web.survey.pages.care import decided_page, queue_page, start_page, text_page
from tellback_web.survey.permissions.care import why_not_screen, why_not_see_concerns
from tellback_web.survey.queries.care import first_to_read, texts_of

SAID = {
    Outcome.CLEAR: "The text may be used.",
    Outcome.EDIT: "The text may be used without the names. The first wording is gone.",
    Outcome.WITHHOLD: "The text is withheld.",
    Outcome.PASS_ON: "The text is on the safeguarding list, and the leads are told.",
}


def _may_screen(request: HttpRequest) -> str:
    if reason := why_not_screen(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _wave(request: HttpRequest) -> Wave | None:
    """The wave that the address asks for; none where it is unknown."""
    asked = request.GET.get("wave", "")
    return Wave.objects.defer("questionnaire").filter(pk=asked).first() if asked.isdigit() else None


@require_GET
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """On to where a reader begins."""
    _may_screen(request)
    return redirect("care:start")


@require_GET
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """How much waits to be read, and for leads how long concerns have waited."""
    _may_screen(request)
    sees = why_not_see_concerns(person_of(request)) is None
    page = start_page(timezone.localdate(), sees_concerns=sees)
    return render(request, "survey/care/start.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def texts(request: HttpRequest) -> HttpResponse:
    """The texts that wait, those with signs of harm first; those without may be cleared here."""
    by = _may_screen(request)
    form = ClearTicked(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ticked = form.cleaned_data["texts"]
        cleared = clear_each(ticked, by=by)
        if cleared:
            messages.success(request, f"{_so_many(cleared)} may be used.")
        if late := len(ticked) - cleared:
            messages.warning(request, f"Somebody else decided about {_so_many(late)} first.")
        return redirect(request.get_full_path())
    page = queue_page(_wave(request), number=request.GET.get("page", "1"))
    return render(
        request,
        "survey/care/texts.html",
        {"form": form, "page": page},
        status=422 if form.errors else 200,
    )


@require_GET
@signed_in
def next_text(request: HttpRequest) -> HttpResponse:
    """On to the text that should be read next."""
    _may_screen(request)
    waiting = first_to_read(_wave(request))
    if not waiting:
        return redirect("care:start")
    return redirect("care:text", key=waiting[0])


def _so_many(count: int) -> str:
    return "1 text" if count == 1 else f"{count} texts"


@require_http_methods(["GET", "POST"])
@signed_in
def text(request: HttpRequest, key: UUID) -> HttpResponse:
    """One text, and what becomes of it."""
    by = _may_screen(request)
    found = texts_of([key])
    if not found:
        messages.error(request, GONE)
        return redirect("care:texts")
    answer = found[0]
    form = Decide(request.POST or None, initial={"before": answer.state, "text": answer.text})
    if request.method == "POST" and form.is_valid():
        try:
            _decide(key, form, by=by)
        except Refused as refusal:
            form.add_error(_field_of(form), str(refusal))
            answer = _shown_anew(form, answer)
        else:
            messages.success(request, SAID[Outcome(form.cleaned_data["outcome"])])
            was_waiting = form.cleaned_data["before"] == WrittenAnswer.State.WAITING
            return redirect("care:next" if was_waiting else "care:decided")
    return render(
        request,
        "survey/care/text.html",
        {"form": form, "page": text_page(answer)},
        status=422 if form.errors else 200,
    )


def _shown_anew(form: Decide, answer: WrittenAnswer) -> WrittenAnswer:
    """The text as it is now: who sends the form again has seen what somebody else decided."""
    now = next(iter(texts_of([answer.pk])), answer)
    form.data = {**{name: form.data[name] for name in form.data}, "before": now.state}
    return now


def _decide(key: UUID, form: Decide, *, by: str) -> None:
    given = form.cleaned_data
    decide(
        key,
        outcome=Outcome(given["outcome"]),
        before=given["before"],
        text=given["text"],
        reason=given["reason"],
        by=by,
    )


def _field_of(form: Decide) -> str:
    """The field that a refusal is about."""
    outcome = form.cleaned_data["outcome"]
    return {Outcome.EDIT.value: "text", Outcome.WITHHOLD.value: "reason"}.get(outcome, "outcome")


@require_GET
@signed_in
def decided(request: HttpRequest) -> HttpResponse:
    """Texts that were read, so that a decision can be put right."""
    _may_screen(request)
    page = decided_page(number=request.GET.get("page", "1"))
    return render(request, "survey/care/decided.html", {"page": page})
