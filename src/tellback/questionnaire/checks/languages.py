"""Every word in every language the questionnaire declares, and in no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tellback.questionnaire.checks.place import WHOLE, inside, named_parts
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import YES_NO_CHOICES, Choice, Part, Questionnaire
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.suggestion import did_you_mean
from tellback.questionnaire.words import DEFAULT, Words

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BUILT_IN = tuple(Choice.model_validate(choice).text for choice in YES_NO_CHOICES)
_PASSED_OVER = frozenset({"sections", "questions", "help_lines", "measures", "changed"})
"""Keys whose parts have a place of their own, and the notes on changes, which no pupil reads."""


def check_languages(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Declared languages, then each of the words."""
    yield from _declared(questionnaire.languages)
    for place, words in every_words(questionnaire):
        yield from _spoken(place, words, questionnaire.languages)


def every_words(questionnaire: Questionnaire) -> Iterator[tuple[str, Words]]:
    """All that is written for readers, with its place, in the order of the file."""
    for place, part in named_parts(questionnaire):
        yield from _words_of(place, part)


def _words_of(place: str, part: Part) -> Iterator[tuple[str, Words]]:
    for key in type(part).model_fields:
        value = getattr(part, key)
        if isinstance(value, Words):
            yield inside(place, key), value
        elif isinstance(value, tuple) and key not in _PASSED_OVER:
            for at, inner in enumerate(value):
                if isinstance(inner, Part):
                    yield from _words_of(inside(place, key, at), inner)


def _declared(languages: tuple[str, ...]) -> Iterator[Problem]:
    place = inside(WHOLE, "languages")
    if not languages:
        yield Problem(
            place, "No language is declared.", "Write its code, such as `en`.", "no-language"
        )
    for at, code in enumerate(languages):
        if not _LANGUAGE.fullmatch(code):
            yield Problem(
                inside(place, at),
                f"`{code}` is not the code of a language.",
                "Write a code such as `en`, `cy` or `ur`.",
                "bad-language",
            )
        if code in languages[:at]:
            yield Problem(
                inside(place, at),
                f"The language `{code}` is declared twice.",
                "Take one out.",
                "duplicate-language",
            )


def _spoken(place: str, words: Words, languages: tuple[str, ...]) -> Iterator[Problem]:
    if not languages:
        return
    first = languages[0]
    written = words.languages()
    known = {first if code == DEFAULT else code for code in written}
    if DEFAULT in written and first in written:
        yield Problem(
            place,
            f"The words in `{first}` are written twice, once without naming the language.",
            "Keep one of the two.",
            "duplicate-language",
        )
    missing = [code for code in languages if code not in known]
    if missing:
        remedy = f"Write {_listed(missing)} beside the others, or take it out of `languages`."
        if words in _BUILT_IN:
            remedy = f"Write the choices `yes` and `no` out, with words in {_listed(missing)}."
        yield Problem(
            place,
            f"“{excerpt(words)}” has no words in {_listed(missing)}.",
            remedy,
            "missing-translation",
        )
    for code in sorted(known - set(languages)):
        yield Problem(
            place,
            f"There are words in `{code}`, a language the questionnaire does not declare.",
            did_you_mean(code, languages) or f"Add `{code}` to `languages`, or take them out.",
            "undeclared-language",
        )


def _listed(codes: list[str]) -> str:
    return " and ".join(f"`{code}`" for code in codes)
