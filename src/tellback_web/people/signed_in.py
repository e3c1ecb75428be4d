"""The signed-in person of a request, for views and for the type checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from tellback_web.people.models import Person

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def signed_in(view: View) -> View:
    """A stranger goes to the sign-in page; nothing is left in the browser for the next person."""
    return never_cache(login_required(view))


def person_of(request: HttpRequest) -> Person:
    """The person of a request whose view is `signed_in`."""
    return cast(Person, request.user)
