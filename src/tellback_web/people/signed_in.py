"""The signed-in person of a request, for views and for the type checker."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest

from tellback_web.people.models import Person

signed_in = login_required
"""Sends a stranger to the sign-in page."""


def person_of(request: HttpRequest) -> Person:
    """The person of a request whose view is `signed_in`."""
    return cast(Person, request.user)
