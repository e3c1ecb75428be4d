"""A pupil at a computer: what they may open, and what they read when they may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from tellback.questionnaire.path import Path
from tellback_web.survey.changes.turned import CLOSED, Turned
from tellback_web.survey.codes import LENGTH_TYPED
from tellback_web.survey.fixed_words import ENGLISH, spoken_languages
from tellback_web.survey.pages.pupil import visible_pages
from tellback_web.survey.pages.reader import Reader, known_look, open_tongues, reader_of
from tellback_web.survey.queries.waves import OpenDraft, draft_of, was_sent
from tellback_web.survey.ready import Ready, ready
from tellback_web.survey.sitting import code_at, mark_of, sit_down, stand_up

ANOTHER = "This page was for someone who sat here before you. Nothing on it was kept."
BY_SCRIPT = "Tellback-Script"
"""The header of a page that our script sent, so that it can wait for the network."""


class Sitting:
    """The pupil at this computer: code, draft and questionnaire."""

    def __init__(self, code: str, draft: OpenDraft) -> None:
        self.code = code
        self.draft = draft
        self.made: Ready = ready(draft.questionnaire_hash, draft.paging, draft.wave)
        self.reader = self.reader_in(draft.language)
        self.follow(draft.answers)

    def reader_in(self, language: str) -> Reader:
        """How this pupil reads, in `language` if the questionnaire has it."""
        return reader_of(
            self.made.questionnaire,
            language=language,
            look=self.draft.look,
            trial=self.draft.trial,
        )

    def follow(self, answers: dict[str, str]) -> None:
        """Take `answers` as the pupil's, and the path and pages they lead to."""
        self.answers = answers
        self.path = Path(self.made.walk, answers)
        self.open_pages = visible_pages(self.made, self.path)

    def next_after(self, number: int) -> str:
        """Where a pupil goes from page `number`."""
        following = next((page for page in self.open_pages if page > number), None)
        return address_of_page(following)

    def before(self, number: int) -> str:
        """Where "Go back" leads from page `number`."""
        earlier = [page for page in self.open_pages if self.draft.sealed_to < page < number]
        if earlier:
            return address_of_page(earlier[-1])
        return "/answer/" if self.draft.sealed_to else "/answer/welcome/"

    def reached(self, number: int) -> bool:
        """Whether page `number` may be opened: saved before with this code, or the next one."""
        if number <= self.draft.sealed_to:
            return False
        return number <= self.draft.page or self.next_after(self.draft.page) == address_of_page(
            number
        )

    def at(self, number: int) -> str:
        """The address of page `number`; 0 is the welcome, one past the last the end."""
        if number < 1:
            return "/answer/welcome/"
        return address_of_page(number if number <= len(self.made.pages) else None)


def address_of_page(number: int | None) -> str:
    """The address of a page of questions, or of the end."""
    return f"/answer/page/{number}/" if number else "/answer/check/"


def seated(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give `view` the pupil's Sitting; without one, ask for the code, keeping what was posted."""

    @never_cache
    @wraps(view)
    def with_sitting(request: HttpRequest, **named: int) -> HttpResponse:
        answer = _seat(view, request, named)
        if answer.status_code == FOUND and request.headers.get(BY_SCRIPT):
            # A script's own following of a redirect would load the next page twice.
            answer.status_code = NO_CONTENT
        return answer

    return with_sitting


FOUND, NO_CONTENT = 302, 204


def _seat(
    view: Callable[..., HttpResponse], request: HttpRequest, named: dict[str, int]
) -> HttpResponse:
    code = code_at(request)
    if code is None:
        return ask_code(request, carried=request.method == "POST", number=named.get("number"))
    if request.method == "POST" and request.POST.get(":mark") != mark_of(code):
        return stopped(request, ANOTHER, on="/answer/")
    draft = draft_of(code)
    if draft is None:
        return _sent_or_gone(request, code)
    sitting = Sitting(code, draft)
    if not draft.answerable:
        return _gone(request, CLOSED, sitting.reader)
    try:
        answer = view(request, sitting, **named)
    except Turned as turned:
        return _gone(request, str(turned), sitting.reader)
    if not answer.cookies and request.method == "POST":
        sit_down(answer, code)
    return answer


def show(
    request: HttpRequest, template: str, page: object, reader: Reader, *, status: int = 200
) -> HttpResponse:
    """One of the pupil's pages that is not made of questions."""
    context = {"page": page, **reader.frame()}
    return render(request, f"survey/pupil/{template}.html", context, status=status)


def ask_code(
    request: HttpRequest,
    *,
    fault: str = "",
    status: int = 200,
    carried: bool = False,
    number: int | None = None,
) -> HttpResponse:
    """The code page; `carried` keeps a posted page's fields in it, so that expiry loses nothing."""
    reader = Reader(language=_asked_language(request))
    page: dict[str, Any] = {
        "fault": reader.words.say_english(fault) if fault else "",
        "fields": _carried(request, number) if carried else [],
        "typed": request.POST.get(":code", "")[:LENGTH_TYPED],
        "spoken": ":spoken" in request.POST or "language" in request.GET,
        "tongues": () if carried else open_tongues(),
    }
    return show(request, "code", page, reader, status=status)


def _carried(request: HttpRequest, number: int | None) -> list[tuple[str, str]]:
    leave_out = {"csrfmiddlewaretoken", ":code", ":page", ":spoken", ":language", ":looks"}
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in leave_out
        for value in values
    ]
    return [*fields, (":page", str(number or request.POST.get(":page", "")))]


def _asked_language(request: HttpRequest) -> str:
    """The language in which a page without a draft is asked for."""
    asked = request.POST.get(":spoken") or request.GET.get("language", "")
    return asked if asked in {one.code for one in spoken_languages()} else ENGLISH


def reader_asked(request: HttpRequest) -> Reader:
    """The reader of a page after the draft is gone, from its address."""
    return Reader(language=_asked_language(request), look=known_look(request.GET.get("look", "")))


def after_all(draft: OpenDraft, reader: Reader) -> str:
    """The address of the thanks, which must know what the draft knew."""
    facts = {"look": draft.look, "tried": "1" if draft.trial else ""}
    if reader.language != ENGLISH:
        facts["language"] = reader.language
    kept = urlencode({name: fact for name, fact in facts.items() if fact})
    return reverse("survey:thanks") + (f"?{kept}" if kept else "")


def stopped(
    request: HttpRequest, sentence: str, *, on: str, reader: Reader | None = None
) -> HttpResponse:
    """A sentence and the way on; nothing was stored."""
    reads = reader or Reader(language=_asked_language(request))
    page = {"sentence": reads.words.say_english(sentence), "on": on}
    return show(request, "stopped", page, reads, status=409)


def _sent_or_gone(request: HttpRequest, code: str) -> HttpResponse:
    """No draft: its answers were sent (perhaps by a second press just now), or the wave closed."""
    if not was_sent(code):
        return _gone(request, CLOSED)
    answer = redirect("survey:thanks")
    stand_up(answer)
    return answer


def _gone(request: HttpRequest, sentence: str, reader: Reader | None = None) -> HttpResponse:
    """The sitting is over."""
    answer = stopped(request, sentence, on="/answer/", reader=reader)
    stand_up(answer)
    return answer
