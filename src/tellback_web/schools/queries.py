"""Reads of the register that span rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from tellback_web.schools.models import Locality, Roll, School
from tellback_web.schools.register_file import RegisterRow


def register() -> QuerySet[School]:
    """Every school with its locality and rolls, by name."""
    return School.objects.select_related("locality").prefetch_related("rolls").order_by("name")


def on_roll_everywhere(year_group: str) -> int:
    """Pupils on roll in `year_group` over the whole register."""
    total = Roll.objects.filter(year_group=year_group).aggregate(total=Sum("pupils"))["total"]
    return int(total or 0)


def roll_of(school: School, year_group: str) -> int | None:
    """Pupils on roll of one school in `year_group`; None where the register does not say."""
    return next((roll.pupils for roll in school.rolls.all() if roll.year_group == year_group), None)


@dataclass(frozen=True)
class RegisterDifference:
    """What a file would change: schools it adds, changes and leaves as they are."""

    added: tuple[RegisterRow, ...]
    changed: tuple[RegisterRow, ...]
    same: int
    absent: tuple[School, ...]
    """In the register but not in the file; they are kept."""


def difference(rows: Sequence[RegisterRow]) -> RegisterDifference:
    """Compare a file's rows with the register."""
    held = {school.number: school for school in register()}
    added = tuple(row for row in rows if row.number not in held)
    changed = tuple(
        row for row in rows if row.number in held and _as_row(held[row.number], row) != row
    )
    in_file = {row.number for row in rows}
    return RegisterDifference(
        added=added,
        changed=changed,
        same=len(rows) - len(added) - len(changed),
        absent=tuple(school for number, school in held.items() if number not in in_file),
    )


def _as_row(school: School, like: RegisterRow) -> RegisterRow:
    """The school as the file would say it, for the year groups that the file names."""
    rolls = {roll.year_group: roll.pupils for roll in school.rolls.all()}
    return RegisterRow(
        number=school.number,
        name=school.name,
        kind=school.kind,
        locality=school.locality.name,
        rolls={year: rolls[year] for year in like.rolls if year in rolls},
    )


def roll_by_locality(year_group: str) -> dict[str, tuple[int, int]]:
    """Locality -> (its schools with pupils in `year_group`, those pupils), zeros included."""
    found = dict.fromkeys(Locality.objects.values_list("name", flat=True), (0, 0))
    counted = (
        Roll.objects.filter(year_group=year_group, pupils__gt=0)
        .values("school__locality__name")
        .annotate(schools=Count("pk"), total=Sum("pupils"))
    )
    found |= {one["school__locality__name"]: (one["schools"], one["total"]) for one in counted}
    return found


def schools_with(year_group: str) -> QuerySet[School]:
    """Schools that have pupils in `year_group`, by name."""
    return register().filter(rolls__year_group=year_group, rolls__pupils__gt=0)
