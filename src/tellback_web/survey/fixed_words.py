"""The fixed words of the pupil's pages in each language, from content/words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from markupsafe import Markup, escape

from tellback.questionnaire.words import DEFAULT, Words

LEFT_TO_RIGHT_RUN = re.compile(r"[0-9A-Za-z+(][0-9A-Za-z+()./-]*(?: [0-9A-Za-z+()./-]+)+")
"""Several words or numbers that are read from left to right wherever they stand."""
ISOLATED = "\u2066{}\u2069"
"""Unicode's marks around text of another direction."""
ENGLISH = "en"
"""What is shown where a language lacks a sentence, marked as English."""


@dataclass(frozen=True)
class Tongue:
    """A language of pupils: its code, what it calls itself, and which way it is written."""

    code: str
    name: str
    direction: str
    """`ltr` or `rtl`."""


@dataclass(frozen=True)
class FixedWords:
    """The sentences of one language, for one questionnaire's pages or for none."""

    tongue: Tongue
    first: Tongue
    """The questionnaire's first language: what its words are in where they name none."""
    sentences: Mapping[str, str]

    def say(self, key: str, **gaps: object) -> Markup:
        """The sentence `key` as markup, its gaps filled; English is marked as such."""
        if key in self.sentences:
            return escape(self._in_its_direction(self.sentences[key].format(**gaps)))
        return marked(_english()[key].format(**gaps), tongue(ENGLISH))

    def plain(self, key: str, **gaps: object) -> str:
        """The sentence `key` without markup, for titles and attributes."""
        return self.sentences.get(key, _english()[key]).format(**gaps)

    def tell(self, words: Words) -> Markup:
        """What a questionnaire says, in this language or else marked as its first one."""
        return self._told(words.say(self.tongue.code), words)

    def paragraphs(self, words: Words) -> tuple[Markup, ...]:
        """As `tell`, for words in which an empty line parts the paragraphs."""
        said = words.say(self.tongue.code)
        return tuple(self._told(part, words) for part in said.split("\n\n"))

    def _told(self, said: str, words: Words) -> Markup:
        written = words.languages()
        if self.tongue.code in written or (self.tongue == self.first and DEFAULT in written):
            return escape(self._in_its_direction(said))
        other = self.first if DEFAULT in written else tongue(next(iter(words.root)))
        return marked(said, other)

    def _in_its_direction(self, said: str) -> str:
        """`said` with telephone numbers kept together: 0800 1111 would else read 1111 0800."""
        if self.tongue.direction == "ltr":
            return said
        return LEFT_TO_RIGHT_RUN.sub(lambda run: ISOLATED.format(run[0]), said)

    def say_english(self, sentence: str) -> Markup:
        """The sentence that English has for some key, in this language."""
        key = _key_of().get(sentence)
        return self.say(key) if key else marked(sentence, tongue(ENGLISH))


def marked(said: str, in_tongue: Tongue) -> Markup:
    """Words of another language than the page's, so that they are read aloud and set as theirs."""
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        in_tongue.code, in_tongue.direction, said
    )


@lru_cache(maxsize=200)
def fixed_words(language: str = ENGLISH, first: str = ENGLISH) -> FixedWords:
    """The words in `language`; `first` is the questionnaire's first language."""
    return FixedWords(tongue(language), tongue(first), _sentences(language))


@lru_cache(maxsize=200)
def tongue(language: str) -> Tongue:
    """The facts of the language with this code; one we do not know is called by its code."""
    known = _languages()
    stem = language.partition("-")[0]
    name = known["names"].get(language) or known["names"].get(stem) or language
    return Tongue(language, name, "rtl" if stem in known["right_to_left"] else "ltr")


def spoken_languages() -> tuple[Tongue, ...]:
    """Those that have a file of fixed words, English first, then by code."""
    codes = sorted(path.stem for path in _folder().glob("*.yaml") if path.stem != "languages")
    return tuple(tongue(code) for code in sorted(codes, key=lambda code: (code != ENGLISH, code)))


@lru_cache(maxsize=1)
def _languages() -> dict[str, Any]:
    return dict(yaml.safe_load((_folder() / "languages.yaml").read_text(encoding="utf-8")))


@lru_cache(maxsize=50)
def _sentences(language: str) -> Mapping[str, str]:
    known = {path.stem: path for path in _folder().glob("*.yaml")}
    for code in (language, language.partition("-")[0]):
        if code in known:
            return dict(yaml.safe_load(known[code].read_text(encoding="utf-8")))
    return {}


def _english() -> Mapping[str, str]:
    return _sentences(ENGLISH)


@lru_cache(maxsize=1)
def _key_of() -> Mapping[str, str]:
    return {sentence: key for key, sentence in _english().items()}


def _folder() -> Path:
    return Path(settings.CONTENT) / "words"
