"""Who is running a class: from the school's link in a cookie, or from sign-in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tellback_web.people.models import Person
from tellback_web.people.permissions import may_somewhere
from tellback_web.people.roles import Permission
from tellback_web.survey.models import Participation
from tellback_web.survey.permissions.classroom import Runner, why_not_run
from tellback_web.survey.school_link import participation_of

COOKIE = "school-link"
LASTS = 10 * 60 * 60
"""Seconds: a school day. Pupils sit at these computers afterwards."""


def runner_of(request: HttpRequest) -> Runner | None:
    """The runner of this request; None for somebody without a link that works or a role."""
    token = request.get_signed_cookie(COOKIE, default="", max_age=LASTS)
    participation = participation_of(token) if token else None
    if participation is not None:
        return Runner(link_of=participation)
    person = request.user
    if isinstance(person, Person) and may_somewhere(person, Permission.RUN_CLASS):
        return Runner(person=person)
    return None


def keep_link(response: HttpResponse, token: str) -> None:
    """Give this browser the school's link for a school day."""
    response.set_signed_cookie(
        COOKIE,
        token,
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
        path="/class/",
    )


def forget_link(response: HttpResponse) -> None:
    """Take it away."""
    response.delete_cookie(COOKIE, path="/class/", samesite="Lax")


def running(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` the Runner; without one, say how to become one."""

    @never_cache
    @wraps(view)
    def with_runner(request: HttpRequest, **named: object) -> HttpResponse:
        runner = runner_of(request)
        if runner is None:
            return render(request, "survey/classroom/no_link.html", {}, status=403)
        return view(request, runner, **named)

    return with_runner


def must_run(runner: Runner, participation: Participation) -> None:
    """Raise PermissionDenied with the sentence unless `runner` may."""
    if reason := why_not_run(runner, participation):
        raise PermissionDenied(reason)
