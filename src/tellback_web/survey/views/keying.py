"""The keyers' pages: batches, a booklet page by page, differences, taking in."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback.questionnaire.keyed import KeyFault, KeyPage, value_of
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes import keying as changes
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.keying import OpenBatch
from tellback_web.survey.models import KeyedBooklet, PaperBatch, Participation
from tellback_web.survey.pages.keying import (
    KeyingPage,
    batch_page,
    batches_page,
    keying_page,
    schools_with_paper,
    settle_page,
)
from tellback_web.survey.permissions.keying import (
    turn_of,
    why_not_key,
    why_not_open_batches,
    why_not_this_booklet,
)

OTHER = "other"


def _keyer(request: HttpRequest) -> str:
    if reason := why_not_key(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _officer(request: HttpRequest) -> str:
    if reason := why_not_open_batches(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _batch(pk: int) -> PaperBatch:
    held = PaperBatch.objects.select_related("participation__school", "participation__wave")
    return get_object_or_404(held, pk=pk)


def _booklet(pk: int) -> KeyedBooklet:
    held = KeyedBooklet.objects.select_related(
        "batch__participation__school", "batch__participation__wave"
    )
    return get_object_or_404(held, pk=pk)


@require_GET
@signed_in
def batches(request: HttpRequest) -> HttpResponse:
    """Every batch, and what there is to key."""
    _keyer(request)
    page = batches_page(why_not_open=why_not_open_batches(person_of(request)))
    return render(request, "survey/keying/batches.html", {"page": page})


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


@require_GET
@signed_in
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: how far it is, what is to settle."""
    _keyer(request)
    page = batch_page(
        _batch(pk),
        why_not_open=why_not_open_batches(person_of(request)),
        keyed=request.GET.get("keyed", ""),
    )
    return render(request, "survey/keying/batch.html", {"page": page})


@require_POST
@signed_in
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The next booklet for this keyer."""
    by = _keyer(request)
    found = _batch(pk)
    try:
        booklet = changes.take_booklet(found, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("keying:batches")
    if booklet is None:
        messages.info(
            request,
            "There is nothing left for you to key in this batch. "
            "A second keying is for somebody else.",
        )
        return redirect("keying:batch", pk=pk)
    turn = turn_of(person_of(request), booklet)
    reached = booklet.second_page if turn == "second" else booklet.first_page
    return redirect("keying:page", pk=booklet.pk, number=reached + 1)


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Key one page of a booklet."""
    by, booklet = _keyer(request), _booklet(pk)
    if reason := why_not_this_booklet(person_of(request), booklet):
        raise PermissionDenied(reason)
    turn: changes.Turn = "first" if turn_of(person_of(request), booklet) == "first" else "second"
    shown = keying_page(booklet, turn, number)
    reached = booklet.first_page if turn == "first" else booklet.second_page
    if shown is None or number > reached + 1:
        raise Http404
    if request.method == "GET":
        return render(request, "survey/keying/page.html", {"page": shown})
    typed = {one.variable: request.POST.get(one.variable, "") for one in shown.page.fields}
    keyed, faults = _read(shown.page, typed)
    if faults:
        again = keying_page(booklet, turn, number, typed=typed, faults=faults)
        return render(request, "survey/keying/page.html", {"page": again}, status=422)
    try:
        done = changes.save_key_page(booklet, turn=turn, page=number, keyed=keyed, by=by)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("keying:batches")
    return _after(shown, done=done)


def _after(shown: KeyingPage, *, done: bool) -> HttpResponse:
    booklet = shown.booklet
    if done:
        # Not as a message: its banner would take the focus from the button for the next booklet.
        address = reverse("keying:batch", kwargs={"pk": booklet.batch_id})
        return redirect(f"{address}?keyed={booklet.number}")
    return redirect("keying:page", pk=booklet.pk, number=shown.page.number + 1)


def _read(asked: KeyPage, typed: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """(variable -> answer, variable -> sentence) of what was typed on a page."""
    keyed, faults = {}, {}
    for field in asked.fields:
        try:
            keyed[field.variable] = value_of(field, typed[field.variable])
        except KeyFault as fault:
            faults[field.variable] = str(fault)
    return keyed, faults


@require_http_methods(["GET", "POST"])
@signed_in
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What the paper says where two people keyed differently."""
    by, booklet = _keyer(request), _booklet(pk)
    shown = settle_page(booklet)
    faults: dict[str, str] = {}
    if request.method == "POST":
        values: dict[str, str] = {}
        for one in shown.differences:
            chosen = request.POST.get(one.field.variable, "")
            typed = {"first": one.first, "second": one.second}.get(
                chosen, request.POST.get(f"{one.field.variable}:{OTHER}", "")
            )
            try:
                values[one.field.variable] = value_of(one.field, typed)
            except KeyFault as fault:
                faults[one.field.variable] = str(fault)
        if not faults:
            return _settled(request, booklet, values, by)
    context = {"page": shown, "faults": faults, "given": request.POST}
    return render(request, "survey/keying/settle.html", context, status=422 if faults else 200)


def _settled(
    request: HttpRequest, booklet: KeyedBooklet, values: dict[str, str], by: str
) -> HttpResponse:
    try:
        changes.settle(booklet, values=values, by=by)
        messages.success(request, f"Booklet {booklet.number} is settled.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("keying:batch", pk=booklet.batch_id)


@require_POST
@signed_in
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Store the answers of a batch."""
    by, found = _officer(request), _batch(pk)
    try:
        count = changes.take_in_batch(found, by=by)
        messages.success(request, f"Taken in. Responses on paper: {count} more.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("keying:batch", pk=pk)


@require_http_methods(["GET", "POST"])
@signed_in
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a batch away, once the officer has seen what is lost."""
    by, found = _officer(request), _batch(pk)
    if request.method == "GET":
        context = {"page": batch_page(found, why_not_open=None)}
        return render(request, "survey/keying/drop.html", context)
    try:
        changes.drop_batch(found, by=by)
        messages.success(request, "The batch is dropped.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("keying:batches")
