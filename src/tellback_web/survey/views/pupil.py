"""The pupil's pages. No address of them holds a code, and none is kept by a browser or a proxy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tellback.questionnaire.path import Path
from tellback_web.survey.changes.answering import save_page, send, start
from tellback_web.survey.changes.turned import CLOSED, Turned
from tellback_web.survey.codes import LENGTH_TYPED, as_typed
from tellback_web.survey.pages.pupil import (
    Own,
    answers_posted,
    faults_in,
    html_of,
    html_with_faults,
    missed_in,
    shown_on,
    visible_pages,
)
from tellback_web.survey.queries.waves import OpenDraft, draft_of, was_sent
from tellback_web.survey.rate_limit import count_wrong, too_many
from tellback_web.survey.ready import Ready, ready
from tellback_web.survey.sitting import code_at, mark_of, sit_down, stand_up

WAIT = "There have been many wrong codes from here. Wait ten minutes, or ask your teacher."
ANOTHER = "This page was for someone who sat here before you. Nothing on it was kept."
NOT_YET = "That part is not open yet. You are taken to the part you have got to."


class Sitting:
    """The pupil at this computer: code, draft and questionnaire."""

    def __init__(self, code: str, draft: OpenDraft) -> None:
        self.code = code
        self.draft = draft
        self.made: Ready = ready(draft.questionnaire_hash, draft.paging, draft.wave)
        self.follow(draft.answers)

    def follow(self, answers: dict[str, str]) -> None:
        """Take `answers` as the pupil's, and the path and pages they lead to."""
        self.answers = answers
        self.path = Path(self.made.walk, answers)
        self.open_pages = visible_pages(self.made, self.path)

    def next_after(self, number: int) -> str:
        """Where a pupil goes from page `number`."""
        following = next((page for page in self.open_pages if page > number), None)
        return _address(following)

    def before(self, number: int) -> str:
        """Where "Go back" leads from page `number`."""
        earlier = [page for page in self.open_pages if self.draft.sealed_to < page < number]
        if earlier:
            return _address(earlier[-1])
        return "/answer/" if self.draft.sealed_to else "/answer/welcome/"

    def reached(self, number: int) -> bool:
        """Whether page `number` may be opened: saved before with this code, or the next one."""
        if number <= self.draft.sealed_to:
            return False
        return number <= self.draft.page or self.next_after(self.draft.page) == _address(number)


def _address(number: int | None) -> str:
    return f"/answer/page/{number}/" if number else "/answer/check/"


