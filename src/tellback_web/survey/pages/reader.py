"""How one pupil reads: which language, letters and colours; in earnest or trying out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from markupsafe import Markup

from tellback.questionnaire.model import Questionnaire
from tellback_web.survey.fixed_words import (
    ENGLISH,
    FixedWords,
    Tongue,
    fixed_words,
    spoken_languages,
    tongue,
)
from tellback_web.survey.models import Wave
from tellback_web.survey.ready import ready_for

EASY, DARK, LARGE, LARGER = "easy", "dark", "large", "larger"
LOOKS = (EASY, DARK, LARGE, LARGER)
"""What a pupil may choose of the pages' look; each is a class of the page, `look-…`."""
SYMBOL = "symbol:"


@dataclass(frozen=True)
class Reader:
    """Who reads a page, as far as a page needs to know."""

    language: str = ENGLISH
    languages: tuple[str, ...] = (ENGLISH,)
    """Those of the questionnaire; words that name no language are in the first."""
    look: str = ""
    """Words of `LOOKS` with spaces between."""
    trial: bool = False

    @cached_property
    def words(self) -> FixedWords:
        """The fixed words this reader reads."""
        return fixed_words(self.language, self.languages[0])

    @property
    def look_classes(self) -> str:
        """The classes that make the look, each after a space."""
        return "".join(f" look-{one}" for one in self.look.split())

    @property
    def band(self) -> Markup:
        """What every page of a trial says at its top; nothing in earnest."""
        if not self.trial:
            return Markup()
        return Markup('<p class="ask-try-out">{}</p>').format(self.words.say("try_out_band"))

    @property
    def tongues(self) -> tuple[Tongue, ...]:
        """The languages to choose from; empty where there is one."""
        return tuple(map(tongue, self.languages)) if len(self.languages) > 1 else ()

    def frame(self) -> dict[str, Any]:
        """What the templates' frame needs, beside the page itself."""
        return {
            "say": self.words.say,
            "plain": self.words.plain,
            "tell": self.words.tell,
            "paragraphs": self.words.paragraphs,
            "tongue": self.words.tongue,
            "tongues": self.tongues,
            "looks": self.look_classes,
            "band": self.band,
            "trial": self.trial,
        }


def reader_of(
    questionnaire: Questionnaire, *, language: str = "", look: str = "", trial: bool = False
) -> Reader:
    """The reader of `questionnaire` who chose `language`, if it is spoken there."""
    languages = questionnaire.languages or (ENGLISH,)
    spoken = language if language in languages else languages[0]
    return Reader(spoken, languages, known_look(look), trial)


def known_look(look: str) -> str:
    """`look` without words that are none of `LOOKS`, one size at the most."""
    chosen = [one for one in LOOKS if one in look.split()]
    if LARGER in chosen and LARGE in chosen:
        chosen.remove(LARGE)
    return " ".join(chosen)


def open_tongues() -> tuple[Tongue, ...]:
    """The languages in which the code may be asked for: those of the waves that are open now."""
    waves = Wave.objects.filter(state__in=Wave.ANSWERABLE, sandbox=False)
    return tongues_of(waves.defer("questionnaire"))


def tongues_of(waves: Iterable[Wave]) -> tuple[Tongue, ...]:
    """The languages of `waves` that have fixed words, English among them; empty where no choice."""
    asked = {language for wave in waves for language in ready_for(wave).questionnaire.languages}
    found = tuple(one for one in spoken_languages() if one.code in asked | {ENGLISH})
    return found if len(found) > 1 else ()


@dataclass(frozen=True)
class LooksPage:
    """The page on which a pupil says how the pages should look."""

    number: int
    """The page to go back to."""
    mark: str
    chosen: frozenset[str]

    @staticmethod
    def sample(look: str, words: Markup) -> Markup:
        """`words` as they would look."""
        return Markup('<span class="look-sample look-{}">{}</span>').format(look, words)


@dataclass(frozen=True)
class Pictures:
    """Where the pictures and the sound of one questionnaire's text are."""

    questionnaire_hash: str

    def address_of(self, name: str | None) -> str:
        """The address of a picture or a recording; empty where there is none."""
        if not name:
            return ""
        if name.startswith(SYMBOL):
            return symbol_address(name.removeprefix(SYMBOL))
        part = {"text": self.questionnaire_hash[:MEDIA_MARK], "name": name}
        return reverse("survey:media", kwargs=part)


MEDIA_MARK = 20
"""So much of a questionnaire's hash stands in the addresses of what came with it."""


def symbol_address(name: str) -> str:
    """Where the symbol with this name is; empty where content/symbols has none such."""
    there = (settings.CONTENT / "symbols" / f"{name}.svg").is_file()
    return static(f"symbols/{name}.svg") if there else ""
