"""What a register file would change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from tellback.questionnaire.problem import Problem
from tellback_web.schools.facts import WORDS, Value
from tellback_web.schools.models import Locality, LocalityName, School
from tellback_web.schools.models.dated import BEGINNING
from tellback_web.schools.queries.register import register
from tellback_web.schools.register_file import RegisterRow


@dataclass(frozen=True)
class Alteration:
    """One fact of a school that a file says otherwise than the register."""

    fact: str
    before: Value
    after: Value

    @property
    def words(self) -> str:
        """What a person calls the fact."""
        return WORDS.get(self.fact, f"Year {self.fact} roll")


@dataclass(frozen=True)
class ChangedSchool:
    """A school that a file would change, and how."""

    school: School
    row: RegisterRow
    alterations: tuple[Alteration, ...]


@dataclass(frozen=True)
class RegisterDifference:
    """What a file would change: schools it adds, changes and leaves as they are."""

    added: tuple[RegisterRow, ...]
    changed: tuple[ChangedSchool, ...]
    same: int
    absent: tuple[School, ...]
    """In the register but not in the file; they are kept."""


def difference(rows: Sequence[RegisterRow]) -> RegisterDifference:
    """Compare a file's rows with the register."""
    held = {school.number: school for school in register()}
    both = [(held[row.number], row) for row in rows if row.number in held]
    compared = [ChangedSchool(school, row, tuple(alterations(school, row))) for school, row in both]
    changed = tuple(one for one in compared if one.alterations)
    in_file = {row.number for row in rows}
    return RegisterDifference(
        added=tuple(row for row in rows if row.number not in held),
        changed=changed,
        same=len(both) - len(changed),
        absent=tuple(school for number, school in held.items() if number not in in_file),
    )


def alterations(school: School, row: RegisterRow) -> Iterator[Alteration]:
    """What `row` says otherwise than the register; what it does not say is left as it is."""
    said: dict[str, Value] = {"name": row.name, "kind": row.kind, **row.facts}
    for fact, after in said.items():
        if getattr(school, fact) != after:
            yield Alteration(fact, getattr(school, fact), after)
    if row.locality and row.locality != school.locality.name:
        yield Alteration("locality", school.locality.name, row.locality)
    rolls = {roll.year_group: roll.pupils for roll in school.rolls.all()}
    for year, pupils in row.rolls.items():
        if rolls.get(year) != pupils:
            yield Alteration(year, rolls.get(year), pupils)


def mark_of(change: RegisterDifference) -> str:
    """What stands for a difference, so that what is stored is what somebody looked at."""
    altered = [[one.school.number, *map(repr, one.alterations)] for one in change.changed]
    seen = [[row.number for row in change.added], altered, [one.number for one in change.absent]]
    return sha256(json.dumps(seen).encode()).hexdigest()[:16]


def why_not_take(rows: Iterable[RegisterRow], *, since: date) -> tuple[Problem, ...]:
    """What keeps a file that could be read from being stored: old localities, days in the past."""
    held = list(rows)
    return (*_outdated(held), *_too_early(held, since))


def _outdated(rows: Sequence[RegisterRow]) -> Iterator[Problem]:
    """Localities that are called otherwise now, or were replaced."""
    named = {row.locality for row in rows}
    present = set(
        Locality.objects.filter(replaced_on__isnull=True, name__in=named).values_list(
            "name", flat=True
        )
    )
    old = LocalityName.objects.filter(name__in=named - present).select_related("locality")
    for one in old.order_by("name", "-since").select_related("locality__successor"):
        place = f"the locality “{one.name}”"
        if successor := one.locality.successor:
            fault, now = f"it was replaced by {successor.name}.", successor.name
        else:
            fault, now = f"it is called {one.locality.name} now.", one.locality.name
        remedy = f"Write “{now}” for its schools in the file."
        yield Problem(place, fault, remedy, "old-locality")


def _too_early(rows: Sequence[RegisterRow], since: date) -> Iterator[Problem]:
    """Schools whose name or locality changed after the day from which the file is to hold."""
    changed = {one.school.pk: one for one in difference(rows).changed}
    schools = School.objects.filter(pk__in=changed).prefetch_related("names", "localities")
    for school in schools.order_by("name"):
        facts = {one.fact for one in changed[school.pk].alterations}
        days = [one.since for one in school.names.all() if "name" in facts]
        days += [one.since for one in school.localities.all() if "locality" in facts]
        latest = max(days, default=BEGINNING)
        if latest > since:
            fault = f"its name or locality changed on {latest:%d-%m-%Y} already."
            remedy = "Give that day or a later one as the day from which the file holds."
            yield Problem(school.name, fault, remedy, "too-early")
