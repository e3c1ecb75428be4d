"""The pupil's pages. No address of them holds a code, and none is kept by a browser or a proxy."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tellback_web.survey.changes.answering import choose_reading, save_page, send, start
from tellback_web.survey.changes.turned import Turned
from tellback_web.survey.codes import LENGTH_TYPED, as_typed
from tellback_web.survey.pages.pupil import (
    Own,
    Wanted,
    answers_posted,
    faults_in,
    html_of,
    html_with_faults,
    missed_in,
    shown_on,
)
from tellback_web.survey.pages.reader import Reader
from tellback_web.survey.queries.waves import draft_of
from tellback_web.survey.rate_limit import count_wrong, too_many
from tellback_web.survey.sitting import code_at, mark_of, sit_down, stand_up
from tellback_web.survey.views.seat import (
    Sitting,
    address_of_page,
    after_all,
    ask_code,
    reader_asked,
    seated,
    show,
    stopped,
)

WAIT = "There have been many wrong codes from here. Wait ten minutes, or ask your teacher."
NOT_YET = "That part is not open yet. You are taken to the part you have got to."


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code."""
    if request.method == "GET":
        return ask_code(request)
    if too_many(request):
        return ask_code(request, fault=WAIT, status=429, carried=":page" in request.POST)
    code = as_typed(request.POST.get(":code", "")[: LENGTH_TYPED * 2])
    try:
        started = start(code)
    except Turned as turned:
        count_wrong(request)
        return ask_code(request, fault=str(turned), status=422, carried=":page" in request.POST)
    _speak(started.code, request.POST.get(":spoken", ""))
    if started.joined:
        answer: HttpResponse = redirect("survey:own_code")
    else:
        answer = _take_carried(request, code) or redirect(
            f"/answer/on/{started.page}/" if started.page else "/answer/welcome/"
        )
    sit_down(answer, started.code)
    return answer


def _speak(code: str, language: str) -> None:
    """Begin in the language that was chosen on the code page, unless the pupil chose one since."""
    draft = draft_of(code) if language else None
    if draft is None or draft.language:
        return
    if language in Sitting(code, draft).made.questionnaire.languages:
        choose_reading(code, language=language)


def _take_carried(request: HttpRequest, code: str) -> HttpResponse | None:
    """Keep the page that was posted when the sitting had run out, if it is this pupil's own."""
    number = request.POST.get(":page", "")
    draft = draft_of(code)
    if not number.isdigit() or draft is None or request.POST.get(":mark") != mark_of(code):
        return None
    sitting = Sitting(code, draft)
    if not 1 <= int(number) <= len(sitting.made.pages) or not sitting.reached(int(number)):
        return None
    return _take_page(request, sitting, int(number))


