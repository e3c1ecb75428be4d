"""Reads of what is done after a wave: feedback, cost, and how long things are kept."""

from __future__ import annotations

import json
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django.db.models import QuerySet, Sum

from tellback_web.survey.models import (
    CostLine,
    CostShare,
    Feedback,
    Participation,
    StaffTime,
    Wave,
)
from tellback_web.survey.penny_split import HUNDRED, split


def waves_to_look_after() -> QuerySet[Wave]:
    """Waves that have begun, the newest first."""
    began = Wave.objects.exclude(state=Wave.State.DRAFT).filter(sandbox=False)
    return began.defer("questionnaire").order_by("-opens_on", "-pk")


def feedback_of(wave: Wave) -> QuerySet[Feedback]:
    """What schools said of `wave`, by name of school."""
    said = Feedback.objects.filter(participation__wave=wave)
    named = said.select_related("participation__school")
    return named.prefetch_related("participation__school__names").order_by(
        "participation__school__name"
    )


def could_say(wave: Wave) -> int:
    """Schools that sent answers or tried to: those that can say how it went."""
    tried = wave.participations.filter(responses__gt=0)
    return (tried | wave.participations.exclude(could_not="")).distinct().count()


def responses_of(wave: Wave) -> tuple[int, int]:
    """(pupils who answered, schools in which somebody did)."""
    answered = Participation.objects.filter(wave=wave, responses__gt=0)
    total = answered.aggregate(total=Sum("responses"))["total"]
    return int(total or 0), answered.count()


@dataclass(frozen=True)
class Cost:
    """What a wave cost and who pays: lines without pounds were not counted."""

    lines: tuple[CostLine, ...]
    shares: tuple[CostShare, ...]

    @property
    def total(self) -> Decimal:
        """Pounds of the lines that were counted."""
        return sum((one.pounds for one in self.lines if one.pounds is not None), Decimal(0))

    @property
    def not_counted(self) -> tuple[CostLine, ...]:
        """Lines without pounds."""
        return tuple(one for one in self.lines if one.pounds is None)

    @property
    def parts(self) -> tuple[tuple[CostShare, Decimal], ...]:
        """Each payer with pounds that add up to the total; none where shares are not 100 %."""
        percents = [one.percent for one in self.shares]
        if sum(percents) != HUNDRED:
            return ()
        return tuple(zip(self.shares, split(self.total, percents), strict=True))

    @property
    def mark(self) -> str:
        """What stands for the cost as it is now, so that two people do not overwrite each other."""
        return mark_of(
            [[one.item, one.pounds] for one in self.lines],
            [[one.payer, one.percent] for one in self.shares],
        )


def mark_of(*parts: Sequence[Sequence[object]]) -> str:
    """Sixteen letters that stand for these rows."""
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()[:16]


def cost_of(wave: Wave) -> Cost:
    """The cost of `wave`."""
    return Cost(
        lines=tuple(wave.cost_lines.order_by("place", "pk")),
        shares=tuple(wave.cost_shares.order_by("place", "pk")),
    )


@dataclass(frozen=True)
class TimeSpent:
    """Hours that staff spent on a wave; no pounds are worked out of them."""

    lines: tuple[StaffTime, ...]

    @property
    def total(self) -> Decimal:
        """Hours of all lines."""
        return sum((one.hours for one in self.lines), Decimal(0))

    @property
    def mark(self) -> str:
        """What stands for the hours as they are now; the cost has a mark of its own."""
        return mark_of([[one.item, one.hours] for one in self.lines])


def staff_time_of(wave: Wave) -> TimeSpent:
    """The hours that staff spent on `wave`."""
    return TimeSpent(tuple(wave.staff_times.order_by("place", "pk")))


@dataclass(frozen=True)
class KeptUntil:
    """The last days on which things of a wave are kept."""

    written: date
    letters: date


def kept_until(wave: Wave) -> KeptUntil:
    """The officer's days, or a year after closing for either where none was given."""
    usual = a_year_after(wave.closes_on)
    return KeptUntil(wave.written_until or usual, wave.letters_until or usual)


def a_year_after(day: date, years: int = 1) -> date:
    """The same day of another year; 29 February goes to 28 February."""
    if (day.month, day.day) == (2, 29) and not isleap(day.year + years):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)
