"""The link by which a new person sets their password: allauth's own, for a day."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from tellback_web.people.models import Person


def invitation_link(request: HttpRequest, person: Person) -> str:
    """An address that lets `person` set a password once."""
    key = default_token_generator.make_token(person)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": key},
    )
    return request.build_absolute_uri(path)
