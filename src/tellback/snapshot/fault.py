"""The one way in which a snapshot refuses to be written or read."""

from __future__ import annotations


class SnapshotFault(ValueError):
    """A snapshot that cannot be used; its text says which, what is wrong and what to do."""
