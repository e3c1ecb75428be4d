"""A letter as an accessible PDF: to parents with a slip to cut off, or to a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tellback.paper.booklet import NO_DAY
from tellback.paper.typeset import pdf


def letter_pdf(
    title: str,
    paragraphs: Sequence[str],
    *,
    content: Path,
    sender: str = "",
    slip: Sequence[str] = (),
    language: str = "en",
) -> bytes:
    """The PDF of a letter; a paragraph that begins with "- " is a point of a list.

    `sender` (the council's name) stands at the top. `slip` stands below a line with scissors; a
    paragraph of it that ends in a colon gets a line to write on. `content` is the folder with
    fonts/. Raises Unprintable where a character has no font.
    """
    data = {
        "title": title,
        "sender": sender,
        "language": language,
        "paragraphs": [_part(one) for one in paragraphs],
        "slip": [{"text": one, "line": one.rstrip().endswith(":")} for one in slip],
    }
    return pdf("letter.typ", data, fonts=content / "fonts", made=NO_DAY)


def _part(paragraph: str) -> dict[str, object]:
    point = paragraph.startswith("- ")
    return {"text": paragraph.removeprefix("- "), "point": point}
