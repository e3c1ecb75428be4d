"""The council's words for what may tell of harm, and how long a concern may wait: content/care."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings

from tellback.concern import (
    CareWords,
    CareWordsFault,
    Sign,
    looks_like_a_disclosure,
    read_care_words,
)

LOG = logging.getLogger(__name__)


def signs_of(text: str) -> tuple[Sign, ...]:
    """The signs of harm in a text; none where the council's files of words cannot be read.

    A broken file must not keep a pupil from sending: people read every text, and
    `why_no_signs` tells them that nothing is put first.
    """
    words, _ = _loaded()
    return looks_like_a_disclosure(text, words) if words else ()


def why_no_signs() -> str:
    """The sentence that says why no text is recognised; empty while the words can be read."""
    return _loaded()[1]


@lru_cache(maxsize=1)
def _loaded() -> tuple[CareWords | None, str]:
    try:
        return read_care_words(_files()), ""
    except (CareWordsFault, OSError, UnicodeDecodeError) as fault:
        LOG.error("The words of content/care cannot be read: %s", fault)  # noqa: TRY400 - no trace
        return None, str(fault)


def _files() -> dict[str, str]:
    """One file a language, named by its code."""
    found = sorted(_folder().glob("??.yaml"))
    return {path.name: path.read_text(encoding="utf-8") for path in found}


@lru_cache(maxsize=1)
def late_after_days() -> int:
    """After how many days without anything done a concern is late."""
    text = (_folder() / "waiting.yaml").read_text(encoding="utf-8")
    return int(yaml.safe_load(text)["late_after_days"])


def _folder() -> Path:
    return Path(settings.CONTENT) / "care"
