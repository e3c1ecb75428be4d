"""A questionnaire as a booklet to print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten

from tellback.paper.content import Data, Laid
from tellback.paper.front import back_page, front_page
from tellback.paper.look import Look, Variant
from tellback.paper.pictures import Pictures
from tellback.paper.route import route_of
from tellback.paper.sentences import sentences_in
from tellback.paper.typeset import pdf
from tellback.questionnaire.model import Questionnaire

NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""The day written in a PDF where none is given: the same file, the same bytes."""

LETTERS_IN_HEAD = {Variant.NORMAL: 60, Variant.LARGE: 28, Variant.SYMBOLS: 50}


def booklet(
    questionnaire: Questionnaire,
    look: Look,
    *,
    content: Path,
    language: str = "",
    media: Callable[[str], bytes | None] = lambda _: None,
    made: datetime = NO_DAY,
) -> bytes:
    """The PDF of `questionnaire` (one that `check` finds no fault in) in `language`.

    `content` is the folder with paper/, words/, symbols/ and fonts/; `media` gives the bytes of a
    picture that came with the questionnaire. No `language` is the questionnaire's first. Raises
    Unprintable where a character has no font, and ExpressionFault where a rule cannot be read.
    """
    first = questionnaire.languages[0]
    sentences = sentences_in(content, language or first, first)
    pictures = Pictures(content / "symbols", media, look)
    laid = Laid(questionnaire, sentences, route_of(questionnaire), pictures)
    data = {
        "language": sentences.language,
        "direction": sentences.direction(sentences.language),
        "look": look.sizes(),
        "title": laid.tell(questionnaire.title),
        "head": _short(laid.tell(questionnaire.title), look),
        "name": f"{questionnaire.id} {questionnaire.version}",
        "page": sentences.plain("page", number="[n]", count="[m]"),
        "booklet": laid.say("booklet"),
        "front": front_page(laid),
        "blocks": laid.blocks(),
        "back": back_page(laid),
    }
    return pdf("booklet.typ", data, fonts=content / "fonts", made=made)


def _short(title: Data, look: Look) -> Data:
    """A title for the head of each page, on one line."""
    letters = LETTERS_IN_HEAD[look.variant]
    return title | {"text": shorten(str(title["text"]), letters, placeholder="…")}
