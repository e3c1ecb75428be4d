"""What may be answered to one question: the shape of a value, and the sentence if it is wrong.

Answers travel as text: a choice id, several ids separated by one space (multi), a
number in digits, or the words themselves. A blank answer is the empty string or no
entry at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from tellback.questionnaire.missing import Missing
from tellback.questionnaire.model import ONE_CHOICE, PREFER_NOT_TO_SAY, Kind, Question

Answers = Mapping[str, str]
"""Variable -> value, both as text."""

FURTHEST = 1_000_000_000
"""The furthest from nought that a number may be."""

SEVERAL = " "
"""What separates several choices in one value, as in XLSForm."""


def why_not_answer(question: Question, value: str) -> str | None:
    """The sentence that refuses `value`, or None where it may be stored. Blank may always be."""
    if value == "":
        return None
    if question.kind in ONE_CHOICE or question.kind is Kind.GRID:
        return None if value in question.choice_ids else "Choose one of the answers shown."
    if question.kind is Kind.MULTI:
        return _why_not_several(question, value)
    if question.kind is Kind.NUMBER:
        return _why_not_number(question, value)
    if question.kind in {Kind.TEXT, Kind.PRESET}:
        return _why_not_text(question, value)
    return "Nothing can be answered here."


def _why_not_several(question: Question, value: str) -> str | None:
    ticked = value.split(SEVERAL)
    if not question.choice_ids.issuperset(ticked) or len(set(ticked)) != len(ticked):
        return "Choose from the answers shown."
    if PREFER_NOT_TO_SAY in ticked and len(ticked) > 1:
        return "Tick answers, or tick ‘Prefer not to say’, but not both."
    return None


def _why_not_number(question: Question, value: str) -> str | None:
    if question.may_refuse and value == PREFER_NOT_TO_SAY:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or (question.whole and number != number.to_integral_value()):
        return f"Write a {'whole ' if question.whole else ''}number, like 3."
    if number in set(Missing) or not -FURTHEST <= number <= FURTHEST:
        # A snapshot would take it for something else, or has no room for it.
        return "Write another number. This one cannot be stored."
    if question.least is not None and number < Decimal(str(question.least)):
        return f"Write {question.least:g} or more."
    if question.most is not None and number > Decimal(str(question.most)):
        return f"Write {question.most:g} or less."
    return None


def _why_not_text(question: Question, value: str) -> str | None:
    if len(value) > question.longest:
        return f"Use {question.longest:,} letters or fewer. You have written {len(value):,}."
    if any(letter < " " and letter not in "\n\t" for letter in value):
        return "Use letters, numbers and signs that can be printed."
    return None
