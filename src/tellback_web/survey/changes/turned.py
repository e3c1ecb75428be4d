"""Why a pupil cannot go on, as a sentence they read."""

from __future__ import annotations


class Turned(Exception):
    """The pupil cannot go on; carries the sentence they read."""


CLOSED = "This survey is closed now. Thank you for wanting to answer it."
DAY_PAST = "The last day of this survey has passed. Ask your teacher."
SPENT = (
    "This code has been used: the answers were sent. "
    "If that was not you, ask your teacher for a new code."
)
WRONG = "We do not know that code. Look at your slip again, and type both words and the number."
FULL = (
    "Everyone in this class has joined already. Tell your teacher, who can make room for one more."
)
