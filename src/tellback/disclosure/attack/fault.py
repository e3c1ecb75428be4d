"""The one way in which a directory refuses to be attacked."""

from __future__ import annotations


class AttackFault(ValueError):
    """Published files that cannot be attacked; its text says which, what is wrong, what to do."""
