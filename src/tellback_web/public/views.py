"""The front page, a person's starting page, and the pages that say no."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tellback_web.people.signed_in import person_of, signed_in
from tellback_web.results.permissions import own_schools
from tellback_web.results.queries.releases import released_waves
from tellback_web.results.queries.reports import reports_for
from tellback_web.survey.pages.care import waiting
from tellback_web.survey.permissions.care import why_not_see_concerns


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """For a pupil with a code, for anyone who wants to see results, for staff."""
    return render(request, "public/front.html", {"page": {"waves": released_waves()}})


@require_GET
@signed_in
def staff(request: HttpRequest) -> HttpResponse:
    """Where a signed-in person starts."""
    sees = why_not_see_concerns(person_of(request)) is None
    page = {
        "waiting": waiting(timezone.localdate()) if sees else None,
        "reports": reports_for(own_schools(person_of(request))),
    }
    return render(request, "public/staff.html", {"page": page})


@require_GET
@never_cache
def healthy(request: HttpRequest) -> HttpResponse:
    """For the council's monitoring: the application answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def refused_post(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without our own mark, often because cookies are off."""
    sentence = (
        "We could not tell that this came from our own page. Nothing was kept. "
        "Allow cookies for this site, go back, reload the page and try again."
    )
    return _say(request, "Please try again", sentence, 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is too large or broken."""
    sentence = (
        "What was sent is too large or not whole, so nothing was kept. Go back and try again."
    )
    return _say(request, "That could not be read", sentence, 400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may not; the sentence says why."""
    sentence = str(exception) or "You are signed in, but this page is not for your role."
    return _say(request, "Not for you", sentence, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page."""
    sentence = "There is no page at this address. Check it, or start from the front page."
    return _say(request, "Page not found", sentence, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    sentence = (
        "Something went wrong on our side. What you saved before is safe. Try again in a minute."
    )
    return _say(request, "Sorry", sentence, 500)


def _say(request: HttpRequest, title: str, sentence: str, status: int) -> HttpResponse:
    page = {"title": title, "sentence": sentence}
    frame = (
        "survey/pupil/layout.html"
        if request.path.startswith("/answer/")
        else "tellback/layout.html"
    )
    return render(request, "public/said.html", {"page": page, "frame": frame}, status=status)
