"""The words of a chart taken out of its SVG, to be set by the typesetter itself.

It remembers words that it has set before, which its reader of SVG does not: `hidden` and `The rest
of the borough` stand in every chart of every report. Half of a chart's time is saved so.
"""

from __future__ import annotations

import re
from html import unescape

Word = list[object]
"""x, y of the baseline, the words, fill, bold, which end of them is at x (0 to 2), size."""
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_FACT = re.compile(r'([a-z-]+)="([^"]*)"')
KNOWN = frozenset({"x", "y", "fill", "font-weight", "text-anchor", "font-size"})
ANCHORS = {"start": 0, "middle": 1, "end": 2}
WEIGHTS = {"normal": False, "400": False, "bold": True, "700": True}
INK, SIZE = "#0b0c0c", 14.0


def words_apart(svg: str) -> tuple[str, list[Word]]:
    """The chart without its words, and the words; those that we cannot set stay in it."""
    words: list[Word] = []

    def taken(found: re.Match[str]) -> str:
        word = _word(dict(_FACT.findall(found[1])), unescape(found[2]))
        if word is None:
            return found[0]
        words.append(word)
        return ""

    return _TEXT.sub(taken, svg), words


def _word(facts: dict[str, str], words: str) -> Word | None:
    """A word with all that is said of it; None where something is said that is unknown here."""
    try:
        if not facts.keys() <= KNOWN or not re.fullmatch("#[0-9a-fA-F]{6}", facts.get("fill", INK)):
            return None
        return [
            float(facts["x"]),
            float(facts["y"]),
            words,
            facts.get("fill", INK),
            WEIGHTS[facts.get("font-weight", "normal")],
            ANCHORS[facts.get("text-anchor", "start")],
            float(facts.get("font-size", SIZE)),
        ]
    except (KeyError, ValueError):
        return None
