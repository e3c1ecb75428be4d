"""What was so on a day stays known: names, localities, and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, strategies as st

from tellback_web.audit.models import Event
from tellback_web.schools.changes import take_register
from tellback_web.schools.changes.history import Refused
from tellback_web.schools.changes.places import (
    add_locality,
    move_school,
    rename_locality,
    rename_school,
    replace_locality,
    set_contact,
    take_back_locality,
    take_back_locality_name,
    take_back_name,
)
from tellback_web.schools.models import Locality, LocalityName, School, SchoolLocality, SchoolName
from tellback_web.schools.models.dated import BEGINNING, on_the_day, periods
from tellback_web.schools.queries import roll_by_locality
from tellback_web.schools.register_file import RegisterRow
from tests.web.cast import NORTH, SOUTH, amina, browser_of, efa
from tests.web.survey.small import BY, register

DAY = date(2010, 4, 1)
BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def north(db: None) -> School:
    """The North school of the small register."""
    register()
    return School.objects.get(number=NORTH)


def locality(name: str) -> Locality:
    return Locality.objects.get(name=name)


def test_a_renamed_school_is_called_by_both_names_each_on_its_days(north: School) -> None:
    rename_school(north, name="North Academy", since=DAY, reason="It converted", by="amina")
    north.refresh_from_db()
    assert north.name == "North Academy"
    assert [north.name_on(day) for day in (date.min, BEFORE, DAY, date.max)] == [
        "North Primary",
        "North Primary",
        "North Academy",
        "North Academy",
    ]
    event = Event.objects.latest("pk")
    assert (event.by, event.verb) == ("amina", "renamed a school")
    assert event.details == {
        "before": "North Primary",
        "now": "North Academy",
        "from": "2010-04-01",
        "reason": "It converted",
    }


def test_south_became_central_and_an_old_table_still_says_south(north: School) -> None:
    rename_locality(locality("Dales"), name="Central", since=DAY, reason="New wards", by=BY)
    south = School.objects.get(number=SOUTH)
    assert south.locality.name == "Central"
    assert south.locality_name_on(BEFORE) == "Dales"
    assert south.locality_name_on(DAY) == "Central"
    assert roll_by_locality("5") == {"Hillside": (1, 40), "Central": (2, 60), "Moors": (1, 100)}
    assert roll_by_locality("5", on=BEFORE) == {
        "Hillside": (1, 40),
        "Dales": (2, 60),
        "Moors": (1, 100),
    }


def test_a_replaced_locality_gives_its_schools_to_its_successor(north: School) -> None:
    dales, hillside = locality("Dales"), locality("Hillside")
    moved = replace_locality(dales, successor=hillside, since=DAY, reason="Merged", by=BY)
    assert moved == 2
    dales.refresh_from_db()
    assert (dales.successor, dales.replaced_on) == (hillside, DAY)
    assert roll_by_locality("5") == {"Hillside": (3, 100), "Moors": (1, 100)}
    assert roll_by_locality("5", on=BEFORE)["Dales"] == (2, 60)
    south = School.objects.get(number=SOUTH)
    assert (south.locality_on(BEFORE), south.locality_on(DAY)) == (dales, hillside)
    with pytest.raises(Refused, match="two localities that are there now"):
        replace_locality(dales, successor=hillside, since=DAY, reason="Again", by=BY)
    with pytest.raises(Refused, match="two localities"):
        replace_locality(hillside, successor=hillside, since=DAY, reason="Itself", by=BY)
    with pytest.raises(Refused, match="its name stays"):
        rename_locality(dales, name="Other", since=DAY, reason="", by=BY)
    with pytest.raises(Refused, match="Choose a locality that is there now"):
        move_school(north, locality=dales, since=DAY, reason="", by=BY)


def test_the_name_of_a_replaced_locality_may_be_used_again(north: School) -> None:
    replace_locality(
        locality("Dales"), successor=locality("Hillside"), since=DAY, reason="Merged", by=BY
    )
    add_locality(name="Dales", by=BY)
    assert Locality.objects.filter(name="Dales").count() == 2
    with pytest.raises(Refused, match="There is a locality called Dales already"):
        add_locality(name="Dales", by=BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Locality.objects.create(name="Dales")


def test_a_moved_school_lies_in_each_locality_on_its_days(north: School) -> None:
    move_school(north, locality=locality("Moors"), since=DAY, reason="New border", by=BY)
    north.refresh_from_db()
    assert north.locality.name == "Moors"
    assert (north.locality_name_on(BEFORE), north.locality_name_on(DAY)) == ("Hillside", "Moors")
    with pytest.raises(Refused, match="lies in Moors already"):
        move_school(north, locality=locality("Moors"), since=DAY, reason="", by=BY)


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        (lambda: timezone.localdate() + timedelta(days=1), "has not come yet"),
        (lambda: BEFORE, "There is a change on 1 April 2010 already"),
    ],
)
def test_periods_cannot_overlap_and_no_change_lies_ahead(
    north: School, since: Callable[[], date], sentence: str
) -> None:
    rename_school(north, name="Academy", since=DAY, reason="", by=BY)
    with pytest.raises(Refused, match=sentence):
        rename_school(north, name="College", since=since(), reason="", by=BY)
    north.refresh_from_db()
    assert north.name == "Academy"


def test_a_change_on_the_day_of_the_last_one_corrects_it(north: School) -> None:
    rename_school(north, name="Acdemy", since=DAY, reason="", by=BY)
    rename_school(north, name="Academy", since=DAY, reason="Spelling", by=BY)
    assert north.name_on(DAY) == "Academy"
    assert north.names.count() == 2
    with pytest.raises(Refused, match="called Academy already"):
        rename_school(north, name="Academy", since=DAY, reason="", by=BY)


def test_the_database_holds_one_name_a_day(north: School) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolName.objects.create(school=north, name="Another", since=BEGINNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolLocality.objects.create(school=north, locality=north.locality, since=BEGINNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalityName.objects.create(locality=north.locality, name="Another", since=BEGINNING)


def test_a_mistake_is_taken_back_and_that_is_recorded(north: School) -> None:
    rename_school(north, name="Wrong", since=DAY, reason="", by=BY)
    move_school(north, locality=locality("Moors"), since=DAY, reason="", by=BY)
    rename_locality(locality("Hillside"), name="Wrong too", since=DAY, reason="", by=BY)
    take_back_name(north, by=BY)
    take_back_locality(north, by=BY)
    take_back_locality_name(Locality.objects.get(name="Wrong too"), by=BY)
    north.refresh_from_db()
    assert (north.name, north.locality.name) == ("North Primary", "Hillside")
    assert north.name_on(date.max) == "North Primary"
    assert Event.objects.filter(verb__startswith="took back").count() == 3
    for take_back in (take_back_name, take_back_locality):
        with pytest.raises(Refused, match="nothing to take back"):
            take_back(north, by=BY)
    with pytest.raises(Refused, match="nothing to take back"):
        take_back_locality_name(locality("Hillside"), by=BY)


def test_a_school_does_not_go_back_to_a_locality_that_is_gone(north: School) -> None:
    replace_locality(
        locality("Hillside"), successor=locality("Moors"), since=DAY, reason="Merged", by=BY
    )
    with pytest.raises(Refused, match="Hillside was replaced"):
        take_back_locality(north, by=BY)


def test_a_register_file_changes_names_from_its_day_and_old_files_are_refused(
    north: School,
) -> None:
    take_register([RegisterRow(NORTH, "Academy", "Primary", "Moors", {"5": 41})], by=BY, since=DAY)
    north.refresh_from_db()
    assert (north.name_on(BEFORE), north.name_on(DAY)) == ("North Primary", "Academy")
    assert (north.locality_name_on(BEFORE), north.locality_name_on(DAY)) == ("Hillside", "Moors")
    with pytest.raises(Refused):
        take_register([RegisterRow(NORTH, "Old", "Primary", "Moors", {})], by=BY, since=BEFORE)
    north.refresh_from_db()
    assert north.name == "Academy"


def test_the_contact_is_not_repeated_in_what_was_done(north: School) -> None:
    set_contact(north, contact="office@north.example", by=BY)
    event = Event.objects.latest("pk")
    assert "office" not in f"{event.about} {event.details}"
    assert School.objects.get(number=NORTH).contact == "office@north.example"


def slow_value_on(day: date, changes: list[tuple[date, str]]) -> str:
    """Walk from the first day on, taking each change when its day comes."""
    value = "first"
    for since, changed in sorted(changes, key=lambda one: one[0]):
        if since <= day:
            value = changed
    return value


DAYS = st.dates(date(2000, 1, 1), date(2000, 2, 20))


@given(st.dictionaries(DAYS, st.text("abc", min_size=1, max_size=3), max_size=6), DAYS)
def test_each_day_has_one_value_and_periods_neither_overlap_nor_leave_a_gap(
    changes: dict[date, str], day: date
) -> None:
    facts = [SchoolName(name="first", since=BEGINNING)]
    facts += [SchoolName(name=name, since=since) for since, name in changes.items()]
    held = on_the_day(facts, day)
    assert held is not None
    assert held.name == slow_value_on(day, list(changes.items()))
    told = periods(facts)
    assert told[0].since is None
    assert told[-1].until is None
    assert all(one.until == next_.since for one, next_ in pairwise(told))
    covering = [
        one.fact.name
        for one in told
        if (one.since is None or one.since <= day) and (one.until is None or day < one.until)
    ]
    assert covering == [held.name]


@given(steps=st.lists(st.tuples(DAYS, st.sampled_from(["A", "B", "C", "back"])), max_size=8))
@pytest.mark.django_db(transaction=False)
def test_the_present_name_is_always_the_last_of_the_history(
    steps: list[tuple[date, str]],
) -> None:
    with transaction.atomic():
        number = str(School.objects.count() + 1)
        take_register([RegisterRow(number, "A", "Primary", f"Place {number}", {})], by=BY)
        school = School.objects.get(number=number)
        for since, name in steps:
            try:
                if name == "back":
                    take_back_name(school, by=BY)
                else:
                    rename_school(school, name=name, since=since, reason="", by=BY)
            except Refused:
                pass
        held = School.objects.get(number=number)
        assert held.name == held.name_on(date.max)


@pytest.mark.django_db(transaction=True)
def test_the_migration_loses_nothing_and_can_be_undone() -> None:
    call_command("migrate", "schools", "0001", verbosity=0)
    try:
        _old_rows()
    finally:
        call_command("migrate", verbosity=0)
    school = School.objects.get(number="77")
    assert (school.name_on(date(1990, 1, 1)), school.locality_name_on(date(1990, 1, 1))) == (
        "Old Primary",
        "Old Place",
    )
    assert [one.name for one in school.names.all()] == ["Old Primary"]
    rename_school(school, name="Newer", since=DAY, reason="", by=BY)
    call_command("migrate", "schools", "0001", verbosity=0)
    call_command("migrate", verbosity=0)
    school = School.objects.get(number="77")
    assert (school.name, school.name_on(date(1990, 1, 1))) == ("Newer", "Newer")


def _old_rows() -> None:
    """A school as the first version stored it."""
    from django.db import connection  # noqa: PLC0415 - used by this test alone

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO schools_locality (name) VALUES ('Old Place')")
        cursor.execute(
            "INSERT INTO schools_school (number, name, kind, locality_id) "
            "SELECT '77', 'Old Primary', 'Primary', id FROM schools_locality"
        )


def page(browser: Any, path: str, **given: object) -> tuple[int, str]:
    answer = browser.post(path, given, follow=True) if given else browser.get(path)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_an_officer_renames_a_school_and_sees_its_history(north: School) -> None:
    browser = browser_of(amina())
    where = f"/staff/schools/{north.pk}/"
    status, said = page(
        browser, f"{where}name/", name="Academy", since="2010-04-01", reason="It converted"
    )
    assert status == 200
    assert "until 1 April 2010" in said
    assert "It converted" in said
    _, everything = page(browser, "/staff/schools/")
    assert "was North Primary until 1 April 2010" in everything
    status, said = page(browser, f"{where}name/", name="X", since="2009-01-01", reason="y")
    assert status == 422
    assert "There is a change on 1 April 2010 already" in said
    _, said = page(browser, f"{where}take-back/name/", go="on")
    assert "The change is taken back." in said
    _, said = page(browser, f"{where}take-back/name/", go="on")
    assert "nothing to take back" in said
    assert page(browser, f"{where}take-back/number/", go="on")[0] == 404


def test_an_officer_moves_a_school_and_writes_its_contact(north: School) -> None:
    browser = browser_of(amina())
    where = f"/staff/schools/{north.pk}/"
    moors = locality("Moors").pk
    _, said = page(browser, f"{where}locality/", locality=moors, since="2010-04-01", reason="Wards")
    assert "Hillside" in said
    _, said = page(browser, f"{where}contact/", contact="office@north.example")
    assert "office@north.example" in said
    status, said = page(browser, f"{where}contact/", contact="nobody")
    assert status == 422
    assert "Write one address" in said
    status, said = page(browser, f"{where}locality/", locality="999", since="", reason="")
    assert status == 422
    assert "Choose a locality." in said


def test_an_officer_renames_and_replaces_localities(north: School) -> None:
    browser = browser_of(amina())
    dales, hillside = locality("Dales").pk, locality("Hillside").pk
    base = "/staff/schools/localities/"
    _, said = page(
        browser, f"{base}{dales}/name/", name="Central", since="2010-04-01", reason="Wards"
    )
    assert "Dales until 1 April 2010" in said
    status, said = page(
        browser, f"{base}{dales}/name/", name="Hillside", since="2011-04-01", reason="Wards"
    )
    assert status == 422
    assert "There is a locality called Hillside already" in said
    _, said = page(browser, f"{base}{dales}/take-back/", go="on")
    assert "taken back" in said
    _, said = page(browser, f"{base}add/", name="Eastmere")
    assert "Eastmere" in said
    _, said = page(
        browser, f"{base}{dales}/replace/", locality=hillside, since="2012-04-01", reason="Merged"
    )
    assert "Dales: Hillside took its place on 1 April 2012" in said


def test_an_analyst_sees_and_changes_nothing(north: School) -> None:
    browser = browser_of(efa())
    for path in (f"/staff/schools/{north.pk}/", "/staff/schools/localities/"):
        status, said = page(browser, path)
        assert status == 200
        assert "Rename" not in said
    for path in (f"{north.pk}/name/", f"{north.pk}/locality/", f"{north.pk}/contact/"):
        assert page(browser, f"/staff/schools/{path}", name="x")[0] == 403
    for path in ("name", "replace", "take-back"):
        where = f"/staff/schools/localities/{north.locality.pk}/{path}/"
        assert page(browser, where, name="x")[0] == 403


def test_a_school_is_found_by_any_of_its_names(north: School) -> None:
    rename_school(north, name="Academy", since=DAY, reason="", by=BY)
    browser = browser_of(amina())
    for sought in ("acad", "north PRIM", NORTH, "hillside"):
        _, said = page(browser, f"/staff/schools/?sought={sought}")
        assert "1 school with" in said
        assert "South Primary" not in said
    assert "No school has “zzz”" in page(browser, "/staff/schools/?sought=zzz")[1]


def test_a_file_with_an_old_locality_says_what_it_is_called_now(north: School) -> None:
    rename_locality(locality("Dales"), name="Central", since=DAY, reason="", by=BY)
    replace_locality(locality("Moors"), successor=locality("Hillside"), since=DAY, reason="", by=BY)
    from tests.web.schools.test_register import HEADER, upload  # noqa: PLC0415 - one use

    status, said = upload(browser_of(amina()), HEADER + "1,A,P,Dales,4\n2,B,P,Moors,5\n")
    assert status == 422
    assert "The locality “Dales”: it is called Central now. Write “Central”" in said
    assert "The locality “Moors”: it was replaced by Hillside." in said