@require_GET
@seated
def own_code(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The code and number that a pupil was given when they typed the code on the board."""
    page = {"code": sitting.code.replace("-", " "), "place": sitting.draft.place}
    return show(request, "own_code", page, sitting.reader)


@require_GET
@seated
def welcome(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What this is, and what becomes of the answers."""
    page = {
        "questionnaire": sitting.made.questionnaire,
        "next": sitting.next_after(sitting.draft.sealed_to),
        "number": 0,
        "mark": mark_of(sitting.code),
    }
    return show(request, "welcome", page, sitting.reader)


@require_GET
@seated
def go_on(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """To the page after the furthest one saved."""
    return redirect(sitting.next_after(min(number, sitting.draft.page)))


@require_http_methods(["GET", "POST"])
@seated
def page(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """One page of questions."""
    if not 1 <= number <= len(sitting.made.pages) or not sitting.reached(number):
        on = sitting.next_after(sitting.draft.page)
        return stopped(request, NOT_YET, on=on, reader=sitting.reader)
    if request.method == "POST":
        return _take_page(request, sitting, number)
    if number not in sitting.open_pages:
        return redirect(sitting.next_after(number))
    own = _own(request, sitting, number, sitting.answers)
    return HttpResponse(html_of(_wanted(sitting, number), own))


def _take_page(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """Store what can be stored; show what is wrong or missed, or go on.

    The buttons of the reader's bar store the page too, and then stay on it.
    """
    made, asked = sitting.made, sitting.made.pages[number - 1]
    shown = shown_on(sitting.path, asked)
    given = answers_posted(shown, dict(request.POST.lists()))
    faults = faults_in(made.questionnaire, shown, given)
    good = {name: value for name, value in given.items() if name not in faults}
    only = frozenset(shown.variables) - frozenset(faults)
    aside = _aside(request, number)
    missed = {} if aside else missed_in(made.questionnaire, shown, given)
    reached = sitting.draft.page if aside or faults or missed else number
    language = _language_chosen(request, sitting)
    save_page(sitting.code, page=reached, answers=good, only=only, language=language)
    kept = {name: value for name, value in sitting.answers.items() if name not in only}
    sitting.follow({**kept, **good})
    if not faults and not missed:
        return HttpResponseRedirect(aside or sitting.next_after(number))
    sitting.reader = sitting.reader_in(language or sitting.draft.language)
    own = _own(request, sitting, number, {**sitting.answers, **given})
    html = html_with_faults(_wanted(sitting, number), own, {**missed, **faults})
    return HttpResponse(html, status=422)


def _aside(request: HttpRequest, number: int) -> str:
    """Where a button of the reader's bar leads from page `number`; empty where none was pressed."""
    if ":looks" in request.POST:
        return reverse("survey:looks", kwargs={"number": number})
    return address_of_page(number) if ":language" in request.POST else ""


def _language_chosen(request: HttpRequest, sitting: Sitting) -> str:
    chosen = request.POST.get(":language", "")
    return chosen if chosen in sitting.made.questionnaire.languages else ""


def _wanted(sitting: Sitting, number: int) -> Wanted:
    draft, made = sitting.draft, sitting.made
    return Wanted(draft.questionnaire_hash, draft.paging, made, made.pages[number - 1])


def _own(request: HttpRequest, sitting: Sitting, number: int, answers: dict[str, str]) -> Own:
    return Own(
        answers=answers,
        path=sitting.path,
        mark=mark_of(sitting.code),
        csrf=get_token(request),
        back=sitting.before(number),
        reader=sitting.reader,
    )


@require_http_methods(["GET", "POST"])
@seated
def check(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The end: send the answers, or go back to them."""
    made, answers = sitting.made, sitting.answers
    for number in sitting.open_pages:
        if number <= sitting.draft.sealed_to:
            continue
        shown = shown_on(sitting.path, made.pages[number - 1])
        if number > sitting.draft.page or missed_in(made.questionnaire, shown, answers):
            return redirect(address_of_page(number))
    if request.method == "POST":
        send(sitting.code)
        answer = redirect(after_all(sitting.draft, sitting.reader))
        stand_up(answer)
        return answer
    end = len(made.pages) + 1
    page = {"mark": mark_of(sitting.code), "back": sitting.before(end), "number": end}
    return show(request, "check", page, sitting.reader)


@require_GET
@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """The answers were sent."""
    return show(request, "thanks", {"tried": "tried" in request.GET}, reader_asked(request))


@require_GET
@never_cache
def stop(request: HttpRequest) -> HttpResponse:
    """Stop for now: the answers are kept, this computer forgets the code; a trial just ends."""
    code = code_at(request)
    draft = draft_of(code) if code else None
    reader = Sitting(code, draft).reader if code and draft else Reader()
    if draft and draft.trial:
        answer: HttpResponse = redirect(after_all(draft, reader))
    else:
        answer = show(request, "stop", {}, reader)
    stand_up(answer)
    return answer


@require_GET
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Leave quickly, to somewhere harmless."""
    answer = HttpResponseRedirect(settings.TELLBACK_QUICK_EXIT)
    stand_up(answer)
    return answer
