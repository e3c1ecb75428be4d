"""The shelf: look at a questionnaire, try it, offer it to others, prepare a wave with it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback.questionnaire.bank import Unassembled
from tellback.questionnaire.codebook_page import codebook_page
from tellback.questionnaire.ddi import to_ddi
from tellback.questionnaire.problem import Unreadable
from tellback.questionnaire.xlsform import to_xlsx
from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes.questionnaires import (
    end_trial,
    keep_questionnaire,
    offer_trial,
    put_together,
    take_off_the_shelf,
    trial_wave,
)
from tellback_web.survey.changes.sandbox import start_trial
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.questionnaires import AddQuestions, UploadQuestionnaire
from tellback_web.survey.pages.questionnaires import look_at, shelf_page, topics
from tellback_web.survey.permissions.waves import why_not_change_waves
from tellback_web.survey.shelf import OnShelf, from_the_shelf, from_upload
from tellback_web.survey.sitting import sit_down


def _by(request: HttpRequest) -> str:
    if reason := why_not_change_waves(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def _found(name: str) -> OnShelf:
    try:
        return from_the_shelf(name)
    except LookupError as none:
        raise Http404(str(none)) from none


@require_http_methods(["GET", "POST"])
@signed_in
def shelf(request: HttpRequest) -> HttpResponse:
    """Every questionnaire, and a place to upload one; an upload is checked and then looked at."""
    by = _by(request)
    form = UploadQuestionnaire(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        media = {one.name: one.read() for one in form.cleaned_data["with_it"]}
        try:
            text, lost = from_upload(file.name, file.read())
            kept = keep_questionnaire(text, lost=lost, media=media, by=by)
        except Unreadable as fault:
            for problem in fault.problems:
                form.add_error("file", str(problem))
        except Refused as refusal:
            form.add_error("with_it", str(refusal))
        else:
            return redirect("questionnaires:one", name=f"own:{kept.pk}")
    context = {"page": shelf_page(), "form": form}
    status = 422 if form.errors else 200
    return render(request, "survey/questionnaires/shelf.html", context, status=status)


@require_GET
@signed_in
def one(request: HttpRequest, name: str) -> HttpResponse:
    """What it asks, what is wrong with it, and what may be done with it."""
    _by(request)
    page = look_at(_found(name))
    prepare = f"{reverse('waves:prepare')}?{urlencode({'shelf': name})}"
    return render(request, "survey/questionnaires/one.html", {"page": page, "prepare": prepare})


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: HttpRequest, name: str) -> HttpResponse:
    """A new questionnaire: this one with questions of the bank and of one's own."""
    by, found = _by(request), _found(name)
    bank = [question for topic in topics() for question in topic.questions]
    form = AddQuestions(request.POST or None, bank=bank)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        local = [line.strip() for line in given.pop("local").splitlines() if line.strip()]
        try:
            kept = put_together(found.text, **given, local=local, by=by)
        except Unassembled as fault:
            for problem in fault.problems:
                form.add_error(None, str(problem))
        else:
            messages.success(request, "It is on the shelf. Try it as a pupil before you use it.")
            return redirect("questionnaires:one", name=f"own:{kept.pk}")
    context = {"form": form, "shelf": found, "topics": topics()}
    status = 422 if form.errors else 200
    return render(request, "survey/questionnaires/add.html", context, status=status)


@require_POST
@signed_in
def try_it(request: HttpRequest, name: str) -> HttpResponse:
    """Go through it as a pupil, in this browser; nothing is kept."""
    _by(request)
    answer = redirect("survey:welcome")
    sit_down(answer, start_trial(trial_wave(_found(name).text)))
    return answer


@require_POST
@signed_in
def offer(request: HttpRequest, name: str) -> HttpResponse:
    """Let schools and parents try it, or end that."""
    by = _by(request)
    page = look_at(_found(name))
    try:
        if page.sandbox:
            end_trial(page.sandbox, by=by)
            messages.success(request, "It is not offered to others any more.")
        else:
            offer_trial(page.shelf.text, by=by)
            messages.success(request, "Everybody can try it out now; nothing they tick is kept.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("questionnaires:one", name=name)


@require_POST
@signed_in
def take_off(request: HttpRequest, name: str) -> HttpResponse:
    """Take one of the council's own off the shelf."""
    by = _by(request)
    kept = _found(name).own
    if kept is None:
        messages.error(request, "What came with Tellback stays on the shelf.")
        return redirect("questionnaires:one", name=name)
    take_off_the_shelf(kept, by=by)
    messages.success(request, "It is off the shelf. Waves that use it keep their own copy.")
    return redirect("questionnaires:shelf")


@require_GET
@signed_in
def codebook(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """What each variable means, as a page to keep (html) or for an archive (DDI, xml)."""
    _by(request)
    page = look_at(_found(name))
    if page.problems:
        messages.error(request, "Its codebook would mislead. Mend what was found first.")
        return redirect("questionnaires:one", name=name)
    if kind == "html":
        data, media = codebook_page(page.questionnaire).encode(), "text/html; charset=utf-8"
    else:
        data, media = to_ddi(page.questionnaire), "application/xml"
    file = f"{page.questionnaire.id}-codebook.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return HttpResponse(data, content_type=media, headers=headers)


@require_GET
@signed_in
def xlsform(request: HttpRequest, name: str) -> HttpResponse:
    """Itself as an XLSForm, for a spreadsheet or another survey tool."""
    _by(request)
    asked = look_at(_found(name)).questionnaire
    return HttpResponse(
        to_xlsx(asked),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{asked.id}.xlsx"'},
    )


@require_GET
@signed_in
def download(request: HttpRequest, name: str) -> HttpResponse:
    """Its text as a Tellback file."""
    _by(request)
    found = look_at(_found(name))
    return HttpResponse(
        found.shelf.text,
        content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{found.questionnaire.id}.yaml"',
        },
    )
