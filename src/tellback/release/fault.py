"""The ways in which a release refuses to be made or read."""

from __future__ import annotations


class ReleaseFault(ValueError):
    """A release that cannot be made or used; its text says which, what is wrong, what to do."""


class NotARelease(ReleaseFault):
    """A folder that cannot be read as a release at all, or was made by a later version."""
