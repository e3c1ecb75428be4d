"""Names and localities that change on a day, and who to write to."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from tellback_web.audit.changes import record
from tellback_web.schools.changes.history import Refused, begin, first, take_back
from tellback_web.schools.models import NOT_PLACED, Locality, LocalityName, School
from tellback_web.schools.models.dated import BEGINNING


@transaction.atomic
def rename_school(school: School, *, name: str, since: date, reason: str, by: str) -> None:
    """From `since` on it is called `name`. Raises Refused."""
    held = _held(school)
    if held.name == name:
        msg = f"It is called {name} already."
        raise Refused(msg)
    rename_held(held, name=name, since=since, reason=reason, by=by)


def rename_held(school: School, *, name: str, since: date, reason: str, by: str) -> None:
    """As rename_school, of a school that this transaction holds."""
    begin(school.names, since=since, reason=reason, name=name)
    before, school.name = school.name, name
    school.save(update_fields=["name"])
    _record(school, "renamed a school", before, name, since, reason, by=by)


@transaction.atomic
def move_school(school: School, *, locality: Locality, since: date, reason: str, by: str) -> None:
    """From `since` on it lies in `locality`. Raises Refused."""
    held = _held(school)
    if held.locality == locality:
        msg = f"It lies in {locality.name} already."
        raise Refused(msg)
    if locality.replaced_on:
        msg = f"{locality.name} was replaced. Choose a locality that is there now."
        raise Refused(msg)
    move_held(held, locality=locality, since=since, reason=reason, by=by)


def move_held(school: School, *, locality: Locality, since: date, reason: str, by: str) -> None:
    """As move_school, of a school that this transaction holds."""
    # Nothing ever lay in no place: the first locality that is known holds from the beginning.
    first_known = school.locality.name == NOT_PLACED and school.localities.count() == 1
    day = BEGINNING if first_known else since
    begin(school.localities, since=day, reason=reason, locality=locality)
    before, school.locality = school.locality.name, locality
    school.save(update_fields=["locality"])
    _record(school, "moved a school", before, locality.name, since, reason, by=by)


@transaction.atomic
def take_back_name(school: School, *, by: str) -> None:
    """The latest name was a mistake: the one before it holds again. Raises Refused."""
    held = _held(school)
    gone, again = take_back(held.names)
    held.name = again.name
    held.save(update_fields=["name"])
    _record(held, "took back a school’s name", gone.name, again.name, gone.since, "", by=by)


@transaction.atomic
def take_back_locality(school: School, *, by: str) -> None:
    """The latest move was a mistake: the one before it holds again. Raises Refused."""
    held = _held(school)
    gone, again = take_back(held.localities)
    if again.locality.replaced_on:
        msg = f"{again.locality.name} was replaced, so the school cannot lie in it now."
        raise Refused(msg)
    held.locality = again.locality
    held.save(update_fields=["locality"])
    _record(
        held,
        "took back a school’s move",
        gone.locality.name,
        again.locality.name,
        gone.since,
        "",
        by=by,
    )


@transaction.atomic
def set_contact(school: School, *, contact: str, by: str) -> None:
    """The office's e-mail address; the event does not repeat it."""
    held = _held(school)
    held.contact = contact
    held.save(update_fields=["contact"])
    verb = "set a school’s contact" if contact else "removed a school’s contact"
    record(by=by, verb=verb, about=_named(held), about_kind="school")


@transaction.atomic
def add_locality(*, name: str, by: str) -> Locality:
    """A locality without schools yet. Raises Refused."""
    _refuse_taken_name(name)
    made = Locality.objects.create(name=name)
    LocalityName.objects.create(locality=made, **first(name=name))
    record(by=by, verb="added a locality", about=name, about_kind="locality")
    return made


@transaction.atomic
def rename_locality(locality: Locality, *, name: str, since: date, reason: str, by: str) -> None:
    """From `since` on it is called `name`. Raises Refused."""
    held = Locality.objects.select_for_update().get(pk=locality.pk)
    if held.replaced_on:
        msg = f"{held.name} was replaced, so its name stays."
        raise Refused(msg)
    _refuse_taken_name(name)
    begin(held.names, since=since, reason=reason, name=name)
    before, held.name = held.name, name
    held.save(update_fields=["name"])
    details = {"before": before, "now": name, "from": since.isoformat(), "reason": reason}
    record(by=by, verb="renamed a locality", about=before, about_kind="locality", details=details)


@transaction.atomic
def take_back_locality_name(locality: Locality, *, by: str) -> None:
    """The latest name was a mistake: the one before it holds again. Raises Refused."""
    held = Locality.objects.select_for_update().get(pk=locality.pk)
    gone, again = take_back(held.names)
    _refuse_taken_name(again.name)
    held.name = again.name
    held.save(update_fields=["name"])
    details = {"before": gone.name, "now": again.name, "from": gone.since.isoformat()}
    record(
        by=by,
        verb="took back a locality’s name",
        about=gone.name,
        about_kind="locality",
        details=details,
    )


@transaction.atomic
def replace_locality(
    locality: Locality, *, successor: Locality, since: date, reason: str, by: str
) -> int:
    """From `since` on `successor` takes its place and has its schools; gives how many.

    Raises Refused.
    """
    both = Locality.objects.select_for_update().in_bulk([locality.pk, successor.pk])
    gone, after = both[locality.pk], both[successor.pk]
    if gone == after or gone.replaced_on or after.replaced_on:
        msg = "Choose two localities that are there now, one to go and one to take its place."
        raise Refused(msg)
    schools = list(gone.schools.select_for_update())
    for school in schools:
        begin(school.localities, since=since, reason=reason, locality=after)
    gone.schools.update(locality=after)
    gone.successor, gone.replaced_on = after, since
    gone.save(update_fields=["successor", "replaced_on"])
    details = {
        "by": after.name,
        "schools": len(schools),
        "from": since.isoformat(),
        "reason": reason,
    }
    record(
        by=by, verb="replaced a locality", about=gone.name, about_kind="locality", details=details
    )
    return len(schools)


def _refuse_taken_name(name: str) -> None:
    if Locality.objects.filter(name=name, replaced_on__isnull=True).exists():
        msg = f"There is a locality called {name} already. Replace the one by the other instead."
        raise Refused(msg)


def _held(school: School) -> School:
    """The school as it is now, held until this transaction ends."""
    return (
        School.objects.select_for_update(of=("self",)).select_related("locality").get(pk=school.pk)
    )


def _named(school: School) -> str:
    return f"{school.name} ({school.number})"


def _record(  # noqa: PLR0913 - what an event of a change says
    school: School, verb: str, before: str, now: str, since: date, reason: str, *, by: str
) -> None:
    details = {"before": before, "now": now, "from": since.isoformat(), "reason": reason}
    record(by=by, verb=verb, about=_named(school), about_kind="school", details=details)
