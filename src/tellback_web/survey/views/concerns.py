"""The safeguarding list. Looking at a concern is recorded."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes.care_notice import list_was_read
from tellback_web.survey.changes.concerns import (
    close_concern,
    note_action,
    note_opened,
    reopen_concern,
)
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.care import CloseConcern, NoteAction, ReopenConcern
from tellback_web.survey.models import Concern
from tellback_web.survey.pages.care import concern_page, concerns_page
from tellback_web.survey.permissions.care import why_not_see_concerns

WITH_SCHOOL = Concern.objects.select_related(
    "participation__school__locality", "participation__wave"
).defer("participation__wave__questionnaire")


def _may_see(request: HttpRequest) -> str:
    if reason := why_not_see_concerns(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _show(request: HttpRequest, key: UUID, forms: dict[str, Form], *, status: int) -> HttpResponse:
    shown = {
        "act": NoteAction(auto_id="act_%s"),
        "close": CloseConcern(auto_id="close_%s"),
        "reopen": ReopenConcern(auto_id="reopen_%s"),
        **forms,
    }
    found = get_object_or_404(WITH_SCHOOL, pk=key)
    page = concern_page(found, timezone.localdate())
    return render(
        request, "survey/care/concern.html", {"page": page, "forms": shown}, status=status
    )


@require_GET
@signed_in
def concerns(request: HttpRequest) -> HttpResponse:
    """The list: schools and days, no words."""
    _may_see(request)
    list_was_read(person_of(request))
    page = concerns_page(timezone.localdate(), closed=request.GET.get("closed") == "yes")
    return render(request, "survey/care/concerns.html", {"page": page})


@require_GET
@signed_in
def concern(request: HttpRequest, key: UUID) -> HttpResponse:
    """One concern with its words."""
    by = _may_see(request)
    get_object_or_404(WITH_SCHOOL, pk=key)
    note_opened(key, by=by)
    return _show(request, key, {}, status=200)


def _change(
    request: HttpRequest, key: UUID, name: str, form: Form, change: Callable[[], None]
) -> HttpResponse:
    """Make one change of a concern, or show its page with what is wrong."""
    if form.is_valid():
        try:
            change()
        except Refused as refusal:
            form.add_error(next(iter(form.fields)), str(refusal))
        else:
            messages.success(request, "That is kept.")
            return redirect("care:concern", key=key)
    return _show(request, key, {name: form}, status=422)


@require_POST
@signed_in
def act(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep what was done."""
    by = _may_see(request)
    form = NoteAction(request.POST, auto_id="act_%s")
    return _change(
        request, key, "act", form, lambda: note_action(key, what=form.cleaned_data["what"], by=by)
    )


@require_POST
@signed_in
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close a concern."""
    by = _may_see(request)
    form = CloseConcern(request.POST, auto_id="close_%s")

    def change() -> None:
        close_concern(key, reason=form.cleaned_data["reason"], by=by)

    return _change(request, key, "close", form, change)


@require_POST
@signed_in
def reopen(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open a closed concern again."""
    by = _may_see(request)
    form = ReopenConcern(request.POST, auto_id="reopen_%s")

    def change() -> None:
        reopen_concern(key, reason=form.cleaned_data["reason"], by=by)

    return _change(request, key, "reopen", form, change)
