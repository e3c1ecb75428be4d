"""Text as runs that are read in one direction, without signs that no XML can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff"
"""Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their kin."""
_RUN = re.compile(f"[{_RIGHT}]+(?:[\\W\\d_]*[{_RIGHT}]+)*")
_UNHELD = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: W3C, Extensible Markup Language (XML) 1.0, fifth edition, production 2."""
FROM_LEFT = "\u200e"
"""A mark that nobody sees: figures after it are not drawn into what runs the other way."""
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written so."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some text of one direction."""

    text: str
    right_to_left: bool = False


def runs(text: str) -> Iterator[Run]:
    """The runs of `text` in the order in which they are read; together they are all of it."""
    clean, at = held(text), 0
    for found in _RUN.finditer(clean):
        if at < found.start():
            yield Run(clean[at : found.start()])
        yield Run(found.group(), right_to_left=True)
        at = found.end()
    if at < len(clean):
        yield Run(clean[at:])


def held(text: str) -> str:
    """The text without signs that no XML can hold."""
    return _UNHELD.sub("", text)


def full_language(language: str) -> str:
    """The language with its country: `en-GB` for `en`."""
    return "en-GB" if language == "en" else language


def is_right_to_left(language: str) -> bool:
    """Whether a language is written so; `ar` and `ar-SA` are."""
    return language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT
