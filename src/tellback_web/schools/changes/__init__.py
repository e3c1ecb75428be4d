"""Writes to the register, one file a subject."""

from tellback_web.schools.changes.register import take_register

__all__ = ["take_register"]
