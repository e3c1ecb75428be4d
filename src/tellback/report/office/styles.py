"""How the paragraphs of a document for a word processor look, by the names that Word has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from tellback.report.document import Look

FONT = "Arial"
INK, DEEP, MIST, GREY, LINE, SUN = "0B0C0C", "0B4F5C", "EEF6F6", "505A5F", "B1B4B6", "FFCF4A"
CARD_GROUNDS = (MIST, "FFF6DC", "FDEEE6")
"""One after the other."""
PAGE_CM = (21.0, 29.7)
MARGIN_CM = 2.2
WIDTH_CM = PAGE_CM[0] - 2 * MARGIN_CM
"""Of what is printed."""
LEGIBLE = 14
"""Points of letters for nine-year-olds."""


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of paragraph; lengths are points, colours six hexadecimal digits or empty."""

    name: str
    size: float = 11
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 8
    indent: float = 0
    align: Literal["start", "end", "center"] = "start"
    side: str = ""
    """The colour of a thick line before it."""
    top: str = ""
    """The colour of a line above it."""
    ground: str = ""
    keep: bool = False
    """Whether it stays on the page of what follows."""
    outline: int = 0
    """The level of a heading; 0 for what is none."""


STYLES = (
    Style("Normal"),
    Style("Title", 26, bold=True, colour=DEEP, after=6, keep=True),
    Style("Subtitle", 14, colour=GREY, after=18),
    Style("Heading 1", 18, bold=True, before=20, top=DEEP, keep=True, outline=1),
    Style("Heading 2", 14, bold=True, before=14, after=6, keep=True, outline=2),
    Style("Heading 3", 12, bold=True, before=10, after=4, keep=True, outline=3),
    Style("Heading 4", 11, bold=True, before=8, after=4, keep=True, outline=4),
    Style("Lead", 13.5, after=10),
    Style("Small", 9.5),
    Style("List Bullet", after=4, indent=18),
    Style("List Number", after=4, indent=22),
    Style("Inset", before=6, after=10, indent=12, side=LINE),
    Style("Warning", bold=True, before=6, after=10, indent=12, side=INK),
    Style("Hidden", before=6, after=10, indent=12, side=GREY, ground="F3F2F1"),
    Style("Base", colour=GREY, after=6, keep=True),
    Style("Picture", after=6, keep=True),
    Style("Picture Apart", after=6),
    Style("Caption", 9.5, bold=True, before=4, after=4, keep=True),
    Style("Table Head", 9.5, bold=True, before=2.5, after=2.5, keep=True),
    Style("Table Head Number", 9.5, bold=True, before=2.5, after=2.5, align="end", keep=True),
    Style("Table Text", 9.5, before=2.5, after=2.5),
    Style("Table Number", 9.5, before=2.5, after=2.5, align="end"),
    Style("Under Table", 9.5, colour=GREY, before=3, after=3),
    Style("Lines"),
    Style("Lines Right", indent=260),
    Style("Card Picture", before=6, after=2, align="center"),
    Style("Card Big", 20, bold=True, colour=DEEP, before=4, after=2, align="center"),
    Style("Card Words", 13.5, after=8, align="center"),
    Style("Field Name", bold=True, before=3, after=3),
    Style("Field Value", before=3, after=3),
    Style("TOC Heading", 14, bold=True, before=6, after=6, keep=True),
    Style("TOC 1", after=3),
    Style("TOC 2", after=3, indent=18),
    Style("Endnote Text", 9.5, after=4),
    Style("Footnote Text", 9.5, after=2),
    Style("Footer", 9, colour=GREY, after=0),
)
_LETTER = {
    "Title": Style("Title", 13, bold=True, before=6, after=6, keep=True),
    "Subtitle": Style("Subtitle", 11, colour=GREY, after=10),
    "Heading 1": Style("Heading 1", 11, bold=True, before=10, after=4, keep=True, outline=1),
}
_LARGER = ("Normal", "List Bullet", "List Number", "Inset", "Lead", "Card Words")


def styles_for(look: Look) -> tuple[Style, ...]:
    """The styles of a report; a letter's headings are smaller, a newsletter's words larger."""
    if look == "letter":
        return tuple(_LETTER.get(one.name, one) for one in STYLES)
    if look == "newsletter":
        return tuple(
            replace(one, size=max(LEGIBLE, one.size)) if one.name in _LARGER else one
            for one in STYLES
        )
    return STYLES
