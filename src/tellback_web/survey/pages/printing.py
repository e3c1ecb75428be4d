"""What the pages about printing may know, and the booklet itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tellback.paper.booklet import booklet
from tellback.paper.look import Look
from tellback.paper.route import printed_questions
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.read import read
from tellback_web.survey.fixed_words import tongue
from tellback_web.survey.models import Wave
from tellback_web.survey.queries.media import media_named
from tellback_web.survey.queries.waves import waves
from tellback_web.survey.ready import hash_of, problems_to_mend
from tellback_web.survey.shelf import from_the_shelf, on_the_shelf

WAVE = "wave"


@dataclass(frozen=True)
class WhatToPrint:
    """(name, title) of each wave and of each questionnaire on the shelf."""

    waves: tuple[tuple[str, str], ...]
    shelf: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ToPrint:
    """One questionnaire that can be printed."""

    name: str
    title: str
    text: str
    questionnaire: Questionnaire
    problems: tuple[str, ...]
    """What keeps it from being printed: its booklet would lead pupils astray."""

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(code, what it calls itself) of each language it is written in."""
        return [(code, tongue(code).name) for code in self.questionnaire.languages]

    @property
    def questions(self) -> int:
        """How many questions have something to tick or write."""
        return len(printed_questions(self.questionnaire))

    @property
    def pictures(self) -> int:
        """How many answers and lines have a picture."""
        questions = self.questionnaire.questions
        choices = sum(1 for one in questions for choice in one.choices if choice.picture)
        return choices + sum(1 for one in questions for row in one.rows if row.picture)


def what_to_print() -> WhatToPrint:
    """Everything that there is to print."""
    of_waves = tuple((f"{WAVE}:{one.pk}", one.title) for one in waves())
    return WhatToPrint(of_waves, on_the_shelf())


def to_print(name: str) -> ToPrint:
    """The questionnaire called `wave:3`, `came:…` or `own:…`; raises LookupError."""
    title, text = _text(name)
    questionnaire = read(text, name=title)
    problems = tuple(str(one) for one in problems_to_mend(questionnaire))
    return ToPrint(name, title, text, questionnaire, problems)


def booklet_of(found: ToPrint, look: Look, language: str) -> bytes:
    """The PDF; raises Unprintable."""
    mark = hash_of(found.text)

    def media(name: str) -> bytes | None:
        held = media_named(mark, name)
        return bytes(held.content) if held else None

    return booklet(
        found.questionnaire, look, content=Path(settings.CONTENT), language=language, media=media
    )


def _text(name: str) -> tuple[str, str]:
    kind, _, number = name.partition(":")
    if kind != WAVE:
        shelved = from_the_shelf(name)
        return shelved.title, shelved.text
    wave = Wave.objects.filter(pk=int(number)).first() if number.isdigit() else None
    if wave is None:
        msg = f"There is no wave {number}."
        raise LookupError(msg)
    return wave.title, wave.questionnaire
