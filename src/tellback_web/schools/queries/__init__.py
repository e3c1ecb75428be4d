"""Reads of the register that span rows, one file a subject."""

from tellback_web.schools.queries.register import (
    HISTORY,
    on_roll_everywhere,
    register,
    roll_by_locality,
    roll_of,
    schools_with,
)

__all__ = [
    "HISTORY",
    "on_roll_everywhere",
    "register",
    "roll_by_locality",
    "roll_of",
    "schools_with",
]
