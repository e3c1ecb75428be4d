"""What was so on a day: a fact holds from its day until the day of the next one.

Only the first day of each period is stored. Two periods can therefore neither overlap nor
leave a gap, and the database needs to hold no more than “one a day”.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from django.db import models

BEGINNING: Final = date(1, 1, 1)
"""The first day of what was so for as long as the register knows."""


class DatedFact(models.Model):
    """Something that is so from a day on, until the day of the next fact of the same thing."""

    since = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


Fact = TypeVar("Fact", bound=DatedFact)


@dataclass(frozen=True)
class Period(Generic[Fact]):
    """A fact, the first day on which it was so, and the first day on which it no longer was."""

    fact: Fact
    since: date | None
    """None for as long as the register knows."""
    until: date | None
    """None where it is so today."""


def on_the_day(facts: Iterable[Fact], day: date) -> Fact | None:
    """The fact that held on `day`; None where there are no facts."""
    held = [fact for fact in facts if fact.since <= day]
    return max(held, key=lambda fact: fact.since, default=None)


def periods(facts: Iterable[Fact]) -> tuple[Period[Fact], ...]:
    """The facts in the order of their days, each with the day on which it ended."""
    ordered = sorted(facts, key=lambda fact: fact.since)
    ends = [fact.since for fact in ordered[1:]]
    return tuple(
        Period(fact, None if fact.since == BEGINNING else fact.since, until)
        for fact, until in zip(ordered, [*ends, None], strict=True)
    )
