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
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written so."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some text of one direction."""

    text: str
    right_to_left: bool = False


def runs(text: str) -> Iterator[Run]:
    """The runs of `text` in the order in which they are read; together they are all of it."""
    held, at = _UNHELD.sub("", text), 0
    for found in _RUN.finditer(held):
        if at < found.start():
            yield Run(held[at : found.start()])
        yield Run(found.group(), right_to_left=True)
        at = found.end()
    if at < len(held):
        yield Run(held[at:])
