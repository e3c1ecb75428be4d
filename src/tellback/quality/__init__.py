"""Whether answers were meant, and whether printed figures can be true. A person decides."""

from tellback.quality.criteria import Criteria, read_criteria
from tellback.quality.decision import (
    Choice,
    Decision,
    Decisions,
    Kept,
    decisions_text,
    digest_of,
    hash_of,
    only,
    read_decisions,
    without,
)
from tellback.quality.flag import WORDS, Flag, Reason
from tellback.quality.look import look

__all__ = [
    "WORDS",
    "Choice",
    "Criteria",
    "Decision",
    "Decisions",
    "Flag",
    "Kept",
    "Reason",
    "decisions_text",
    "digest_of",
    "hash_of",
    "look",
    "only",
    "read_criteria",
    "read_decisions",
    "without",
]
