"""Why a value is missing, as numbers that snapshots and exports share."""

from __future__ import annotations

from enum import IntEnum


class Missing(IntEnum):
    """Why there is no answer: three things that are never added together."""

    NOT_ANSWERED = -9
    NOT_ASKED = -8
    PREFER_NOT_TO_SAY = -7

    @property
    def words(self) -> str:
        """As a codebook says it."""
        return self.name.replace("_", " ").lower()
