"""The cookie of a pupil at a computer: the code, encrypted, for a lesson's length.

The server keeps no row that joins a ticket to its draft; the pupil's own browser
brings the code with each page, and the server works both digests out from it.
"""

from __future__ import annotations

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tellback_web.survey.codes import cipher, digest

COOKIE = "sitting"
LASTS = 2 * 60 * 60
"""Seconds without a page before the code is asked for again; a double lesson."""


def code_at(request: HttpRequest) -> str | None:
    """The code of the pupil at this computer; None where there is none, or it is too old."""
    cookie = request.COOKIES.get(COOKIE, "")
    if not cookie:
        return None
    try:
        return cipher("sitting-cookie").decrypt(cookie.encode(), ttl=LASTS).decode()
    except (InvalidToken, UnicodeError):
        return None


def mark_of(code: str) -> str:
    """What a page carries to show whose it is, so that the next pupil cannot post it as theirs."""
    return digest(code, "sitting")[:16]


def sit_down(response: HttpResponse, code: str) -> None:
    """Give this browser the cookie, for another `LASTS` seconds."""
    response.set_cookie(
        COOKIE,
        cipher("sitting-cookie").encrypt(code.encode()).decode(),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
        path="/answer/",
    )


def stand_up(response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, path="/answer/", samesite="Lax")
