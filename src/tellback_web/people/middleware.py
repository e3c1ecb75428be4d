"""Where a second factor is required, it is set up before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tellback_web.people.queries import has_second_factor
from tellback_web.people.signed_in import person_of

OPEN_WITHOUT = ("/account/", "/static/", "/answer/")


class SecondFactorMiddleware:
    """Sends a signed-in person without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or send the person to set up their second factor."""
        # Asked each time: one that was turned off a minute ago must not be taken for granted.
        if (
            settings.TELLBACK_SECOND_FACTOR == "required"
            and not request.path.startswith(OPEN_WITHOUT)
            and request.user.is_authenticated
            and not has_second_factor(person_of(request))
        ):
            return redirect("mfa_activate_totp")
        return self._get_response(request)
