"""What in a child's words may tell of harm, so that a person reads it first and soon.

The signs only decide who reads a text first and how fast. They never decide that a text
is harmless: a named person reads every text.
"""

from tellback.concern.signs import Sign, looks_like_a_disclosure
from tellback.concern.words import CareWords, CareWordsFault, read_care_words

__all__ = ["CareWords", "CareWordsFault", "Sign", "looks_like_a_disclosure", "read_care_words"]
