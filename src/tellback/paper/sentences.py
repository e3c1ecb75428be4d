"""The fixed words of print in one language, and what a rule says in them.

They come from content/paper, and from content/words where print promises what the screen does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tellback.questionnaire.words import DEFAULT, Words

ENGLISH = "en"
"""What is printed where a language has no file of fixed words."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words to print, with the language and the direction they are in."""

    text: str
    language: str
    direction: str
    """`ltr` or `rtl`."""


@dataclass(frozen=True)
class Sentences:
    """The fixed words of a booklet in `language`; `first` is the questionnaire's first one."""

    language: str
    first: str
    spoken: str
    """The language the fixed words are in: `language`, or English."""
    paper: Mapping[str, str]
    screen: Mapping[str, str]
    right_to_left: frozenset[str]

    def plain(self, key: str, **gaps: object) -> str:
        """The sentence `key` with its gaps filled. Raises KeyError where there is none."""
        return self.paper[key].format(**gaps)

    def say(self, key: str, **gaps: object) -> Said:
        """The same, with its language."""
        return self._said(self.plain(key, **gaps), self.spoken)

    def promise(self, key: str) -> Said:
        """A sentence that the pupil's pages say too. Raises KeyError where there is none."""
        return self._said(self.screen[key], self.spoken)

    def tell(self, words: Words) -> Said:
        """What the questionnaire says, in this language or else in the one it has."""
        written = words.languages()
        if self.language in written:
            return self._said(words.say(self.language), self.language)
        found = self.first if DEFAULT in written else next(iter(words.root))
        return self._said(words.say(self.language), found)

    def direction(self, language: str) -> str:
        """`rtl` for a language written from right to left."""
        return "rtl" if language.partition("-")[0] in self.right_to_left else "ltr"

    def _said(self, text: str, language: str) -> Said:
        return Said(text, language, self.direction(language))


def sentences_in(content: Path, language: str, first: str) -> Sentences:
    """The fixed words in `language` from the folder `content`, or in English where it has none."""
    stem = language.partition("-")[0]
    there = [one for one in (language, stem) if (content / "paper" / f"{one}.yaml").is_file()]
    spoken = there[0] if there else ENGLISH
    facts = _read(content / "words" / "languages.yaml")
    return Sentences(
        language=language,
        first=first,
        spoken=spoken,
        paper=_read(content / "paper" / f"{ENGLISH}.yaml")
        | _read(content / "paper" / f"{spoken}.yaml"),
        screen=_read(content / "words" / f"{ENGLISH}.yaml")
        | _read(content / "words" / f"{spoken}.yaml"),
        right_to_left=frozenset(facts["right_to_left"]),
    )


@lru_cache(maxsize=50)
def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.is_file() else {}
