"""How many wrong codes one network may try before it has to wait.

A school's computers share one address, so the limit leaves room for a class that
mistypes, and not for a guesser: with 3,000 codes out, 40 tries in ten minutes find
one in about nine days. The address itself is not kept, only a keyed digest in the
cache, for ten minutes.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WRONG_TRIES = 40
WINDOW = 10 * 60
"""Seconds."""


def too_many(request: HttpRequest) -> bool:
    """Whether this network must wait."""
    return bool(cache.get(_key(request), 0) >= WRONG_TRIES)


def count_wrong(request: HttpRequest) -> None:
    """Note one wrong code."""
    key = _key(request)
    if not cache.add(key, 1, WINDOW):
        cache.incr(key)


def _key(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    mark = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()
    return f"wrong-code:{mark[:32]}"
