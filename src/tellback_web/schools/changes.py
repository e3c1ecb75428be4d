"""Writes to the register."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tellback_web.audit.changes import record
from tellback_web.schools.models import Locality, Roll, School
from tellback_web.schools.register_file import RegisterRow


@transaction.atomic
def take_register(rows: Sequence[RegisterRow], *, by: str) -> None:
    """Add or change every school in `rows`; schools not in it stay as they are."""
    localities = {
        name: Locality.objects.get_or_create(name=name)[0]
        for name in sorted({row.locality for row in rows})
    }
    School.objects.bulk_create(
        [
            School(
                number=row.number,
                name=row.name,
                kind=row.kind,
                locality=localities[row.locality],
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name", "kind", "locality"],
    )
    schools = School.objects.in_bulk([row.number for row in rows], field_name="number")
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
    record(by=by, verb="took in the register", about=f"{len(rows)} schools", about_kind="register")
