"""How allauth behaves here: nobody signs up, people with an account come in, all is recorded."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.forms import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.encoding import force_bytes

from tellback_web.audit.changes import record
from tellback_web.people.models import Person

NOTED: Final = {
    "account/email/password_changed": "changed the password",
    "account/email/password_reset": "set the password by a link",
    "mfa/email/totp_activated": "turned on the second factor",
    "mfa/email/totp_deactivated": "turned off the second factor",
    "mfa/email/recovery_codes_generated": "made new recovery codes",
    "socialaccount/email/account_connected": "joined the council's sign-in",
}
"""What allauth would tell a person by e-mail, in the words of the record."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "That address and that password do not belong together.",
        "too_many_login_attempts": "Too many wrong tries. Wait five minutes and try again.",
        "incorrect_password": "That is not your password.",
    }

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

    def send_notification_mail(self, template_prefix: str, user: Person, **named: Any) -> None:
        """Record what a person changed about their own sign-in."""
        verb = NOTED.get(template_prefix, template_prefix.rpartition("/")[2].replace("_", " "))
        record(by=user.email, verb=verb, about=user.email, about_kind="account")
        super().send_notification_mail(template_prefix, user, **named)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Keys of authenticator apps are kept encrypted; wrong codes are recorded."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or was used before. Wait for the next one.",
    }

    def encrypt(self, text: str) -> str:
        """Under a key made from the signing key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Under the signing key of now, or one of those before it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, to stand in a page: without XML's own first line."""
        picture: str = super().build_totp_svg(url)
        return picture[picture.index("<svg") :]

    def validation_error(self, code: str, *given: Any) -> ValidationError:
        """Record a wrong code, without it."""
        if code == "incorrect_code":
            record(
                by="someone", verb="typed a wrong code", about="an account", about_kind="sign-in"
            )
        error: ValidationError = super().validation_error(code, *given)
        return error


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
            raise ImmediateHttpResponse(render(request, "people/no_account.html", {}, status=403))
        sociallogin.connect(request, found)


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [hashlib.sha256(force_bytes(key) + b":second-factor").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
