"""The code on a pupil's ticket: two plain words and two digits, and what is kept of it.

The 824 words give 824 × 823 × 90 codes, about 26 bits. That is little for a
password and enough for a code that opens one empty questionnaire, with wrong tries
counted (`changes/answering.py`).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

LENGTH_TYPED = 60
"""Longer than any code; what is longer is not looked at."""


@lru_cache(maxsize=1)
def code_words() -> tuple[str, ...]:
    """The words that codes are made of, from content/code_words.txt."""
    text = (Path(settings.CONTENT) / "code_words.txt").read_text(encoding="utf-8")
    return tuple(
        line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")
    )


def new_code() -> str:
    """A code such as `river-lamp-47`, drawn by the system's own random source."""
    words = code_words()
    first = secrets.choice(words)
    second = secrets.choice([word for word in words if word != first])
    return f"{first}-{second}-{secrets.randbelow(90) + 10}"


def as_typed(text: str) -> str:
    """A code as a child may type it, put right: any case, spaces, dots or dashes between."""
    parts = re.findall(r"[a-z]+|[0-9]+", text[:LENGTH_TYPED].lower())
    return "-".join(parts)


def digest(code: str, of: Literal["ticket", "draft", "sitting", "board", "school"]) -> str:
    """What is kept of a code. Without the installation's secret key they cannot be joined."""
    key = f"{settings.SECRET_KEY}:{of}".encode()
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def cipher(of: Literal["sitting-cookie", "board-code"]) -> Fernet:
    """The cipher for what must be read again, with a key of its own for each use."""
    key = hashlib.sha256(f"{settings.SECRET_KEY}:{of}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(code: str) -> str:
    """A board code as it is kept while its class session is open."""
    return cipher("board-code").encrypt(code.encode()).decode()


def unseal(sealed: str) -> str:
    """The board code again; empty where there is none, or the secret key has changed since."""
    try:
        return cipher("board-code").decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""
