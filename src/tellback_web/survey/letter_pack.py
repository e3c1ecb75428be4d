"""What goes with a letter: the teacher's instructions and the letter to parents, to be printed.

Each is one HTML file with its style inside, so that it opens and prints on any computer
without the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from markupsafe import Markup

from tellback_web.survey.letters import Letter, blocks, written
from tellback_web.survey.models import Kind

FILE_NAMES = {
    Kind.INSTRUCTIONS: "teachers-instructions.html",
    Kind.PARENTS: "letter-to-parents.html",
}
WITH_THE_PACK = (Kind.INVITATION, Kind.REMINDER)
"""A reminder brings it again, because letters get lost."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: str
    media_type: str = "text/html"


def pack(words: Mapping[str, Letter], facts: Mapping[str, str]) -> tuple[Attachment, ...]:
    """The attached files, filled in for one school; raises LetterFault."""
    return tuple(
        Attachment(FILE_NAMES[kind], sheet(written(kind, words[kind], facts)))
        for kind in FILE_NAMES
    )


def sheet(letter: Letter) -> str:
    """A letter as an HTML file that stands alone and prints on A4."""
    return get_template("survey/invitations/sheet.html").render(
        {"letter": letter, "blocks": blocks(letter.body), "style": _style()}
    )


@lru_cache(maxsize=1)
def _style() -> Markup:
    css = (Path(settings.CONTENT) / "letters" / "sheet.css").read_text(encoding="utf-8")
    return Markup("<style>{}</style>").format(Markup(css))  # noqa: S704 - our own file
