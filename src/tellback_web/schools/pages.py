"""What each page of the register may know."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from tellback.questionnaire.problem import Problem
from tellback_web.schools import queries
from tellback_web.schools.register_file import RegisterFile, RegisterRow


@dataclass(frozen=True)
class SchoolLine:
    """One line of the register's table."""

    number: str
    name: str
    kind: str
    locality: str
    rolls: tuple[int | None, ...]


@dataclass(frozen=True)
class RegisterPage:
    """The register: its year groups are the columns after the locality."""

    year_groups: tuple[str, ...]
    lines: tuple[SchoolLine, ...]
    totals: tuple[int, ...]
    why_not_change: str | None


def register_page(*, why_not_change: str | None) -> RegisterPage:
    """Every school, with its rolls by year group and the totals below."""
    schools = list(queries.register())
    years = sorted(
        {roll.year_group for school in schools for roll in school.rolls.all()},
        key=lambda year: (len(year), year),
    )
    lines = tuple(
        SchoolLine(
            number=school.number,
            name=school.name,
            kind=school.kind,
            locality=school.locality.name,
            rolls=tuple(queries.roll_of(school, year) for year in years),
        )
        for school in schools
    )
    totals = tuple(sum(line.rolls[at] or 0 for line in lines) for at in range(len(years)))
    return RegisterPage(tuple(years), lines, totals, why_not_change)


@dataclass(frozen=True)
class PreviewPage:
    """What a file would change, before anything is stored."""

    problems: Sequence[Problem]
    added: Sequence[RegisterRow]
    changed: Sequence[RegisterRow]
    same: int
    absent: Sequence[str]
    file: str
    """The file itself, so that what is confirmed is what was seen."""


def preview_page(data: bytes, read: RegisterFile) -> PreviewPage:
    """The preview of `read`, which was made from `data`."""
    change = queries.difference(read.rows)
    return PreviewPage(
        problems=read.problems,
        added=change.added,
        changed=change.changed,
        same=change.same,
        absent=tuple(school.name for school in change.absent),
        file=base64.b64encode(data).decode("ascii"),
    )
