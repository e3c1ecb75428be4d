"""The monitor: how many have answered, against the roll; never what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tellback_web.schools.queries import roll_by_locality
from tellback_web.survey.models import Participation, Wave
from tellback_web.survey.queries.waves import drafts_by_participation, participations


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
class SchoolRow:
    """One school of the wave."""

    participation: int
    name: str
    locality: str
    rate: Rate
    roll_known: bool
    not_sent: int
    state: str


@dataclass(frozen=True)
class LocalityRow:
    """One locality: its schools, and both rates."""

    name: str
    schools: int
    taking_part: int
    in_those: Rate
    in_all: Rate


@dataclass(frozen=True)
class MonitorPage:
    """The whole monitor."""

    wave: Wave
    responses: int
    in_those: Rate
    in_all: Rate
    schools: tuple[SchoolRow, ...]
    localities: tuple[LocalityRow, ...]
    taking_part: int
    could_not: int
    localities_reached: int


def monitor_page(wave: Wave) -> MonitorPage:
    """The monitor of `wave` as it stands."""
    asked = list(participations(wave))
    not_sent = drafts_by_participation(wave)
    rows = tuple(_school_row(one, not_sent.get(one.pk, 0)) for one in asked)
    localities = _localities(asked, roll_by_locality(wave.year_group))
    responses = sum(one.responses for one in asked)
    return MonitorPage(
        wave=wave,
        responses=responses,
        in_those=_rate_of(one for one in asked if one.responses),
        in_all=Rate(responses, wave.on_roll_everywhere),
        schools=rows,
        localities=localities,
        taking_part=sum(1 for one in asked if one.responses),
        could_not=sum(1 for one in asked if one.could_not),
        localities_reached=sum(1 for locality in localities if locality.taking_part),
    )


def _rate_of(asked: Iterable[Participation]) -> Rate:
    held = list(asked)
    return Rate(sum(one.responses for one in held), sum(one.roll or 0 for one in held))


def _school_row(one: Participation, not_sent: int) -> SchoolRow:
    if one.responses:
        state = "Taking part"
    elif one.could_not:
        state = f"Could not: {one.could_not}"
    else:
        state = "Started, nothing sent yet" if not_sent else "Nothing yet"
    return SchoolRow(
        participation=one.pk,
        name=one.school.name,
        locality=one.school.locality.name,
        rate=Rate(one.responses, one.roll or 0),
        roll_known=one.roll is not None,
        not_sent=not_sent,
        state=state,
    )


def _localities(
    asked: list[Participation], everywhere: dict[str, tuple[int, int]]
) -> tuple[LocalityRow, ...]:
    rows = []
    for name, (schools, roll) in sorted(everywhere.items()):
        mine = [one for one in asked if one.school.locality.name == name]
        with_answers = [one for one in mine if one.responses]
        rows.append(
            LocalityRow(
                name=name,
                schools=schools,
                taking_part=len(with_answers),
                in_those=_rate_of(with_answers),
                in_all=Rate(sum(one.responses for one in mine), roll),
            )
        )
    return tuple(rows)
