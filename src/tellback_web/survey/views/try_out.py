"""Surveys that everybody may try out, without a code; nothing of it is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tellback_web.survey.changes.sandbox import start_trial
from tellback_web.survey.queries.trials import offered_trials
from tellback_web.survey.sitting import sit_down
from tellback_web.survey.views.seat import reader_asked, show


@require_GET
@never_cache
def try_out(request: HttpRequest) -> HttpResponse:
    """The surveys that are offered."""
    return show(request, "try", {"waves": offered_trials()}, reader_asked(request))


@require_POST
@never_cache
def try_one(request: HttpRequest, wave: int) -> HttpResponse:
    """Begin one of them."""
    chosen = offered_trials().filter(pk=wave).first()
    if chosen is None:
        raise Http404
    answer = redirect("survey:welcome")
    sit_down(answer, start_trial(chosen))
    return answer
