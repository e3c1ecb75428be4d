"""A school says how a wave went."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tellback_web.survey.changes.after import give_feedback
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.forms.after import GiveFeedback
from tellback_web.survey.models import Participation
from tellback_web.survey.pages.after import give_feedback_page
from tellback_web.survey.permissions.classroom import Runner
from tellback_web.survey.views.runner import must_run, running


@require_GET
@running
def feedback_of_link(request: HttpRequest, runner: Runner) -> HttpResponse:
    """The same address for every school, as a letter can print it: the link says which it is."""
    if runner.link_of is None:
        return redirect("classroom:home")
    return redirect("classroom:feedback", pk=runner.link_of.pk)


@require_http_methods(["GET", "POST"])
@running
def feedback(request: HttpRequest, runner: Runner, pk: int) -> HttpResponse:
    """How it went, how long it took, what got in the way."""
    participation = get_object_or_404(Participation.objects.select_related("wave", "school"), pk=pk)
    must_run(runner, participation)
    page = give_feedback_page(participation)
    form = GiveFeedback(request.POST or None, initial=page.said)
    if request.method == "POST" and form.is_valid():
        try:
            give_feedback(participation, **form.cleaned_data, by=runner.by)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. The council reads what every school says.")
            return redirect("classroom:home")
    given = {"page": page, "form": form}
    return render(
        request, "survey/after/give_feedback.html", given, status=422 if form.errors else 200
    )
