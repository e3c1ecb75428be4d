"""Advice on words: too long, too hard for the age, several ideas at once.

Advice can be wrong about a sentence; a person decides. Its codes start with `plain-`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tellback.questionnaire.checks.place import WHOLE, inside, of_question, of_section
from tellback.questionnaire.excerpt import excerpt
from tellback.questionnaire.model import Question, Questionnaire, Section
from tellback.questionnaire.problem import Problem
from tellback.questionnaire.readability import reading_age, words_in
from tellback.questionnaire.words import Words

ADVICE = frozenset(
    {
        "plain-age",
        "plain-long-question",
        "plain-long-choice",
        "plain-reading-age",
        "plain-several-ideas",
        "plain-same-words",
        "plain-refusal",
    }
)
"""The codes that advise; every other code is a fault that has to go."""


class Limit(NamedTuple):
    """The most words for a youngest reader up to an age."""

    up_to_age: int
    question: int
    choice: int


LIMITS = (Limit(7, 15, 8), Limit(11, 25, 12), Limit(14, 30, 15), Limit(25, 40, 20))
"""25 words is the longest sentence that the United Kingdom government's content guidance
allows for a reading age of 9; the other lines are our own steps below and above it. That the
reading age should not pass the youngest reader's age is the rule of the same guidance."""

_EITHER = re.compile(r"\band/or\b|[^\W\d_]{3,}\s*/\s*[^\W\d_]{3,}", re.IGNORECASE)
_SECOND_QUESTION = re.compile(
    r"\?.*\?|,? (?:and|or) (?:also )?(?:how|what|when|where|who|why|do|did|does|are|is|have|has)\b",
    re.IGNORECASE | re.DOTALL,
)
_STATEMENT = re.compile(
    r"(?:I|We)(?: (?:am|are|feel|like|enjoy|think|want|try)|[\u2019']\w+) ", re.IGNORECASE
)
_ASIDE = re.compile(r"\([^)]*\)")
_JOINED = re.compile(r"\band\b|, ", re.IGNORECASE)
_REFUSAL = re.compile(
    r"(?:i )?(?:would )?(?:prefer|rather) not (?:to )?(?:say|answer)", re.IGNORECASE
)


def check_plain(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Advice for the first language; the formulas and patterns know English only."""
    if not questionnaire.languages or not questionnaire.languages[0].startswith("en"):
        return
    age = questionnaire.age
    if age is None:
        yield Problem(
            inside(WHOLE, "age"),
            "The age of the youngest reader is not given, so the words cannot be checked for it.",
            "Write `age`, such as 9 for Year 5.",
            "plain-age",
        )
    for section in questionnaire.sections:
        if age is not None:
            yield from _too_hard(section, questionnaire, age)
        for question in section.questions:
            if age is not None:
                yield from _too_long(question, questionnaire, age)
            yield from _several_ideas(question, questionnaire)
            yield from _choices(question, questionnaire)


def _first(questionnaire: Questionnaire, words: Words) -> str:
    return words.say(questionnaire.languages[0])


def _too_hard(section: Section, questionnaire: Questionnaire, age: int) -> Iterator[Problem]:
    told = [section.intro, section.note, *(part.text for part in section.definitions)]
    for question in section.questions:
        told += [question.note, question.text, question.help]
        told += [part.text for part in question.definitions]
    asked = reading_age(_first(questionnaire, words) for words in told if words)
    if asked is not None and asked > age:
        yield Problem(
            of_section(section),
            f"Its words ask for a reading age of about {asked}; the youngest reader is {age}.",
            "Use shorter words and shorter sentences.",
            "plain-reading-age",
        )


def _too_long(question: Question, questionnaire: Questionnaire, age: int) -> Iterator[Problem]:
    limit = next(limit for limit in LIMITS if age <= limit.up_to_age)
    count = words_in(_first(questionnaire, question.text))
    if count > limit.question:
        yield Problem(
            inside(of_question(question), "text"),
            f"The question has {count} words; at age {age}, {limit.question} is the most.",
            "Shorten it, or move what explains it to `help`.",
            "plain-long-question",
        )
    told = [("choices", at, choice.text) for at, choice in enumerate(question.choices)]
    told += [("rows", at, row.text) for at, row in enumerate(question.rows)]
    for key, at, words in told:
        count = words_in(_first(questionnaire, words))
        if count > limit.choice:
            yield Problem(
                inside(of_question(question), key, at, "text"),
                f"It has {count} words; at age {age}, {limit.choice} is the most.",
                "Shorten it.",
                "plain-long-choice",
            )


def _several_ideas(question: Question, questionnaire: Questionnaire) -> Iterator[Problem]:
    place = of_question(question)
    told = [(inside(place, "text"), _first(questionnaire, question.text))]
    told += [
        (inside(place, "rows", at, "text"), _first(questionnaire, row.text))
        for at, row in enumerate(question.rows)
    ]
    for where, text in told:
        if has_several_ideas(text):
            yield Problem(
                where,
                f"“{excerpt(text)}” may ask about more than one thing at once.",
                "Ask about each on its own, if a pupil could answer them differently.",
                "plain-several-ideas",
            )


def has_several_ideas(text: str) -> bool:
    """Whether one answer to `text` would have to cover two things.

    Cautious: a pair of nouns ("Parks and playgrounds") and a list of foods are one thing;
    "and/or", a stroke between words, two questions, and "I feel happy and safe" are not.
    What stands in round brackets is an example and is passed over.
    """
    said = _ASIDE.sub("", text)
    if _EITHER.search(said) or _SECOND_QUESTION.search(said):
        return True
    return bool(_STATEMENT.match(said) and _JOINED.search(said))


def _choices(question: Question, questionnaire: Questionnaire) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for at, choice in enumerate(question.choices):
        text = _first(questionnaire, choice.text).casefold()
        place = inside(of_question(question), "choices", at, "text")
        if text in seen:
            yield Problem(
                place,
                f"Choices {seen[text] + 1} and {at + 1} have the same words.",
                "Say how they differ, or take one out.",
                "plain-same-words",
            )
        seen.setdefault(text, at)
        if _REFUSAL.fullmatch(text.strip(" .")):
            yield Problem(
                place,
                "A pupil who ticks this is counted as having answered.",
                "Take it out and write `may_refuse: true`, which stores it as missing.",
                "plain-refusal",
            )
