"""The year that schools count in: 1 September to 31 August."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SEPTEMBER = 9


@dataclass(frozen=True)
class SchoolYear:
    """A school year by the calendar year in which it begins."""

    begins: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.begins, SEPTEMBER, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.begins + 1, 8, 31)

    def __str__(self) -> str:
        return f"{self.begins} to {self.begins + 1}"


def school_year_of(day: date) -> SchoolYear:
    """The school year that `day` lies in."""
    return SchoolYear(day.year if day.month >= SEPTEMBER else day.year - 1)
