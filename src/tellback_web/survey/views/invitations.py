"""The officer's pages of inviting schools: the list, one school, a later closing day."""

from __future__ import annotations

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.survey.changes.invitations import (
    accept_invitation,
    decline_invitation,
    extend_schools,
    new_school_link,
    note_asked,
    note_not_finished,
    note_other_survey,
    remove_other_survey,
)
from tellback_web.survey.changes.sessions import say_finished
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms import invitations as forms
from tellback_web.survey.models import OtherSurvey, Participation, Wave
from tellback_web.survey.pages.invitations import invitations_page, school_page
from tellback_web.survey.permissions.classroom import Runner
from tellback_web.survey.permissions.invitations import why_not_invite, why_not_reply
from tellback_web.survey.views.runner import must_run, running

WITHOUT_TEXT = Wave.objects.defer("questionnaire")


def may_invite(request: HttpRequest) -> str:
    """Who the person is; raises PermissionDenied where they may not invite schools."""
    if reason := why_not_invite(person_of(request)):
        raise PermissionDenied(reason)
    return person_of(request).get_username()


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also where that is nothing at all; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def participation_or_404(pk: int) -> Participation:
    """The participation with its wave and school, without the questionnaire's text."""
    found = Participation.objects.select_related("wave", "school__locality")
    return get_object_or_404(found.defer("wave__questionnaire"), pk=pk)


@require_GET
@signed_in
def schools(request: HttpRequest, wave: int) -> HttpResponse:
    """Every school of the wave with where it stands."""
    may_invite(request)
    found = get_object_or_404(WITHOUT_TEXT, pk=wave)
    page = invitations_page(found, stage=request.GET.get("stage", ""))
    return render(request, "survey/invitations/schools.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def longer(request: HttpRequest, wave: int) -> HttpResponse:
    """Give some schools a later closing day."""
    by = may_invite(request)
    found = get_object_or_404(WITHOUT_TEXT, pk=wave)
    every = found.participations.select_related("school").order_by("school__name")
    names = [(one.pk, one.school.name) for one in every]
    wanted = request.GET.getlist("school")
    form = forms.GiveLonger(posted(request), schools=names, initial={"schools": wanted})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen, day = given["schools"], given["closes_on"]
        try:
            count = extend_schools(found, chosen, closes_on=day, reason=given["reason"], by=by)
        except Refused as refusal:
            form.add_error("closes_on", str(refusal))
        else:
            messages.success(
                request,
                f"{count} school{'s have' if count > 1 else ' has'} longer now. "
                "They do not know it yet: send them the letter about the later closing day.",
            )
            return redirect("invitations:schools", wave=wave)
    return render(
        request,
        "survey/invitations/longer.html",
        {"form": form, "wave": found},
        status=422 if form.errors else 200,
    )


@require_GET
@signed_in
def school(request: HttpRequest, pk: int) -> HttpResponse:
    """One school: where it stands, what it was sent, what it was asked for."""
    may_invite(request)
    return _school(request, participation_or_404(pk))


def _school(
    request: HttpRequest,
    participation: Participation,
    *,
    reply: forms.Reply | None = None,
    survey: forms.OtherSurveyForm | None = None,
) -> HttpResponse:
    given: tuple[django_forms.Form | None, ...] = (reply, survey)
    status = 422 if any(form is not None and form.errors for form in given) else 200
    first = {"reply": participation.reply, "reason": participation.reply_reason}
    return render(
        request,
        "survey/invitations/school.html",
        {
            "page": school_page(participation),
            "reply": reply or forms.Reply(initial=first),
            "survey": survey or forms.OtherSurveyForm(),
        },
        status=status,
    )


@require_POST
@signed_in
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a school said by phone or by letter."""
    by = may_invite(request)
    participation = participation_or_404(pk)
    form = forms.Reply(request.POST)
    if keep_reply(participation, form, by=by):
        messages.success(request, f"The answer of {participation.school} is kept.")
        return redirect("invitations:school", pk=pk)
    return _school(request, participation, reply=form)


def keep_reply(participation: Participation, form: forms.Reply, *, by: str) -> bool:
    """Make the change that the form asks for; whether it was made. The form says what was wrong."""
    if not form.is_valid():
        return False
    try:
        if form.cleaned_data["reply"] == Participation.Reply.ACCEPTED:
            accept_invitation(participation, by=by)
        else:
            decline_invitation(participation, reason=form.cleaned_data["reason"], by=by)
    except Refused as refusal:
        form.add_error("reply", str(refusal))
        return False
    return True


@require_POST
@signed_in
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that the school was asked by phone or by post."""
    by = may_invite(request)
    return _done(request, pk, lambda one: note_asked(one, by=by), "It is noted as asked today.")


@require_POST
@signed_in
def finished(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that all classes of the school have answered, or that they have not."""
    by = may_invite(request)
    if request.POST.get("finished") == "yes":
        return _done(request, pk, lambda one: say_finished(one, by=by), "It is noted as finished.")
    said = "It is noted as not finished."
    return _done(request, pk, lambda one: note_not_finished(one, by=by), said)


@require_POST
@signed_in
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the school's present link stop working."""
    by = may_invite(request)
    said = "The school has a new link; the old one no longer works. Send it to them."
    return _done(request, pk, lambda one: new_school_link(one, by=by), said)


def _done(
    request: HttpRequest, pk: int, change: Callable[[Participation], None], said: str
) -> HttpResponse:
    try:
        change(participation_or_404(pk))
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("invitations:school", pk=pk)


@require_POST
@signed_in
def add_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a survey that somebody else asked this school for."""
    by = may_invite(request)
    participation = participation_or_404(pk)
    form = forms.OtherSurveyForm(request.POST)
    if form.is_valid():
        try:
            note_other_survey(participation.school, **form.cleaned_data, by=by)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "The survey is on the school’s list.")
            return redirect("invitations:school", pk=pk)
    return _school(request, participation, survey=form)


@require_POST
@signed_in
def remove_survey(request: HttpRequest, pk: int, survey: int) -> HttpResponse:
    """Take a wrong entry off the school's list."""
    by = may_invite(request)
    participation = participation_or_404(pk)
    entry = OtherSurvey.objects.filter(pk=survey, school=participation.school).first()
    if entry is not None:
        remove_other_survey(entry, by=by)
        messages.success(request, "The survey is off the school’s list.")
    return redirect("invitations:school", pk=pk)


@require_http_methods(["GET", "POST"])
@running
def own_reply(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """The school says yes or no itself."""
    participation = participation_or_404(pk)
    must_run(runner, participation)
    first = {"reply": participation.reply, "reason": participation.reply_reason}
    form = forms.Reply(posted(request), initial=first)
    if request.method == "POST" and keep_reply(participation, form, by=runner.by):
        messages.success(request, "Thank you. Your answer is kept; you may change it.")
        return redirect("classroom:home")
    return render(
        request,
        "survey/invitations/reply.html",
        {"form": form, "school": participation, "why_not": why_not_reply(participation)},
        status=422 if form.errors else 200,
    )
