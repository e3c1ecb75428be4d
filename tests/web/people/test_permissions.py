"""Who may do what: nothing, unless a role that the person holds says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from tellback_web.people.changes import close_account, give_role, take_role
from tellback_web.people.models import Person
from tellback_web.people.permissions import (
    may,
    may_somewhere,
    require,
    schools_where,
    why_not_change_accounts,
    why_not_see_events,
)
from tellback_web.people.roles import ROLES, Permission
from tests.web.cast import (
    NORTH,
    SOUTH,
    amina,
    bilal,
    cerys,
    dev,
    efa,
    kiran,
    nobody_yet,
    noor,
    safia,
    tessa,
)

pytestmark = pytest.mark.django_db

EACH_MAY = {
    amina: {
        Permission.SEE_REGISTER,
        Permission.CHANGE_REGISTER,
        Permission.OPEN_WAVE,
        Permission.SEE_MONITOR,
        Permission.INVITE,
        Permission.RUN_CLASS,
        Permission.KEY_PAPER,
        Permission.RELEASE,
        Permission.SIGN_OFF,
        Permission.SEE_UNRELEASED,
    },
    bilal: set(),
    cerys: set(),
    dev: {
        Permission.CHANGE_ACCOUNTS,
        Permission.SEE_EVENTS,
        Permission.SEE_REGISTER,
        Permission.CHANGE_REGISTER,
    },
    efa: {
        Permission.SEE_REGISTER,
        Permission.SEE_MONITOR,
        Permission.SIGN_OFF,
        Permission.SEE_UNRELEASED,
        Permission.SEE_MICRODATA,
    },
    tessa: set(),
    kiran: {Permission.KEY_PAPER},
    noor: {Permission.SCREEN_TEXT},
    safia: {Permission.SCREEN_TEXT, Permission.SEE_CONCERNS},
    nobody_yet: set(),
}
"""Written out again by hand, so that a role cannot grow unnoticed."""


@pytest.mark.parametrize("one", EACH_MAY, ids=lambda one: one.__name__)
def test_each_person_may_do_what_their_role_says_and_nothing_else(
    one: Callable[[], Person],
) -> None:
    person = one()
    assert {each for each in Permission if may(person, each)} == EACH_MAY[one]


def test_a_person_without_a_role_is_denied_everything_about_every_school() -> None:
    person = nobody_yet()
    assert not any(
        may(person, each, school=school) for each in Permission for school in ("", NORTH)
    )


def test_a_head_may_see_the_own_school_and_no_other() -> None:
    head = cerys()
    assert may(head, Permission.SEE_OWN_SCHOOL, school=SOUTH)
    assert not may(head, Permission.SEE_OWN_SCHOOL, school=NORTH)
    assert not may(head, Permission.SEE_OWN_SCHOOL)


def test_a_head_of_two_schools_may_see_both() -> None:
    head = cerys()
    give_role(head, role="school", school=NORTH, by="a test")
    assert may(head, Permission.SEE_OWN_SCHOOL, school=NORTH)
    assert may(head, Permission.SEE_OWN_SCHOOL, school=SOUTH)


def test_an_administrator_who_opens_accounts_sees_no_results() -> None:
    person = dev()
    for each in (Permission.SEE_OWN_SCHOOL, Permission.SEE_UNRELEASED, Permission.SEE_MICRODATA):
        assert not may(person, each, school=NORTH)


def test_what_a_taken_role_allowed_is_denied_at_once() -> None:
    person = efa()
    take_role(person.roles_held.get(), by="a test")
    assert not may(person, Permission.SEE_MICRODATA)


def test_a_closed_account_is_denied_even_with_a_role_left_in_its_row() -> None:
    person = efa()
    person.is_active = False
    assert not may(person, Permission.SEE_MICRODATA)


def test_a_closed_account_holds_no_role() -> None:
    person = efa()
    close_account(person, by="a test")
    assert not any(may(person, each) for each in Permission)
    assert not person.roles_held.exists()


def test_refusal_carries_its_sentence() -> None:
    with pytest.raises(PermissionDenied, match="Heads only"):
        require(cerys(), Permission.SEE_OWN_SCHOOL, "Heads only.", school=NORTH)
    require(bilal(), Permission.SEE_OWN_SCHOOL, "Heads only.", school=NORTH)


def test_only_an_administrator_changes_accounts_and_reads_what_was_done() -> None:
    administrator, officer = dev(), amina()
    assert why_not_change_accounts(administrator) is None
    assert why_not_see_events(administrator) is None
    assert "administrator" in (why_not_change_accounts(officer) or "")
    assert "administrator" in (why_not_see_events(officer) or "")


def test_a_role_at_a_school_is_found_where_it_is_held_and_only_there() -> None:
    head, officer = bilal(), amina()
    assert may_somewhere(head, Permission.RUN_CLASS)
    assert may_somewhere(officer, Permission.RUN_CLASS)
    assert not may_somewhere(head, Permission.OPEN_WAVE)
    assert schools_where(head, Permission.RUN_CLASS) == {NORTH}
    assert schools_where(officer, Permission.RUN_CLASS) == frozenset()
    assert schools_where(head, Permission.OPEN_WAVE) == frozenset()
    head.is_active = False
    assert not may_somewhere(head, Permission.RUN_CLASS)
    assert not schools_where(head, Permission.RUN_CLASS)


def test_each_role_has_words_and_at_least_one_permission() -> None:
    for name, role in ROLES.items():
        assert role.id == name
        assert role.display_name
        assert role.description.endswith(".")
        assert role.permissions


def test_each_permission_is_held_by_some_role() -> None:
    held = frozenset[Permission]().union(*(role.permissions for role in ROLES.values()))
    assert held == set(Permission)
