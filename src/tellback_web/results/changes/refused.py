"""What a change of results raises where it is not made."""

from __future__ import annotations


class Refused(ValueError):
    """Nothing was changed; carries the sentence that says why."""
