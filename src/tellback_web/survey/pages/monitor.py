"""The monitor: how many have answered, against the roll; never what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tellback_web.schools.queries.register import roll_by_locality
from tellback_web.survey.models import Wave
from tellback_web.survey.queries.invitations import ClassGroup, Stage, Standing, standings


@dataclass(frozen=True)
class Rate:
    """Responses out of pupils on roll; never one without the other."""

    responses: int
    roll: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, half up; None where nobody is on roll."""
        if not self.roll:
            return None
        return (200 * self.responses + self.roll) // (2 * self.roll)

    @property
    def width(self) -> int:
        """How long the bar is, of 100."""
        return min(self.percent or 0, 100)


@dataclass(frozen=True)
class ClassRow:
    """A class group of a school."""

    group: ClassGroup
    rate: Rate
    """Finished, of the pupils that the teacher said are in the class."""


@dataclass(frozen=True)
class SchoolRow:
    """One school of the wave."""

    participation: int
    name: str
    locality: str
    rate: Rate
    roll_known: bool
    not_sent: int
    stage: Stage
    reason: str
    classes: tuple[ClassRow, ...]


@dataclass(frozen=True)
class LocalityRow:
    """One locality: its schools, and both rates."""

    name: str
    schools: int
    taking_part: int
    in_those: Rate
    in_all: Rate


@dataclass(frozen=True)
class NotTakingPart:
    """Schools that could not, or declined, for the same reason."""

    stage: Stage
    reason: str
    schools: tuple[str, ...]


@dataclass(frozen=True)
class MonitorPage:
    """The whole monitor."""

    wave: Wave
    counted_at: datetime
    responses: int
    in_those: Rate
    in_all: Rate
    answering: int
    """Pupils who have begun and not sent."""
    open_classes: int
    schools: tuple[SchoolRow, ...]
    localities: tuple[LocalityRow, ...]
    taking_part: int
    not_taking_part: tuple[NotTakingPart, ...]
    localities_reached: int

    @property
    def could_not(self) -> int:
        """How many schools tried and could not."""
        return sum(len(one.schools) for one in self._not(Stage.COULD_NOT))

    @property
    def declined(self) -> int:
        """How many schools said no."""
        return sum(len(one.schools) for one in self._not(Stage.DECLINED))

    def _not(self, stage: Stage) -> tuple[NotTakingPart, ...]:
        return tuple(one for one in self.not_taking_part if one.stage is stage)


def monitor_page(wave: Wave) -> MonitorPage:
    """The monitor of `wave` as it stands; a try-out has no responses and is not counted.

    Schools and localities have the names that they had when the wave opened. The number of
    queries does not depend on the number of schools.
    """
    found = () if wave.sandbox else standings(wave)
    rows = tuple(_school_row(one, wave) for one in found)
    everywhere = roll_by_locality(wave.year_group, on=wave.opens_on)
    localities = _localities(rows, everywhere)
    responses = sum(row.rate.responses for row in rows)
    return MonitorPage(
        wave=wave,
        counted_at=timezone.localtime(),
        responses=responses,
        in_those=_together(row.rate for row in rows if row.rate.responses),
        in_all=Rate(responses, wave.on_roll_everywhere),
        answering=sum(row.not_sent for row in rows),
        open_classes=sum(one.group.session.is_open for row in rows for one in row.classes),
        schools=rows,
        localities=localities,
        taking_part=sum(1 for row in rows if row.rate.responses),
        not_taking_part=_not_taking_part(rows),
        localities_reached=sum(1 for locality in localities if locality.taking_part),
    )


def _together(rates: Iterable[Rate]) -> Rate:
    held = list(rates)
    return Rate(sum(one.responses for one in held), sum(one.roll for one in held))


def _school_row(one: Standing, wave: Wave) -> SchoolRow:
    school = one.participation.school
    return SchoolRow(
        participation=one.participation.pk,
        name=school.name_on(wave.opens_on),
        locality=school.locality_name_on(wave.opens_on),
        rate=Rate(one.participation.responses, one.participation.roll or 0),
        roll_known=one.participation.roll is not None,
        not_sent=one.unsent,
        stage=one.stage,
        reason=one.reason,
        classes=tuple(_class_row(each) for each in one.classes),
    )


def _class_row(one: ClassGroup) -> ClassRow:
    return ClassRow(one, Rate(one.counts.finished, one.counts.pupils))


def _localities(
    rows: Sequence[SchoolRow], everywhere: dict[str, tuple[int, int]]
) -> tuple[LocalityRow, ...]:
    inside: dict[str, list[SchoolRow]] = defaultdict(list)
    for row in rows:
        inside[row.locality].append(row)
    made = []
    for name in sorted({*everywhere, *inside}):
        schools, roll = everywhere.get(name, (0, 0))
        with_answers = [row.rate for row in inside[name] if row.rate.responses]
        made.append(
            LocalityRow(
                name=name,
                schools=max(schools, len(inside[name])),
                taking_part=len(with_answers),
                in_those=_together(with_answers),
                in_all=Rate(sum(row.rate.responses for row in inside[name]), roll),
            )
        )
    return tuple(made)


def _not_taking_part(rows: Sequence[SchoolRow]) -> tuple[NotTakingPart, ...]:
    held: dict[tuple[Stage, str], list[str]] = defaultdict(list)
    for row in rows:
        if row.stage in (Stage.COULD_NOT, Stage.DECLINED):
            held[row.stage, row.reason].append(row.name)
    most_first = sorted(held.items(), key=lambda one: (-len(one[1]), one[0]))
    return tuple(
        NotTakingPart(stage, reason, tuple(names)) for (stage, reason), names in most_first
    )
