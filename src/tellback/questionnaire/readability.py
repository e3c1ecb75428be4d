"""How hard words are to read: how many there are, and the reading age they ask for."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

FEWEST_WORDS = 100
"""Fewer than these say nothing safe about a reading age; the formula's authors counted samples
of about that length."""

_WORD = re.compile(r"\S*\w\S*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n")


def words_in(text: str) -> int:
    """How many words: runs of signs without a space that hold a letter or a digit."""
    return len(_WORD.findall(text))


def letters_in(text: str) -> int:
    """How many letters and digits."""
    return sum(letter.isalnum() for letter in text)


def sentences_in(text: str) -> int:
    """How many sentences with a word in them; a text without a full stop is one."""
    return sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))


def grade(texts: Iterable[str]) -> float | None:
    """The Automated Readability Index of some texts together, or None where there are no words.

    About the American school grade that can read them: 4.71 letters a word + 0.5 words a
    sentence - 21.43 (Senter and Smith 1967, AMRL-TR-66-220). It needs no list of syllables.
    """
    kept = [text for text in texts if words_in(text)]
    words = sum(words_in(text) for text in kept)
    if not words:
        return None
    letters = sum(letters_in(text) for text in kept)
    sentences = sum(sentences_in(text) for text in kept)
    return 4.71 * letters / words + 0.5 * words / sentences - 21.43


def reading_age(texts: Iterable[str]) -> int | None:
    """The age in years at which most children can read some texts; None if fewer than
    `FEWEST_WORDS`, from which nothing could be said.

    By the index's own table: grade 1 is read at 5 to 6, grade 5 at 9 to 10, and so on.
    """
    kept = list(texts)
    index = grade(kept)
    if index is None or sum(words_in(text) for text in kept) < FEWEST_WORDS:
        return None
    return max(5, math.ceil(index) + 4)
