"""The beginning of someone's words, short enough to repeat in a sentence about them."""

from __future__ import annotations

LONGEST = 40


def excerpt(words: object, *, longest: int = LONGEST) -> str:
    """`words` on one line, cut with an ellipsis to at most `longest` letters."""
    text = " ".join(str(words).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
