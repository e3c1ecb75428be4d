"""The officer's pages of a paper batch: open, count again, go without, take in, drop."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes import paper_batches as changes
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.keying import CountAgain, OpenBatch
from tellback_web.survey.models import PaperBatch, Participation
from tellback_web.survey.pages.keying import batch_page, schools_with_paper
from tellback_web.survey.permissions.keying import why_not_open_batches


def _officer(request: HttpRequest) -> str:
    if reason := why_not_open_batches(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _batch(pk: int) -> PaperBatch:
    held = PaperBatch.objects.select_related("participation__school", "participation__wave")
    return get_object_or_404(held, pk=pk)


@require_http_methods(["GET", "POST"])
@signed_in
def open_(request: HttpRequest) -> HttpResponse:
    """A new batch."""
    by = _officer(request)
    form = OpenBatch(request.POST or None, schools=schools_with_paper())
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        participation = get_object_or_404(Participation, pk=given.pop("participation"))
        try:
            made = changes.open_batch(participation, **given, by=by)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("keying:batch", pk=made.pk)
    context = {"form": form}
    return render(request, "survey/keying/open.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """The right number of booklets."""
    by, found = _officer(request), _batch(pk)
    form = CountAgain(request.POST or None, initial={"booklets": found.booklets})
    if request.method == "POST" and form.is_valid():
        try:
            changes.count_again(found, booklets=form.cleaned_data["booklets"], by=by)
        except Refused as refusal:
            form.add_error("booklets", str(refusal))
        else:
            return redirect("keying:batch", pk=pk)
    context = {"form": form, "batch": found}
    return render(request, "survey/keying/count.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def without(request: HttpRequest, pk: int) -> HttpResponse:
    """Go without the rest of the second keying, once the officer has seen what that means."""
    return _decided(
        request,
        pk,
        template="survey/keying/without.html",
        change=changes.do_without_second,
        said="No more of this batch is keyed twice.",
    )


@require_http_methods(["GET", "POST"])
@signed_in
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a batch away, once the officer has seen what is lost."""
    return _decided(
        request,
        pk,
        template="survey/keying/drop.html",
        change=changes.drop_batch,
        said="The batch is dropped.",
    )


def _decided(
    request: HttpRequest, pk: int, *, template: str, change: Callable[..., None], said: str
) -> HttpResponse:
    by, found = _officer(request), _batch(pk)
    if request.method == "GET":
        return render(request, template, {"page": batch_page(found, person=person_of(request))})
    try:
        change(found, by=by)
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    if PaperBatch.objects.filter(pk=pk).exists():
        return redirect("keying:batch", pk=pk)
    return redirect("keying:batches")


@require_POST
@signed_in
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the answers of a batch."""
    by, found = _officer(request), _batch(pk)
    try:
        taken = changes.take_in_batch(found, by=by)
        messages.success(request, f"Taken in. Responses on paper: {taken} more.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("keying:batch", pk=pk)
