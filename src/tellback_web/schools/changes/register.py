"""Taking in a register file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from tellback_web.audit.changes import record
from tellback_web.schools.changes.history import Refused, first
from tellback_web.schools.changes.places import move_held, rename_held
from tellback_web.schools.models import (
    NOT_PLACED,
    Locality,
    LocalityName,
    Roll,
    School,
    SchoolLink,
    SchoolLocality,
    SchoolName,
)
from tellback_web.schools.proposal import Proposal
from tellback_web.schools.queries.difference import ChangedSchool, difference, mark_of
from tellback_web.schools.register_file import LinkRow, RegisterRow


@transaction.atomic
def take_register(rows: Sequence[RegisterRow], *, by: str, since: date | None = None) -> None:
    """Add or change every school in `rows`; schools not in it stay as they are.

    Changed names and localities hold from `since`, today where it is not given.
    """
    day = since or timezone.localdate()
    take_proposal(Proposal(tuple(rows), (), day, "The register said so.", whole=False), by=by)


@transaction.atomic
def take_proposal(proposal: Proposal, *, by: str) -> None:
    """Do what the officer saw; raises Refused where the register is not as they saw it."""
    School.objects.select_for_update().in_bulk(
        [row.number for row in proposal.rows], field_name="number"
    )
    change = difference(proposal.rows)
    if proposal.mark and proposal.mark != mark_of(change):
        msg = "The register has changed since you looked at this file. Look at it again."
        raise Refused(msg)
    localities = _localities(proposal.rows)
    _add(change.added, localities)
    for one in change.changed:
        _change(one, localities, proposal, by=by)
    schools = School.objects.in_bulk([row.number for row in proposal.rows], field_name="number")
    _take_rolls(proposal.rows, schools)
    _take_links(proposal.links, schools)
    missing = _mark_missing(proposal, by=by)
    details = {
        "added": len(change.added),
        "changed": len(change.changed),
        "not in it": missing,
        "from": proposal.since.isoformat(),
    }
    about = f"{len(proposal.rows)} schools"
    record(by=by, verb="took in the register", about=about, about_kind="register", details=details)


def _localities(rows: Iterable[RegisterRow]) -> dict[str, Locality]:
    """Name -> the present locality; those that are new are made."""
    named = {row.locality or NOT_PLACED for row in rows}
    present = Locality.objects.filter(replaced_on__isnull=True, name__in=named)
    found = {one.name: one for one in present}
    for name in sorted(named - set(found)):
        if name != NOT_PLACED or any(not row.locality for row in rows):
            found[name] = Locality.objects.create(name=name)
            LocalityName.objects.create(locality=found[name], **first(name=name))
    return found


def _add(rows: Sequence[RegisterRow], localities: Mapping[str, Locality]) -> None:
    made = School.objects.bulk_create(
        School(
            number=row.number,
            name=row.name,
            kind=row.kind,
            locality=localities[row.locality or NOT_PLACED],
            **row.facts,
        )
        for row in rows
    )
    SchoolName.objects.bulk_create(SchoolName(school=one, **first(name=one.name)) for one in made)
    SchoolLocality.objects.bulk_create(
        SchoolLocality(school=one, **first(locality=one.locality)) for one in made
    )


def _change(
    one: ChangedSchool, localities: Mapping[str, Locality], proposal: Proposal, *, by: str
) -> None:
    facts = {alteration.fact: alteration.after for alteration in one.alterations}
    if "name" in facts:
        rename_held(
            one.school, name=one.row.name, since=proposal.since, reason=proposal.reason, by=by
        )
    if "locality" in facts:
        move_held(
            one.school,
            locality=localities[one.row.locality],
            since=proposal.since,
            reason=proposal.reason,
            by=by,
        )
    plain = [name for name in facts if name == "kind" or name in one.row.facts]
    for name in plain:
        setattr(one.school, name, facts[name])
    if plain:
        one.school.save(update_fields=plain)


def _take_rolls(rows: Iterable[RegisterRow], schools: Mapping[str, School]) -> None:
    Roll.objects.bulk_create(
        [
            Roll(school=schools[row.number], year_group=year, pupils=pupils)
            for row in rows
            for year, pupils in row.rolls.items()
        ],
        update_conflicts=True,
        unique_fields=["school", "year_group"],
        update_fields=["pupils"],
    )


def _take_links(rows: Iterable[LinkRow], schools: Mapping[str, School]) -> None:
    SchoolLink.objects.bulk_create(
        [
            SchoolLink(
                school=schools[row.number],
                other_number=row.other_number,
                other_name=row.other_name,
                kind=row.kind,
                since=row.since,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["school", "other_number", "kind"],
        update_fields=["other_name", "since"],
    )


def _mark_missing(proposal: Proposal, *, by: str) -> int:
    """Schools in the file are there; where it is the whole register, the others are not."""
    numbers = [row.number for row in proposal.rows]
    School.objects.filter(number__in=numbers, missing_since__isnull=False).update(
        missing_since=None
    )
    if not proposal.whole:
        return 0
    gone = School.objects.exclude(number__in=numbers).filter(missing_since__isnull=True)
    for school in gone:
        about = f"{school.name} ({school.number})"
        record(
            by=by, verb="found a school gone from the register", about=about, about_kind="school"
        )
    return gone.update(missing_since=proposal.since)
