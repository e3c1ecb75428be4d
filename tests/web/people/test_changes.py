"""Accounts and roles: each change is whole, refused in a sentence, and recorded."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tellback_web.audit.models import Event
from tellback_web.people.changes import (
    Refused,
    add_person,
    close_account,
    give_role,
    set_password,
    take_role,
)
from tellback_web.people.models import Person, RoleHeld
from tests.web.cast import NORTH, PASSWORD, bilal, dev, nobody_yet

pytestmark = pytest.mark.django_db


def last_event() -> Event:
    return Event.objects.latest("pk")


def test_a_new_account_has_no_password_and_no_role() -> None:
    person = add_person(email="Fay@Council.Example", name="Fay", by="dev")
    assert person.email == "fay@council.example"
    assert str(person) == "Fay"
    assert not person.has_usable_password()
    assert not person.roles_held.exists()
    assert (last_event().by, last_event().verb, last_event().about) == (
        "dev",
        "opened an account",
        "fay@council.example",
    )


def test_a_second_account_with_an_address_in_other_letters_is_refused() -> None:
    add_person(email="fay@council.example", name="Fay", by="dev")
    with pytest.raises(Refused, match="already"):
        add_person(email="FAY@council.example", name="Fay", by="dev")
    assert Event.objects.count() == 1


def test_an_account_is_found_by_its_address_in_any_letters() -> None:
    person = add_person(email="fay@council.example", name="Fay", by="dev")
    assert Person.objects.get_by_natural_key("Fay@Council.example") == person


def test_a_role_given_twice_is_held_once_and_recorded_once() -> None:
    person = nobody_yet()
    give_role(person, role="analyst", by="dev")
    give_role(person, role="analyst", by="dev")
    assert [str(held) for held in person.roles_held.all()] == ["Analyst"]
    assert Event.objects.filter(verb="gave a role").count() == 1


def test_a_given_and_a_taken_role_are_recorded_with_the_school() -> None:
    person = nobody_yet()
    give_role(person, role="school", school=NORTH, by="dev")
    assert last_event().details == {"role": "school", "school": NORTH}
    held = person.roles_held.get()
    assert str(held) == f"School, school {NORTH}"
    take_role(held, by="dev")
    assert (last_event().verb, last_event().by, last_event().about) == (
        "took a role",
        "dev",
        person.email,
    )
    assert last_event().details == {"role": "school", "school": NORTH}
    assert not person.roles_held.exists()


@pytest.mark.parametrize(("role", "school"), [("school", ""), ("analyst", NORTH)])
def test_the_school_role_has_a_school_and_no_other_role_has_one(role: str, school: str) -> None:
    person = nobody_yet()
    with pytest.raises(Refused, match="number of its school"):
        give_role(person, role=role, school=school, by="dev")


@pytest.mark.parametrize(("role", "school"), [("school", ""), ("analyst", NORTH)])
def test_the_database_too_refuses_a_role_without_its_school_or_with_a_strange_one(
    role: str, school: str
) -> None:
    person = nobody_yet()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(person=person, role=role, school=school)


def test_a_role_that_does_not_exist_is_refused_with_the_names_of_those_that_do() -> None:
    with pytest.raises(Refused, match=r"no role king\. Use one of administrator, "):
        give_role(nobody_yet(), role="king", by="dev")


def test_a_closed_account_is_given_no_role() -> None:
    person = bilal()
    close_account(person, by="dev")
    with pytest.raises(Refused, match="closed"):
        give_role(person, role="analyst", by="dev")


def test_closing_takes_the_password_and_the_roles_and_is_recorded() -> None:
    person = bilal()
    close_account(person, by="dev")
    person.refresh_from_db()
    assert not person.is_active
    assert not person.check_password(PASSWORD)
    assert not person.roles_held.exists()
    assert (last_event().verb, last_event().about) == ("closed an account", person.email)


def test_the_last_administrator_keeps_the_role_and_the_account() -> None:
    person = dev()
    before = Event.objects.count()
    with pytest.raises(Refused, match="no other administrator"):
        take_role(person.roles_held.get(), by=person.email)
    with pytest.raises(Refused, match="no other administrator"):
        close_account(person, by="someone")
    person.refresh_from_db()
    assert person.is_active
    assert person.roles_held.exists()
    assert Event.objects.count() == before


def test_an_administrator_with_a_closed_account_does_not_count_as_another() -> None:
    first = dev()
    second = nobody_yet()
    give_role(second, role="administrator", by="dev")
    close_account(second, by=first.email)
    with pytest.raises(Refused, match="no other administrator"):
        close_account(first, by="someone")


def test_one_of_two_administrators_may_go() -> None:
    first, second = dev(), nobody_yet()
    give_role(second, role="administrator", by="dev")
    take_role(first.roles_held.get(), by=second.email)
    assert not first.roles_held.exists()


def test_a_set_password_is_recorded_without_it() -> None:
    person = nobody_yet()
    set_password(person, "an entirely new one", by="dev")
    assert person.check_password("an entirely new one")
    assert last_event().verb == "set a password"
    assert "entirely" not in str(last_event().__dict__)
