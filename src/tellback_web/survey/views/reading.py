"""What belongs to reading the pupil's pages: their language and look, their pictures and sound."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tellback_web.survey.changes.answering import choose_reading
from tellback_web.survey.pages.reader import MEDIA_MARK, LooksPage, known_look
from tellback_web.survey.queries.media import media_named
from tellback_web.survey.sitting import mark_of
from tellback_web.survey.views.seat import Sitting, seated, show

PICTURE_OR_SOUND = re.compile(r"(image/(png|jpeg|webp|gif))|(audio/[a-z0-9.+-]+)")
PART = re.compile(r"bytes=(\d+)-(\d*)")
FOR_A_WHILE = "public, max-age=600"
"""A picture that was put right is seen within ten minutes."""
PARTIAL, NOT_THERE = 206, 416


@require_http_methods(["GET", "POST"])
@seated
def looks(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """How the pages should look, and in which language; then back to page `number`."""
    posted = request.POST
    if request.method == "GET" or ":looks" in posted:
        if request.method == "POST":
            return redirect("survey:looks", number=number)
        page = LooksPage(number, mark_of(sitting.code), frozenset(sitting.reader.look.split()))
        return show(request, "looks", page, sitting.reader)
    language = posted.get(":language", "")
    if language in sitting.made.questionnaire.languages:
        choose_reading(sitting.code, language=language)
    elif "look" in posted:
        choose_reading(sitting.code, look=known_look(" ".join(posted.getlist("look"))))
    return redirect(sitting.at(number))


@require_GET
def media(request: HttpRequest, text: str, name: str) -> HttpResponse:
    """A picture or a recording that came with a questionnaire; open, since it is nobody's data."""
    found = media_named(text, name) if len(text) == MEDIA_MARK else None
    if found is None or not PICTURE_OR_SOUND.fullmatch(found.kind):
        raise Http404
    headers = {"ETag": f'"{found.sha256}"', "Cache-Control": FOR_A_WHILE, "Accept-Ranges": "bytes"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    whole = bytes(found.content)
    part = PART.fullmatch(request.headers.get("Range", ""))
    if part is None:
        return HttpResponse(whole, content_type=found.kind, headers=headers)
    # Safari plays no recording that is not given in parts.
    first, last = int(part[1]), min(int(part[2] or len(whole)), len(whole) - 1)
    if first > last:
        headers["Content-Range"] = f"bytes */{len(whole)}"
        return HttpResponse(status=NOT_THERE, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{len(whole)}"
    return HttpResponse(
        whole[first : last + 1], status=PARTIAL, content_type=found.kind, headers=headers
    )