def seated(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give `view` the pupil's Sitting; without one, ask for the code, keeping what was posted."""

    @never_cache
    @wraps(view)
    def with_sitting(request: HttpRequest, **named: int) -> HttpResponse:
        code = code_at(request)
        if code is None:
            return _ask_code(request, carried=request.method == "POST", number=named.get("number"))
        if request.method == "POST" and request.POST.get(":mark") != mark_of(code):
            return _stopped(request, ANOTHER, on="/answer/")
        draft = draft_of(code)
        if draft is None:
            return _sent_or_gone(request, code)
        if not draft.answerable:
            return _gone(request, CLOSED)
        try:
            answer = view(request, Sitting(code, draft), **named)
        except Turned as turned:
            return _gone(request, str(turned))
        if not answer.cookies and request.method == "POST":
            sit_down(answer, code)
        return answer

    return with_sitting


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code."""
    if request.method == "GET":
        return _ask_code(request)
    if too_many(request):
        return _ask_code(request, fault=WAIT, status=429, carried=":page" in request.POST)
    code = as_typed(request.POST.get(":code", "")[: LENGTH_TYPED * 2])
    try:
        started = start(code)
    except Turned as turned:
        count_wrong(request)
        return _ask_code(request, fault=str(turned), status=422, carried=":page" in request.POST)
    if started.joined:
        answer: HttpResponse = redirect("survey:own_code")
    else:
        answer = _take_carried(request, code) or redirect(
            f"/answer/on/{started.page}/" if started.page else "/answer/welcome/"
        )
    sit_down(answer, started.code)
    return answer


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
    return render(request, "survey/pupil/own_code.html", {"page": page})


@require_GET
@seated
def welcome(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What this is, and what becomes of the answers."""
    page = {
        "questionnaire": sitting.made.questionnaire,
        "next": sitting.next_after(sitting.draft.sealed_to),
    }
    return render(request, "survey/pupil/welcome.html", {"page": page})


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
        return _stopped(request, NOT_YET, on=sitting.next_after(sitting.draft.page))
    if request.method == "POST":
        return _take_page(request, sitting, number)
    if number not in sitting.open_pages:
        return redirect(sitting.next_after(number))
    return _show_page(request, sitting, number)


def _take_page(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """Store what can be stored; show what is wrong or missed, or go on."""
    made, asked = sitting.made, sitting.made.pages[number - 1]
    shown = shown_on(sitting.path, asked)
    given = answers_posted(shown, dict(request.POST.lists()))
    faults = faults_in(made.questionnaire, shown, given)
    good = {name: value for name, value in given.items() if name not in faults}
    only = frozenset(shown.variables) - frozenset(faults)
    missed = missed_in(made.questionnaire, shown, given)
    reached = sitting.draft.page if faults or missed else number
    save_page(sitting.code, page=reached, answers=good, only=only)
    kept = {name: value for name, value in sitting.answers.items() if name not in only}
    sitting.follow({**kept, **good})
    if not faults and not missed:
        return HttpResponseRedirect(sitting.next_after(number))
    own = _own(request, sitting, number, {**sitting.answers, **given})
    html = html_with_faults(made, asked, own, {**missed, **faults})
    return HttpResponse(html, status=422)


def _show_page(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    return HttpResponse(
        html_of(
            sitting.draft.questionnaire_hash,
            sitting.draft.paging,
            sitting.made,
            sitting.made.pages[number - 1],
            _own(request, sitting, number, sitting.answers),
        )
    )


def _own(request: HttpRequest, sitting: Sitting, number: int, answers: dict[str, str]) -> Own:
    return Own(
        answers=answers,
        path=sitting.path,
        mark=mark_of(sitting.code),
        csrf=get_token(request),
        back=sitting.before(number),
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
            return redirect(_address(number))
    if request.method == "POST":
        send(sitting.code)
        answer = redirect("survey:thanks")
        stand_up(answer)
        return answer
    page = {"mark": mark_of(sitting.code), "back": sitting.before(len(made.pages) + 1)}
    return render(request, "survey/pupil/check.html", {"page": page})


@require_GET
@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """The answers were sent."""
    return render(request, "survey/pupil/thanks.html", {})


@require_GET
@never_cache
def stop(request: HttpRequest) -> HttpResponse:
    """Stop for now: the answers are kept, this computer forgets the code."""
    answer = render(request, "survey/pupil/stop.html", {})
    stand_up(answer)
    return answer


@require_GET
@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """Leave quickly, to somewhere harmless."""
    answer = HttpResponseRedirect(settings.TELLBACK_QUICK_EXIT)
    stand_up(answer)
    return answer


def _ask_code(
    request: HttpRequest,
    *,
    fault: str = "",
    status: int = 200,
    carried: bool = False,
    number: int | None = None,
) -> HttpResponse:
    """The code page; `carried` keeps a posted page's fields in it, so that expiry loses nothing."""
    fields = []
    if carried:
        leave_out = {"csrfmiddlewaretoken", ":code", ":page"}
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in leave_out
            for value in values
        ]
        fields.append((":page", str(number or request.POST.get(":page", ""))))
    page = {"fault": fault, "fields": fields, "typed": request.POST.get(":code", "")[:LENGTH_TYPED]}
    return render(request, "survey/pupil/code.html", {"page": page}, status=status)


def _stopped(request: HttpRequest, sentence: str, *, on: str) -> HttpResponse:
    """A sentence and the way on; nothing was stored."""
    page = {"sentence": sentence, "on": on}
    return render(request, "survey/pupil/stopped.html", {"page": page}, status=409)


def _sent_or_gone(request: HttpRequest, code: str) -> HttpResponse:
    """No draft: its answers were sent (perhaps by a second press just now), or the wave closed."""
    if not was_sent(code):
        return _gone(request, CLOSED)
    answer = redirect("survey:thanks")
    stand_up(answer)
    return answer


def _gone(request: HttpRequest, sentence: str) -> HttpResponse:
    """The sitting is over."""
    answer = _stopped(request, sentence, on="/answer/")
    stand_up(answer)
    return answer
