"""Writes of accounts and roles."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from tellback_web.audit.changes import record
from tellback_web.people.models import Person, RoleHeld
from tellback_web.people.queries import other_administrators
from tellback_web.people.roles import ROLES


class Refused(ValueError):
    """The change was not made; carries the sentence that says why."""


@transaction.atomic
def add_person(*, email: str, name: str, by: str) -> Person:
    """A new account; its person sets the password by the link they are sent."""
    if Person.objects.filter(email__iexact=email).exists():
        msg = "There is an account with this e-mail address already."
        raise Refused(msg)
    person = Person.objects.create_user(email, name=name)
    record(by=by, verb="opened an account", about=person.email, about_kind="account")
    return person


@transaction.atomic
def give_role(person: Person, *, role: str, school: str = "", by: str) -> None:
    """Let `person` act in `role`; a role held already stays, and no event is recorded."""
    if role not in ROLES:
        msg = f"There is no role {role}. Use one of {', '.join(ROLES)}."
        raise Refused(msg)
    if ROLES[role].at_a_school != bool(school):
        msg = "A role at a school needs the number of its school; no other role has one."
        raise Refused(msg)
    if not person.is_active:
        msg = "The account is closed, so it is given no role."
        raise Refused(msg)
    held, new = RoleHeld.objects.get_or_create(person=person, role=role, school=school)
    if new:
        _record_role(held, verb="gave a role", by=by)


@transaction.atomic
def take_role(held: RoleHeld, *, by: str) -> None:
    """End a role; the last administrator's stays, or nobody could open accounts."""
    if held.role == "administrator":
        _leave_an_administrator(held.person)
    held.delete()
    _record_role(held, verb="took a role", by=by)


@transaction.atomic
def set_password(person: Person, password: str, *, by: str) -> None:
    """Set the password; used by commands, the person's own change goes through sign-in."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by=by, verb="set a password", about=person.email, about_kind="account")


@transaction.atomic
def close_account(person: Person, *, by: str) -> None:
    """The person can sign in no more; what they did stays recorded."""
    if person.roles_held.filter(role="administrator").exists():
        _leave_an_administrator(person)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    person.roles_held.all().delete()
    record(by=by, verb="closed an account", about=person.email, about_kind="account")


@transaction.atomic
def reopen_account(person: Person, *, by: str) -> None:
    """Open a closed account again, without a password and without a role."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(by=by, verb="opened an account again", about=person.email, about_kind="account")


@transaction.atomic
def offer_link(person: Person, *, by: str) -> None:
    """Record that `by` was shown a link that sets the password of `person`."""
    if not person.is_active:
        msg = "The account is closed. Open it again first."
        raise Refused(msg)
    record(by=by, verb="made a link to set a password", about=person.email, about_kind="account")


@transaction.atomic
def remove_second_factor(person: Person, *, by: str) -> None:
    """For a person who lost phone and codes: the next sign-in needs only the password."""
    if person.email == by:
        msg = "Turn off your own second factor on your own account's page."
        raise Refused(msg)
    Authenticator.objects.filter(user=person).delete()
    record(by=by, verb="removed a second factor", about=person.email, about_kind="account")


def _record_role(held: RoleHeld, *, verb: str, by: str) -> None:
    details = {"role": held.role, "school": held.school} if held.school else {"role": held.role}
    record(by=by, verb=verb, about=held.person.email, about_kind="account", details=details)


def _leave_an_administrator(person: Person) -> None:
    # Locked, so that two administrators who each remove the other cannot both succeed.
    if not other_administrators(person).select_for_update():
        msg = "There is no other administrator. Give somebody else that role first."
        raise Refused(msg)
