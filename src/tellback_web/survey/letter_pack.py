"""What goes with a letter: the teacher's instructions and the letter to parents, to be printed.

Each is an accessible PDF: mail servers stop attached HTML, and paper is where these end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from tellback.paper.fonts import letters_in
from tellback.paper.typeset import fit, pdf
from tellback_web.survey.letters import Block, Letter, blocks, written
from tellback_web.survey.models import Kind

FILE_NAMES = {
    Kind.INSTRUCTIONS: "teachers-instructions.pdf",
    Kind.PARENTS: "letter-to-parents.pdf",
}
WITH_THE_PACK = (Kind.INVITATION, Kind.REMINDER)
"""A reminder brings it again, because letters get lost."""
GAP = re.compile(r"_{4,}")
"""A run of underscores: a line to write on."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


def pack(
    words: Mapping[str, Letter], facts: Mapping[str, str], *, made: datetime
) -> tuple[Attachment, ...]:
    """The attached files, filled in for one school; raises LetterFault or Unprintable."""
    return tuple(
        Attachment(name, sheet(written(kind, words[kind], facts), made=made))
        for kind, name in FILE_NAMES.items()
    )


def sheet(letter: Letter, *, made: datetime) -> bytes:
    """A letter as a PDF for A4; what follows the first line to cut along stays in one piece.

    Raises Unprintable where no font of ours has some character.
    """
    found = blocks(letter.body)
    cut = next((at for at, one in enumerate(found) if one.kind == "cut"), len(found))
    data = {
        "title": letter.subject,
        "language": "en",
        "blocks": [_set(one) for one in found[:cut]],
        "slip": [_set(one) for one in found[cut:]],
    }
    return pdf("sheet.typ", data, fonts=_fonts(), made=made.replace(microsecond=0))


def check_printable(letter: Letter) -> None:
    """Raise Unprintable, whose sentence names the character, where `letter` cannot be printed."""
    drawn = letters_in(_fonts())
    for text in (letter.subject, letter.body):
        fit(text, drawn)


def _set(block: Block) -> dict[str, object]:
    return {"kind": block.kind, "lines": [GAP.split(line) for line in block.lines]}


def _fonts() -> Path:
    return Path(settings.CONTENT) / "fonts"
