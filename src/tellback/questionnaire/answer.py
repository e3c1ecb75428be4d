"""What may be answered to one question: the shape of a value, and the sentence if it is wrong.

Answers travel as text: a choice id, several ids separated by one space (multi), a
number in digits, or the words themselves. A blank answer is the empty string or no
entry at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import ONE_CHOICE, PREFER_NOT_TO_SAY, Kind, Question

Answers = Mapping[str, str]
"""Variable -> value, both as text."""

FURTHEST = 1_000_000_000
"""The furthest from nought that a number may be."""

SEVERAL = " "
"""What separates several choices in one value, as in XLSForm."""


SENTENCES = {
    "choose_one": "Choose one of the answers shown.",
    "choose_shown": "Choose from the answers shown.",
    "not_both": "Tick answers, or tick ‘Prefer not to say’, but not both.",
    "number": "Write a number, like 3.",
    "whole_number": "Write a whole number, like 3.",
    "other_number": "Write another number. This one cannot be stored.",
    "least": "Write {least} or more.",
    "most": "Write {most} or less.",
    "longest": "Use {longest} letters or fewer. You have written {written}.",
    "signs": "Use letters, numbers and signs that can be printed.",
    "nothing": "Nothing can be answered here.",
}
"""Code -> the sentence that refuses a value, in English."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a value cannot be stored: a code of `SENTENCES`, and what stands in its gaps.

    Pages that speak other languages have a sentence of their own for each code.
    """

    code: str
    gaps: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code].format(**self.gaps)


def why_not_answer(question: Question, value: str) -> str | None:
    """The sentence that refuses `value`, or None where it may be stored. Blank may always be."""
    unfit = why_unfit(question, value)
    return None if unfit is None else str(unfit)


def why_unfit(question: Question, value: str) -> Unfit | None:
    """Why `value` cannot be stored, or None where it may be. Blank may always be."""
    if value == "":
        return None
    if question.kind in ONE_CHOICE or question.kind is Kind.GRID:
        return None if value in question.choice_ids else Unfit("choose_one")
    if question.kind is Kind.MULTI:
        return _why_not_several(question, value)
    if question.kind is Kind.NUMBER:
        return _why_not_number(question, value)
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        return _why_not_text(question, value)
    return Unfit("nothing")


def _why_not_several(question: Question, value: str) -> Unfit | None:
    ticked = value.split(SEVERAL)
    if not question.choice_ids.issuperset(ticked) or len(set(ticked)) != len(ticked):
        return Unfit("choose_shown")
    if PREFER_NOT_TO_SAY in ticked and len(ticked) > 1:
        return Unfit("not_both")
    return None


def _why_not_number(question: Question, value: str) -> Unfit | None:
    if question.may_refuse and value == PREFER_NOT_TO_SAY:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or (question.whole and number != number.to_integral_value()):
        return Unfit("whole_number" if question.whole else "number")
    if number in set(Missing) or not -FURTHEST <= number <= FURTHEST:
        # A snapshot would take it for something else, or has no room for it.
        return Unfit("other_number")
    if question.least is not None and number < Decimal(str(question.least)):
        return Unfit("least", {"least": f"{question.least:g}"})
    if question.most is not None and number > Decimal(str(question.most)):
        return Unfit("most", {"most": f"{question.most:g}"})
    return None


def _why_not_text(question: Question, value: str) -> Unfit | None:
    if len(value) > question.longest:
        return Unfit("longest", {"longest": f"{question.longest:,}", "written": f"{len(value):,}"})
    if any(letter < " " and letter not in "\n\t" for letter in value):
        return Unfit("signs")
    return None
