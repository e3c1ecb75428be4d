"""The officer's pages of letters: their words, how they look, sending them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback.paper.typeset import Unprintable
from tellback_web.people.signed_in import signed_in
from tellback_web.survey.changes.letters import (
    keep_letter,
    mark_of,
    reset_letter,
    send_letters,
)
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.invitations import ChooseSchools, LetterForm
from tellback_web.survey.letter_pack import FILE_NAMES, sheet
from tellback_web.survey.letters import LetterFault, written
from tellback_web.survey.models import Kind, Participation
from tellback_web.survey.pages.invitations import send_page
from tellback_web.survey.pages.letters import letter_page, letters_page, sent_page
from tellback_web.survey.permissions.classroom import Runner
from tellback_web.survey.permissions.invitations import SENDABLE
from tellback_web.survey.queries.invitations import Stage
from tellback_web.survey.queries.letters import facts_for, words_of
from tellback_web.survey.views.invitations import (
    WITHOUT_TEXT,
    may_invite,
    participation_or_404,
    posted,
)
from tellback_web.survey.views.runner import must_run, running


def _kind_or_404(kind: str) -> str:
    if kind not in Kind.values:
        msg = "There is no such letter."
        raise Http404(msg)
    return kind


@require_GET
@signed_in
def letters(request: HttpRequest, wave: int) -> HttpResponse:
    """Every kind of letter of the wave."""
    may_invite(request)
    page = letters_page(get_object_or_404(WITHOUT_TEXT, pk=wave))
    return render(request, "survey/invitations/letters.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def letter(request: HttpRequest, wave: int, kind: str) -> HttpResponse:
    """One letter: its words to change, and how it looks for a school of the wave."""
    by = may_invite(request)
    found = get_object_or_404(WITHOUT_TEXT, pk=wave)
    there = words_of(found, _kind_or_404(kind))
    first = {"subject": there.subject, "body": there.body, "before": mark_of(there)}
    form = LetterForm(posted(request), initial=first, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            before = form.cleaned_data["before"]
            keep_letter(found, kind=kind, letter=form.letter, before=before, by=by)
        except LetterFault as fault:
            form.add_error("body", str(fault))
        except Refused as refusal:
            form.add_error("body", str(refusal))
            form.data = {**form.data, "before": mark_of(there)}
        else:
            messages.success(request, "The letter is kept.")
            return redirect("invitations:letter", wave=wave, kind=kind)
    page = letter_page(found, kind, there, school=request.GET.get("school", ""))
    return render(
        request,
        "survey/invitations/letter.html",
        {"form": form, "page": page},
        status=422 if form.errors else 200,
    )


@require_POST
@signed_in
def reset(request: HttpRequest, wave: int, kind: str) -> HttpResponse:
    """Go back to the words that came with Tellback."""
    by = may_invite(request)
    found = get_object_or_404(WITHOUT_TEXT, pk=wave)
    reset_letter(found, kind=_kind_or_404(kind), by=by)
    messages.success(request, "The letter has the words that came with Tellback again.")
    return redirect("invitations:letter", wave=wave, kind=kind)


@require_GET
@signed_in
def printed(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The letter for one school as a file to print."""
    may_invite(request)
    one = participation_or_404(pk)
    try:
        return _file(one, _kind_or_404(kind))
    except (LetterFault, Unprintable) as fault:
        messages.error(request, str(fault))
        return redirect("invitations:letter", wave=one.wave_id, kind=kind)


@require_GET
@running
def own_printed(request: HttpRequest, runner: Runner, pk: int, kind: str) -> HttpResponse:
    """What went with the invitation, for a school whose mail lost it."""
    one = participation_or_404(pk)
    must_run(runner, one)
    if kind not in FILE_NAMES:
        msg = "There is no such letter to print."
        raise Http404(msg)
    try:
        return _file(one, kind)
    except (LetterFault, Unprintable):
        messages.error(request, "This letter is being written anew. Look again later.")
        return redirect("classroom:home")


def _file(one: Participation, kind: str) -> HttpResponse:
    """The letter as a file; raises LetterFault or Unprintable."""
    made = sheet(written(kind, words_of(one.wave, kind), facts_for(one)), made=timezone.now())
    name = FILE_NAMES.get(Kind(kind), f"{kind}.pdf")
    disposition = f'attachment; filename="{one.school.number}-{name}"'
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )


@require_http_methods(["GET", "POST"])
@signed_in
def send(request: HttpRequest, wave: int, kind: str) -> HttpResponse:
    """Choose schools, see what will happen, send."""
    by = may_invite(request)
    found = get_object_or_404(WITHOUT_TEXT, pk=wave)
    if kind not in SENDABLE:
        msg = "There is no such letter to send."
        raise Http404(msg)
    stage = request.GET.get("stage", "")
    page = send_page(found, kind, only=Stage(stage) if stage in {*Stage} else None)
    form = ChooseSchools(
        posted(request),
        schools=[(one.participation, one.line.standing.name) for one in page.addressees],
        initial={"schools": [one.participation for one in page.open_to if one.suggested]},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["schools"]
        if request.POST.get("confirm") != "yes":
            shown = {"page": page, "chosen": page.chosen(chosen)}
            return render(request, "survey/invitations/confirm.html", shown)
        done = send_letters(found, chosen, kind=kind, by=by)
        answer = {"page": sent_page(found, kind, chosen, done)}
        return render(request, "survey/invitations/sent.html", answer)
    return render(
        request,
        "survey/invitations/send.html",
        {"form": form, "page": page, "stage": stage},
        status=422 if form.errors else 200,
    )
