"""What a keyer types for what is ticked on paper, and the answer it stands for.

A choice is keyed by its place, counted from 1 as printed; 'Prefer not to say' is the last
place, and `p` where a number or words are asked. `-` is nothing ticked, `x` is unclear (two
boxes ticked where one was asked); `*` is the same, for it stands on the number pad. Every
field is keyed: an empty one has not been looked at yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tellback.questionnaire.answer import SEVERAL, why_not_answer
from tellback.questionnaire.model import (
    ONE_CHOICE,
    PREFER_NOT_TO_SAY,
    Kind,
    Question,
    Questionnaire,
    Row,
    Section,
)

NOTHING = "-"
REFUSES = "p"
UNCLEAR = "x"
MEANS_UNCLEAR = frozenset({UNCLEAR, "*"})
KEPT_UNCLEAR = "\u27e8unclear\u27e9"
"""How an unclear box is kept: with signs that no choice's id has."""
ONE_DIGIT = 9
NOT_KEYED = frozenset({Kind.NOTE, Kind.PRESET})


class KeyFault(ValueError):
    """What was typed stands for no answer; carries the sentence."""


@dataclass(frozen=True)
class Field:
    """One thing to key: a question, or one row of a grid."""

    variable: str
    question: Question
    row: Row | None = None

    @property
    def places(self) -> tuple[tuple[int, str], ...]:
        """(number to key, words) of each box, in the order printed."""
        if self.question.kind in {Kind.NUMBER, Kind.TEXT}:
            return ()
        return tuple((at, one.text.say()) for at, one in enumerate(self.question.offered, start=1))

    @property
    def refuses(self) -> bool:
        """Whether 'Prefer not to say' is keyed by its letter, for want of a box."""
        return self.question.may_refuse and not self.places

    @property
    def one_key(self) -> bool:
        """Whether a single key says all there is to say."""
        several = self.question.kind is Kind.MULTI
        return bool(self.places) and not several and len(self.places) <= ONE_DIGIT


@dataclass(frozen=True)
class KeyPage:
    """What is keyed together: the fields of one section, in the order printed."""

    number: int
    section: Section
    fields: tuple[Field, ...]


def key_pages(questionnaire: Questionnaire) -> tuple[KeyPage, ...]:
    """The pages of keying, numbered from 1; a section without anything to key has none."""
    held = [(section, tuple(_fields(section))) for section in questionnaire.sections]
    asked = [(section, fields) for section, fields in held if fields]
    return tuple(KeyPage(at, section, fields) for at, (section, fields) in enumerate(asked, 1))


def _fields(section: Section) -> Iterator[Field]:
    for question in section.questions:
        if question.kind is Kind.GRID:
            for row in question.rows:
                yield Field(question.row_variable(row), question, row)
        elif question.kind not in NOT_KEYED and question.variables:
            yield Field(question.id, question)


def spread(page: KeyPage, typed: Mapping[str, str]) -> dict[str, str]:
    """`typed` with a grid's run of keys in its first row, such as 13221, spread over its rows.

    Only where the run has a key for each row and the other rows are empty; else as it was.
    """
    found = dict(typed)
    for grid in {field.question.id for field in page.fields if field.row and field.one_key}:
        rows = [field.variable for field in page.fields if field.question.id == grid]
        run = typed.get(rows[0], "").strip()
        if len(rows) == len(run) and not any(typed.get(one, "").strip() for one in rows[1:]):
            found.update(zip(rows, run, strict=True))
    return found


def value_of(field: Field, typed: str) -> str:
    """The answer that `typed` stands for: blank for nothing ticked, KEPT_UNCLEAR for unclear.

    Raises KeyFault where it stands for none.
    """
    typed = typed.strip()
    question = field.question
    if not typed:
        msg = f"Key what is ticked, or {NOTHING} where nothing is."
        raise KeyFault(msg)
    if typed == NOTHING:
        return ""
    if typed.lower() in MEANS_UNCLEAR and question.kind is not Kind.TEXT:
        return KEPT_UNCLEAR
    if field.refuses and typed.lower() == REFUSES:
        return PREFER_NOT_TO_SAY
    if question.kind is Kind.MULTI:
        value = SEVERAL.join(_choice(field, one) for one in _several(field, typed))
    elif field.places:
        value = _choice(field, typed)
    else:
        value = typed
    if reason := why_not_answer(question, value):
        raise KeyFault(reason)
    return value


def typed_of(field: Field, value: str) -> str:
    """What a keyer would type for `value`; the way back of `value_of`."""
    if value == "":
        return NOTHING
    if value == KEPT_UNCLEAR:
        return UNCLEAR
    if not field.places:
        return REFUSES if _is_refusal(field, value) else value
    place = {one.id: str(at) for at, one in enumerate(field.question.offered, start=1)}
    between = "" if len(place) <= ONE_DIGIT else " "
    return between.join(place[one] for one in value.split(SEVERAL))


def words_of(field: Field, value: str) -> str:
    """`value` as a person reads it."""
    if value == "":
        return "nothing ticked" if field.places else "nothing written"
    if value == KEPT_UNCLEAR:
        return "unclear"
    if not field.places:
        return "prefer not to say" if _is_refusal(field, value) else value
    texts = {one.id: one.text.say() for one in field.question.offered}
    return ", ".join(texts[one] for one in value.split(SEVERAL))


def differences(
    questionnaire: Questionnaire, first: Mapping[str, str], second: Mapping[str, str]
) -> tuple[Field, ...]:
    """The fields that two keyings of one booklet have differently, in the order printed."""
    return tuple(
        field
        for page in key_pages(questionnaire)
        for field in page.fields
        if _meant(field, first) != _meant(field, second)
    )


def as_answers(keyed: Mapping[str, str]) -> dict[str, str]:
    """The answers in a keyed booklet; what is unclear counts as not answered."""
    return {name: value for name, value in keyed.items() if value not in {"", KEPT_UNCLEAR}}


def _meant(field: Field, keyed: Mapping[str, str]) -> object:
    """What was keyed, as two keyings are compared.

    The order of several ticks, the space between words and a nought before a number are no
    difference.
    """
    value = keyed.get(field.variable, "")
    if field.question.kind is Kind.MULTI:
        return frozenset(value.split(SEVERAL))
    if field.question.kind is Kind.TEXT:
        return value.split()
    return _number(value) if field.question.kind is Kind.NUMBER else value


def _is_refusal(field: Field, value: str) -> bool:
    return field.refuses and value == PREFER_NOT_TO_SAY


def _number(value: str) -> object:
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def _several(field: Field, typed: str) -> list[str]:
    parts = [part for part in re.split(r"[\s,.]+", typed) if part]
    if len(parts) == 1 and len(field.places) <= ONE_DIGIT:
        return list(parts[0])
    return parts


def _choice(field: Field, typed: str) -> str:
    offered = field.question.offered
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(offered):
        return offered[int(typed) - 1].id
    if field.question.kind in ONE_CHOICE or field.question.kind is Kind.GRID:
        keys = f"1 to {len(offered)}, {NOTHING} for nothing ticked, {UNCLEAR} for unclear"
    else:
        keys = f"numbers from 1 to {len(offered)}, such as 13, or {NOTHING} for nothing ticked"
    msg = f"“{typed[:20]}” is no box here. Key {keys}."
    raise KeyFault(msg)
