"""How allauth behaves here: nobody signs up, and only people with an account come in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render

from tellback_web.audit.changes import record
from tellback_web.people.models import Person


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Never."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record the failed sign-in without what was typed."""
        super().authentication_failed(request, **credentials)
        record(by="someone", verb="failed to sign in", about="an account", about_kind="sign-in")

    def post_login(self, request: HttpRequest, user: Person, **named: Any) -> Any:
        """Record the sign-in."""
        record(by=user.email, verb="signed in", about=user.email, about_kind="sign-in")
        return super().post_login(request, user, **named)


class CouncilAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The council's identity provider vouches for people who have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join a first sign-in to the account with the same, verified, e-mail address."""
        if sociallogin.is_existing:
            return
        verified = [one.email for one in sociallogin.email_addresses if one.verified]
        person = Person.objects.filter(email__in=[one.lower() for one in verified], is_active=True)
        found = person.first()
        if found is None:
            raise ImmediateHttpResponse(
                render(request, "people/no_account.html", {}, status=403)
            )
        sociallogin.connect(request, found)
