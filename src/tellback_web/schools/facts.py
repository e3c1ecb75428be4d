"""What a register file may say of a school beside its name and its rolls, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tellback_web.schools.models import School

Value: TypeAlias = str | int | date | None

MOST_PUPILS: Final = 5_000
OLDEST: Final = 25
ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
BRITISH: Final = re.compile(r"(?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?P<year>\d{4})")


class BadCell(ValueError):
    """A cell cannot be read; carries the sentence of what is wrong and the one of what to do."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault} {remedy}")
        self.fault, self.remedy = fault, remedy


def _words(longest: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > longest:
            raise BadCell(f"it has {len(text)} letters; {longest} fit.", "Shorten it.")
        return text

    return read


def _whole(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most:
            return int(text)
        remedy = f"Write a whole number from 0 to {most:,}, or leave it empty."
        raise BadCell(f"“{text[:20]}” is not such a number.", remedy)

    return read


def read_day(text: str) -> date:
    """A day as 2010-09-01, 01-09-2010 or 01/09/2010. Raises BadCell."""
    matched = ISO.fullmatch(text) or BRITISH.fullmatch(text)
    try:
        if matched:
            return date(int(matched["year"]), int(matched["month"]), int(matched["day"]))
    except ValueError:
        pass
    raise BadCell(f"“{text[:20]}” is not a day.", "Write it as day-month-year, such as 01-09-2010.")


STATES: Final = {
    **{words.lower(): value for value, words in School.State.choices},
    **{value: value for value in School.State.values},
}


def read_state(text: str) -> str:
    """A state in the national register's words or in ours. Raises BadCell."""
    if found := STATES.get(text.lower()):
        return found
    remedy = "Write Open, Closed, Proposed to open, or Open, but proposed to close."
    raise BadCell(f"“{text[:40]}” is not a state we know.", remedy)


def read_contact(text: str) -> str:
    """An e-mail address. Raises BadCell."""
    try:
        validate_email(text)
    except ValidationError:
        remedy = "Write one address, such as office@school.example, or leave it empty."
        raise BadCell("this is not an e-mail address.", remedy) from None
    return text


FACTS: Final[dict[str, Callable[[str], Value]]] = {
    "dfe_number": _words(12),
    "phase": _words(60),
    "state": read_state,
    "opened_on": read_day,
    "closed_on": read_day,
    "why_closed": _words(200),
    "age_from": _whole(OLDEST),
    "age_to": _whole(OLDEST),
    "pupils": _whole(MOST_PUPILS),
    "address": _words(300),
    "contact": read_contact,
}
"""Column -> how its cell is read; an empty cell says nothing and leaves what is known."""
DAYS: Final = ("opened_on", "closed_on")
WORDS: Final = {
    "name": "name",
    "kind": "kind",
    "locality": "locality",
    "dfe_number": "DfE number",
    "phase": "phase",
    "state": "state",
    "opened_on": "opening day",
    "closed_on": "closing day",
    "why_closed": "reason for closing",
    "age_from": "lowest age",
    "age_to": "highest age",
    "pupils": "pupils of all ages",
    "address": "address",
    "contact": "office e-mail",
}
"""What a person calls each column."""
