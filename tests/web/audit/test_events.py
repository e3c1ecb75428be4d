"""Events are recorded once and never changed, whoever asks."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from tellback_web.audit.changes import record
from tellback_web.audit.models import Event
from tellback_web.audit.queries import events, kinds
from tellback_web.audit.triggers import CREATE, DROP

pytestmark = pytest.mark.django_db


def an_event(**named: object) -> Event:
    record(**{"by": "dev", "verb": "opened a wave", "about": "2010", "about_kind": "wave", **named})
    return Event.objects.latest("pk")


def test_an_event_says_who_did_what_to_which_thing_and_when() -> None:
    event = an_event(details={"schools": 15})
    assert (event.by, event.verb, event.about, event.about_kind) == (
        "dev",
        "opened a wave",
        "2010",
        "wave",
    )
    assert event.details == {"schools": 15}
    assert event.at is not None
    assert str(event) == "dev opened a wave: 2010"


def test_an_event_without_details_has_none() -> None:
    assert an_event().details == {}


def test_words_too_long_for_the_column_are_cut_and_the_write_still_happens() -> None:
    event = an_event(by="b" * 400, about="a" * 400)
    assert (len(event.by), len(event.about)) == (254, 300)


def test_the_latest_event_comes_first_and_a_kind_can_be_picked() -> None:
    first = an_event()
    second = an_event(about_kind="account")
    assert list(events()) == [second, first]
    assert list(events(about_kind="wave")) == [first]
    assert kinds() == ["account", "wave"]


def test_the_model_refuses_to_save_an_event_again() -> None:
    event = an_event()
    event.verb = "did nothing"
    with pytest.raises(TypeError, match="never changed"):
        event.save()


def test_the_model_refuses_to_delete_an_event() -> None:
    with pytest.raises(TypeError, match="never changed"):
        an_event().delete()


def test_the_database_refuses_to_change_an_event() -> None:
    an_event()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.update(by="someone else")
    assert Event.objects.get().by == "dev"


def test_the_database_refuses_to_delete_an_event() -> None:
    an_event()
    with pytest.raises(DatabaseError, match="not deleted"), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.count() == 1


def insert(at: datetime) -> None:
    Event.objects.bulk_create([Event(by="dev", verb="v", about="a", about_kind="k")])
    # The clock of the table is the database's own: an old row is made with its trigger lifted.
    with connection.cursor() as cursor:
        for statement in DROP[connection.vendor]:
            cursor.execute(statement)
        Event.objects.update(at=at)
        for statement in CREATE[connection.vendor]:
            cursor.execute(statement)


def test_an_event_whose_time_is_over_may_be_deleted_but_not_changed() -> None:
    insert(now() - timedelta(days=6 * 366))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.update(by="someone else")
    Event.objects.all().delete()
    assert not Event.objects.exists()


def test_an_event_one_month_short_of_its_time_is_still_kept() -> None:
    insert(now() - timedelta(days=6 * 365 - 30))
    with pytest.raises(DatabaseError, match="not deleted"), transaction.atomic():
        Event.objects.all().delete()


def test_an_event_disappears_with_the_change_that_failed() -> None:
    class Failed(Exception):
        pass

    def change_that_fails() -> None:
        with transaction.atomic():
            an_event()
            raise Failed

    with pytest.raises(Failed):
        change_that_fails()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_migration_of_the_triggers_can_be_undone_and_done_again() -> None:
    an_event()
    call_command("migrate", "audit", "0001", verbosity=0)
    try:
        Event.objects.update(by="now it lets me")
    finally:
        call_command("migrate", "audit", verbosity=0)
    with pytest.raises(DatabaseError, match="never changed"):
        Event.objects.update(by="and now it does not")


@pytest.mark.django_db(transaction=True)
def test_cleaning_up_after_a_test_that_commits_leaves_the_triggers_in_place() -> None:
    an_event()
    call_command("flush", verbosity=0, interactive=False)
    an_event()
    with pytest.raises(DatabaseError, match="never changed"):
        Event.objects.update(by="someone else")
