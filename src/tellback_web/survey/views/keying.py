"""The keyers' pages: batches, a booklet page by page, differences."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback.questionnaire.keyed import (
    NOTHING,
    Field,
    KeyFault,
    KeyPage,
    spread,
    value_of,
)
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes import keying as changes
from tellback_web.survey.changes.paper_batches import GONE
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import KeyedBooklet, PaperBatch
from tellback_web.survey.pages.keying import (
    KeyingPage,
    batch_page,
    batches_page,
    keying_page,
    settle_page,
)
from tellback_web.survey.permissions.keying import (
    turn_of,
    why_not_give_back,
    why_not_key,
    why_not_this_booklet,
)

OTHER = "other"
NOT_CHOSEN = "Choose what the paper shows."


def _keyer(request: HttpRequest) -> str:
    if reason := why_not_key(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _batch(pk: int) -> PaperBatch | None:
    held = PaperBatch.objects.select_related("participation__school", "participation__wave")
    return held.filter(pk=pk).first()


def _booklet(pk: int) -> KeyedBooklet | None:
    held = KeyedBooklet.objects.select_related(
        "batch__participation__school", "batch__participation__wave"
    )
    return held.filter(pk=pk).first()


def _to_batches(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("keying:batches")


@require_GET
@signed_in
def batches(request: HttpRequest) -> HttpResponse:
    """Every batch, and what there is to key."""
    _keyer(request)
    page = batches_page(person_of(request))
    return render(request, "survey/keying/batches.html", {"page": page})


@require_GET
@signed_in
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: how far it is, what is to settle."""
    _keyer(request)
    found = _batch(pk)
    if found is None:
        return _to_batches(request, GONE)
    page = batch_page(found, person=person_of(request), keyed=request.GET.get("keyed", ""))
    return render(request, "survey/keying/batch.html", {"page": page})


@require_POST
@signed_in
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The next booklet for this keyer."""
    by, found = _keyer(request), _batch(pk)
    if found is None:
        return _to_batches(request, GONE)
    try:
        booklet = changes.take_booklet(found, by=by)
    except Refused as refusal:
        return _to_batches(request, str(refusal))
    if booklet is None:
        page = batch_page(found, person=person_of(request))
        messages.info(request, page.why_nothing_left)
        return redirect("keying:batch", pk=pk)
    turn = turn_of(person_of(request), booklet)
    reached = booklet.second_page if turn == "second" else booklet.first_page
    return redirect("keying:page", pk=booklet.pk, number=reached + 1)


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Key one page of a booklet."""
    by, booklet = _keyer(request), _booklet(pk)
    if booklet is None:
        return _to_batches(request, GONE)
    if reason := why_not_this_booklet(person_of(request), booklet):
        raise PermissionDenied(reason)
    turn: changes.Turn = "first" if turn_of(person_of(request), booklet) == "first" else "second"
    shown = keying_page(booklet, turn, number)
    if shown is None or number > shown.reached + 1:
        raise Http404
    try:
        if request.method == "POST":
            return _keyed(request, shown, by)
    except Refused as refusal:
        return _to_batches(request, str(refusal))
    if shown.done:
        return _to_batches(request, changes.FINISHED)
    return render(request, "survey/keying/page.html", {"page": shown})


def _keyed(request: HttpRequest, shown: KeyingPage, by: str) -> HttpResponse:
    """Keep what was typed on a page, or show what is wrong with it. Raises Refused."""
    typed = {one.variable: request.POST.get(one.variable, "") for one in shown.page.fields}
    typed = spread(shown.page, typed)
    if "rest" in request.POST:
        typed = {name: one if one.strip() else NOTHING for name, one in typed.items()}
    keyed, faults = _read(shown.page, typed)
    booklet, turn, number = shown.booklet, shown.turn, shown.page.number
    if "back" in request.POST:
        changes.keep_so_far(booklet, turn=turn, keyed=keyed, by=by)
        return redirect("keying:page", pk=booklet.pk, number=max(1, number - 1))
    if faults:
        again = keying_page(booklet, turn, number, typed=typed, faults=faults)
        return render(request, "survey/keying/page.html", {"page": again}, status=422)
    if not changes.save_key_page(booklet, turn=turn, page=number, keyed=keyed, by=by):
        return redirect("keying:page", pk=booklet.pk, number=number + 1)
    # Not as a message: its banner would take the focus from the button for the next booklet.
    address = reverse("keying:batch", kwargs={"pk": booklet.batch_id})
    return redirect(f"{address}?keyed={booklet.number}")


def _read(asked: KeyPage, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """(variable -> answer, variable -> sentence) of what was typed on a page."""
    keyed, faults = {}, {}
    for field in asked.fields:
        try:
            keyed[field.variable] = value_of(field, typed[field.variable])
        except KeyFault as fault:
            faults[field.variable] = str(fault)
    return keyed, faults


@require_POST
@signed_in
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an unfinished keying away, so that somebody else can key the booklet."""
    by, booklet = _keyer(request), _booklet(pk)
    if booklet is None:
        return _to_batches(request, GONE)
    if reason := why_not_give_back(person_of(request), booklet):
        raise PermissionDenied(reason)
    turn: changes.Turn = "second" if booklet.first_done else "first"
    try:
        changes.give_back(booklet, turn=turn, by=by)
        messages.success(request, f"Booklet {booklet.number} is back in the envelope.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("keying:batch", pk=booklet.batch_id)


@require_http_methods(["GET", "POST"])
@signed_in
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """What the paper says where two people keyed differently."""
    by, booklet = _keyer(request), _booklet(pk)
    if booklet is None:
        return _to_batches(request, GONE)
    shown = settle_page(booklet)
    faults: dict[str, str] = {}
    if request.method == "POST":
        values: dict[str, str] = {}
        for one in shown.differences:
            name = one.field.variable
            typed = {"first": one.first, "second": one.second}.get(
                request.POST.get(name, ""), request.POST.get(f"{name}:{OTHER}", "")
            )
            _looked_up(one.field, typed, values, faults)
        if not faults:
            return _settled(request, booklet, values, by)
    context = {"page": shown, "faults": faults, "given": request.POST}
    return render(request, "survey/keying/settle.html", context, status=422 if faults else 200)


def _looked_up(field: Field, typed: str, values: dict[str, str], faults: dict[str, str]) -> None:
    """Add to `values` what `typed` stands for, or to `faults` why it stands for nothing."""
    if not typed.strip():
        faults[field.variable] = NOT_CHOSEN
        return
    try:
        values[field.variable] = value_of(field, typed)
    except KeyFault as fault:
        faults[field.variable] = str(fault)


def _settled(
    request: HttpRequest, booklet: KeyedBooklet, values: dict[str, str], by: str
) -> HttpResponse:
    try:
        changes.settle(booklet, values=values, by=by)
        messages.success(request, f"Booklet {booklet.number} is settled.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("keying:batch", pk=booklet.batch_id)
