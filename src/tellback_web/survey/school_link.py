"""A school's own link: whoever holds it may run the school's class sessions in one wave.

A teacher needs no account. The link is derived from the participation and the secret
key, so that nothing of it is stored and a reminder can carry it again; raising the
participation's `link_number` makes all earlier links stop working.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from django.conf import settings

from tellback_web.survey.models import Participation

TOKEN = re.compile(r"(?P<participation>[0-9]{1,18})-(?P<mark>[a-z2-7]{26})")
BYTES = 16


def token_of(participation: Participation) -> str:
    """What stands in the link, such as `17-` and 26 letters and digits (128 bits)."""
    return f"{participation.pk}-{_mark(participation)}"


def participation_of(token: str) -> Participation | None:
    """The participation that `token` opens, with its wave and school; None where it opens none."""
    matched = TOKEN.fullmatch(token)
    if not matched:
        return None
    found = (
        Participation.objects.select_related("wave", "school")
        .filter(pk=int(matched["participation"]))
        .first()
    )
    if found is None or not hmac.compare_digest(_mark(found), matched["mark"]):
        return None
    return found


def _mark(participation: Participation) -> str:
    key = f"{settings.SECRET_KEY}:school-link".encode()
    about = f"{participation.pk}:{participation.link_number}".encode()
    made = hmac.new(key, about, hashlib.sha256).digest()[:BYTES]
    return base64.b32encode(made).decode().rstrip("=").lower()
