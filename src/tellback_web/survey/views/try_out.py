"""Surveys that everybody may try out, without a code; nothing of it is kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tellback_web.survey.changes.answering import choose_reading
from tellback_web.survey.changes.sandbox import start_trial
from tellback_web.survey.pages.reader import tongues_of
from tellback_web.survey.queries.trials import offered_trials
from tellback_web.survey.ready import ready_for
from tellback_web.survey.sitting import sit_down
from tellback_web.survey.views.seat import reader_asked, show, stopped

MOST_TRIALS = 2_000
"""Trials of one survey under way at once. They need no code, so they must not fill the disk."""
MANY = "Many people are trying this out now. Please come back tomorrow."


@require_GET
@never_cache
def try_out(request: HttpRequest) -> HttpResponse:
    """The surveys that are offered."""
    waves, reader = offered_trials(), reader_asked(request)
    titles = [(wave.pk, reader.words.tell(ready_for(wave).questionnaire.title)) for wave in waves]
    return show(request, "try", {"titles": titles, "tongues": tongues_of(waves)}, reader)


@require_POST
@never_cache
def try_one(request: HttpRequest, wave: int) -> HttpResponse:
    """Begin one of them."""
    chosen = offered_trials().filter(pk=wave).first()
    if chosen is None:
        raise Http404
    if chosen.trials.count() >= MOST_TRIALS:
        return stopped(request, MANY, on="/answer/try/")
    code = start_trial(chosen)
    spoken = request.POST.get(":spoken", "")
    if spoken in ready_for(chosen).questionnaire.languages:
        choose_reading(code, language=spoken)
    answer = redirect("survey:welcome")
    sit_down(answer, code)
    return answer
