"""The words and patterns that may tell of harm, as a council keeps them in content/care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tellback.concern.letters import plain, slips, sound

SOUNDED = 5
"""Words of fewer letters sound like too many others."""
SLIPPED = 7
"""Words of fewer letters are a slip away from too many others."""
GAP = ".."
Step = frozenset[str]
"""The words that may stand at one place of a pattern; empty for a gap."""


class CareWordsFault(ValueError):
    """A file of words that cannot be used; its text says which, where, and what to do."""


class SignWords(BaseModel):
    """One kind of harm, and the ways in which children say it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z_]+$")
    title: str = Field(min_length=1)
    reads: Literal["at_once", "first"]
    """At once by a safeguarding lead, or first among all texts by whoever reads them."""
    says: tuple[str, ...] = Field(min_length=1)
    but_not: tuple[str, ...] = ()
    """Longer patterns that are no sign: what they cover is left out before `says` is tried."""


class LanguageWords(BaseModel):
    """The words of one language: a file of content/care."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = Field(min_length=2)
    written: date
    source: str = Field(min_length=1)
    """Who wrote the list, from what, and who has read it, as a safeguarding lead may see it."""
    groups: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    spellings: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """A word -> how children misspell it, where that is too far off to be guessed."""
    look_alikes: tuple[str, ...] = ()
    """Words of everyday life that are nearly one of ours."""
    signs: tuple[SignWords, ...] = Field(min_length=1)


@dataclass(frozen=True, eq=False)
class Pattern:
    """Words in order, with gaps where other words may stand between."""

    steps: tuple[Step, ...]
    sign: SignWords


@dataclass(frozen=True)
class CareWords:
    """All languages together, made ready to be looked for."""

    patterns: tuple[Pattern, ...]
    exceptions: tuple[Pattern, ...]
    meant: Mapping[str, frozenset[str]]
    """A spelling -> the words of ours that it is."""
    look_alikes: frozenset[str]
    known_long: frozenset[str]
    """Words of the one language whose sounds we know that may be guessed from a misspelling."""

    @cached_property
    def sounding(self) -> Mapping[str, frozenset[str]]:
        """A sound -> our words that sound so."""
        found: dict[str, set[str]] = {}
        for word in self.known_long:
            found.setdefault(sound(word), set()).add(word)
        return {key: frozenset(words) for key, words in found.items()}

    @cached_property
    def slipping(self) -> Mapping[str, frozenset[str]]:
        """A word with a letter left out -> our words that it may be."""
        found: dict[str, set[str]] = {}
        for word in self.known_long:
            if len(word) >= SLIPPED:
                for left in slips(word):
                    found.setdefault(left, set()).add(word)
        return {key: frozenset(words) for key, words in found.items()}

    @cached_property
    def starting(self) -> Mapping[str, tuple[Pattern, ...]]:
        """A word -> the patterns that may begin with it."""
        return _by_first(self.patterns)

    @cached_property
    def excepting(self) -> Mapping[str, tuple[Pattern, ...]]:
        """A word -> the exceptions that may begin with it."""
        return _by_first(self.exceptions)


def _by_first(patterns: tuple[Pattern, ...]) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, tuple[Pattern, ...]] = {}
    for one in patterns:
        for word in one.steps[0]:
            found[word] = (*found.get(word, ()), one)
    return found


def read_care_words(texts: Mapping[str, str]) -> CareWords:
    """The words in YAML `texts` (file name -> text), all looked for in every text.

    Raises CareWordsFault.
    """
    languages = [_read_language(name, text) for name, text in texts.items()]
    patterns: list[Pattern] = []
    exceptions: list[Pattern] = []
    for name, one in zip(texts, languages, strict=True):
        for sign in one.signs:
            patterns += [Pattern(_steps(line, one, name), sign) for line in sign.says]
            exceptions += [Pattern(_steps(line, one, name), sign) for line in sign.but_not]
    ours = {word for one in (*patterns, *exceptions) for step in one.steps for word in step}
    english = {
        word
        for one in languages
        if one.language == "en"
        for word in (*_all_words(one.groups), *_plain_words(one.signs))
    }
    return CareWords(
        patterns=tuple(patterns),
        exceptions=tuple(exceptions),
        meant=_meant(ours, languages),
        look_alikes=frozenset(plain(word) for one in languages for word in one.look_alikes),
        known_long=frozenset(word for word in english & ours if len(word) >= SOUNDED),
    )


def _read_language(name: str, text: str) -> LanguageWords:
    try:
        return LanguageWords.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f", line {mark.line + 1}," if mark else ""
        msg = f"{name}{where} is not YAML. Compare it with content/care/en.yaml."
        raise CareWordsFault(msg) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        msg = f"{name}: {where}: {first['msg']}. Compare it with content/care/en.yaml."
        raise CareWordsFault(msg) from fault


def _steps(line: str, words: LanguageWords, name: str) -> tuple[Step, ...]:
    """A pattern's places; raises CareWordsFault where it names no group or begins with a gap."""
    steps = tuple(_step(part, words, line, name) for part in line.split())
    if not steps or not steps[0] or not steps[-1]:
        msg = f"{name}: the pattern “{line}” begins or ends with a gap. Begin and end with a word."
        raise CareWordsFault(msg)
    return steps


def _step(part: str, words: LanguageWords, line: str, name: str) -> Step:
    """The words that `part` allows: words and {groups} with strokes between; none for a gap."""
    if part == GAP:
        return frozenset()
    allowed: set[str] = set()
    for one in part.split("/"):
        if not one.startswith("{"):
            allowed.add(plain(one))
        elif one.strip("{}") in words.groups:
            allowed |= {plain(word) for word in words.groups[one.strip("{}")]}
        else:
            known = ", ".join(sorted(words.groups))
            msg = f"{name}: the pattern “{line}” names the group {one}. There are: {known}."
            raise CareWordsFault(msg)
    return frozenset(allowed)


def _all_words(groups: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {plain(word) for group in groups.values() for word in group}


def _plain_words(signs: tuple[SignWords, ...]) -> set[str]:
    return {
        plain(word)
        for sign in signs
        for line in (*sign.says, *sign.but_not)
        for part in line.split()
        for word in part.split("/")
        if not word.startswith("{") and part != GAP
    }


def _meant(ours: set[str], languages: list[LanguageWords]) -> dict[str, frozenset[str]]:
    found = {word: {word} for word in ours}
    for one in languages:
        for word, misspelt in one.spellings.items():
            for spelling in misspelt:
                found.setdefault(plain(spelling), set()).add(plain(word))
    return {spelling: frozenset(words) for spelling, words in found.items()}
