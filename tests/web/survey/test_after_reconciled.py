"""Before a release, the register of schools is held against the wave, doubt by doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tellback.snapshot import read_snapshot
from tellback.snapshot.places import places
from tellback_web.audit.models import Event
from tellback_web.results.changes.refused import Refused as NotReleased
from tellback_web.schools.changes.places import (
    add_locality,
    move_school,
    rename_locality,
    rename_school,
    replace_locality,
)
from tellback_web.schools.models import Acknowledgement, Locality, School, SchoolLink
from tellback_web.survey.changes.after import acknowledge, take_back_acknowledgement
from tellback_web.survey.changes.closing import close_wave, snapshots_folder
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.models import Wave
from tellback_web.survey.queries import reconciliation
from tellback_web.survey.queries.reconciliation import doubts, why_not_reconciled
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, efa
from tests.web.released import released
from tests.web.survey.small import BY, wave_open

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2026, 9, 1), date(2026, 11, 1)
"""The small wave opens on 1 October 2026."""


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    reconciliation._frozen_places.cache_clear()


def answered(name: str = "small", *, pupils: int = 20) -> Wave:
    """An open wave in which North and South have each sent half of the answers."""
    wave = wave_open(name)
    rows = [(NORTH if number % 2 else SOUTH, {"sex": "girl"}) for number in range(pupils)]
    take_in(wave, rows, mode="online", by=BY)
    wave.refresh_from_db()
    return wave


def closed(name: str = "small") -> Wave:
    """The same, closed."""
    wave = answered(name)
    close_wave(wave, by=BY)
    wave.refresh_from_db()
    return wave


def school(number: str = NORTH) -> School:
    return School.objects.select_related("locality").get(number=number)


def locality(name: str) -> Locality:
    return Locality.objects.get(name=name)


def test_a_wave_whose_schools_stand_as_they_stood_is_reconciled_and_released() -> None:
    wave = closed()
    assert why_not_reconciled(wave) == ()
    released(wave)


def gone() -> None:
    School.objects.filter(number=NORTH).update(missing_since=AFTER)


def shut() -> None:
    School.objects.filter(number=NORTH).update(
        state="closed", closed_on=AFTER, why_closed="Academy Converter"
    )


def not_begun() -> None:
    School.objects.filter(number=NORTH).update(state="proposed")


def moved() -> None:
    move_school(school(), locality=locality("Moors"), since=AFTER, reason="Wards", by=BY)
    add_to_hillside()


def add_to_hillside() -> None:
    """Hillside is not left empty, which would be a doubt of its own."""
    move_school(
        school("8001003"), locality=locality("Hillside"), since=AFTER, reason="Wards", by=BY
    )


def renamed() -> None:
    rename_locality(locality("Hillside"), name="Central", since=AFTER, reason="Wards", by=BY)


def merged() -> None:
    replace_locality(
        locality("Hillside"), successor=locality("Moors"), since=AFTER, reason="Wards", by=BY
    )


def no_roll() -> None:
    Wave.objects.get().participations.filter(school__number=NORTH).update(roll=None)


def small_roll() -> None:
    Wave.objects.get().participations.filter(school__number=NORTH).update(roll=9)


def same_name() -> None:
    rename_school(school(), name="south  PRIMARY", since=BEFORE, reason="", by=BY)


def followed() -> None:
    SchoolLink.objects.create(
        school=school(), other_number=SOUTH, other_name="South", kind="Predecessor"
    )


def empty() -> None:
    add_locality(name="Nowhere", by=BY)


def placed_nowhere() -> None:
    made = add_locality(name="Not placed yet", by=BY)
    move_school(school(), locality=made, since=BEFORE, reason="", by=BY)
    add_to_hillside()


def frozen_elsewhere() -> None:
    """The register is corrected after the snapshot was made."""
    move_school(school(), locality=locality("Moors"), since=BEFORE, reason="Mended", by=BY)
    add_to_hillside()


@pytest.mark.parametrize(
    ("plant", "codes", "sentence"),
    [
        (gone, ["not-in-register"], "the register of 1 November 2026 no longer has this school."),
        (shut, ["closed"], "closed on 1 November 2026 (Academy Converter)."),
        (not_begun, ["closed"], "has not opened yet."),
        (moved, ["moved"], "it lay in Hillside when the wave opened, and lies in Moors now."),
        (renamed, ["locality-renamed"], "it was called Hillside when the wave opened."),
        (merged, ["moved"], "it lay in Hillside when the wave opened, and lies in Moors now."),
        (no_roll, ["no-roll"], "nobody has said how many pupils are on roll in Year 5, and 10"),
        (small_roll, ["more-than-roll"], "10 pupils answered, and 9 are on roll in Year 5."),
        (same_name, ["same-name", "same-name"], "another school of this wave has the same name"),
        (followed, ["before-and-after"], "South Primary (8001002) is its predecessor, and both"),
        (empty, ["empty-locality"], "no school lies in it."),
        (
            placed_nowhere,
            ["frozen-elsewhere", "not-placed"],
            "the snapshot has its pupils in Hillside, and the register says that it lay in Not",
        ),
        (
            frozen_elsewhere,
            ["frozen-elsewhere"],
            "the snapshot has its pupils in Hillside, and the register says that it lay in Moors",
        ),
    ],
)
def test_each_doubt_is_found_and_keeps_the_results_from_release(
    plant: Callable[[], None], codes: list[str], sentence: str
) -> None:
    wave = closed()
    plant()
    found = why_not_reconciled(wave)
    assert [one.code for one in found] == codes
    assert sentence in found[0].fault
    assert all(one.place and one.remedy for one in found)
    with pytest.raises(NotReleased, match="about its schools, such as"):
        released(wave)
    for doubt in doubts(wave):
        acknowledge(wave, key=doubt.key, reason="We looked", by=BY)
    assert why_not_reconciled(wave) == ()
    released(wave)


def test_a_snapshot_has_each_school_where_it_lay_when_the_wave_opened() -> None:
    wave = answered()
    moved()
    renamed()
    close_wave(wave, by=BY)
    wave.refresh_from_db()
    table = read_snapshot(snapshots_folder() / wave.snapshot)
    assert places(table) == {NORTH: frozenset({"Hillside"}), SOUTH: frozenset({"Dales"})}
    assert [one.code for one in why_not_reconciled(wave)] == ["moved"]


def test_an_old_monitor_says_the_old_names_and_the_register_the_new_ones() -> None:
    wave = closed()
    renamed()
    rename_school(school(), name="North Academy", since=AFTER, reason="", by=BY)
    browser = browser_of(amina())
    then = browser.get(f"/staff/waves/{wave.pk}/monitor/").content.decode()
    now = " ".join(browser.get("/staff/schools/").content.decode().split())
    assert "North Primary" in then
    assert "Hillside" in then
    assert "North Academy" not in then
    assert "Central" not in then
    assert "was North Primary until 1 November 2026" in now
    assert "was Hillside until 1 November 2026" in now


def test_schools_that_sent_nothing_raise_no_doubt() -> None:
    wave = closed()
    wave.participations.filter(school__number=NORTH).update(responses=0)
    for plant in (gone, shut, no_roll):
        plant()
    assert why_not_reconciled(wave) == ()


def test_the_same_school_in_two_waves_of_one_survey_at_once_is_a_doubt_in_both() -> None:
    one, two = answered("one"), answered("two")
    for wave, other in ((one, "two"), (two, "one")):
        assert [problem.code for problem in why_not_reconciled(wave)] == ["two-waves", "two-waves"]
        assert f"it is in the wave {other} too" in why_not_reconciled(wave)[0].fault
    Wave.objects.filter(name="two").update(
        opens_on=one.closes_on + timedelta(days=1), closes_on=one.closes_on + timedelta(days=60)
    )
    assert why_not_reconciled(one) == ()


def test_two_waves_of_different_surveys_or_a_trial_are_no_doubt() -> None:
    one = answered("one")
    answered("two")
    Wave.objects.filter(name="two").update(sandbox=True)
    assert why_not_reconciled(one) == ()
    Wave.objects.filter(name="two").update(sandbox=False, year_group="7")
    assert why_not_reconciled(one) == ()


def test_a_snapshot_that_was_changed_is_a_doubt_and_no_traceback() -> None:
    wave = closed()
    Wave.objects.update(snapshot_hash="0" * 64)
    wave.refresh_from_db()
    assert [one.code for one in why_not_reconciled(wave)] == ["snapshot-broken"]


def test_what_was_said_of_a_doubt_holds_until_its_facts_change() -> None:
    wave = closed()
    small_roll()
    (doubt,) = doubts(wave)
    acknowledge(wave, key=doubt.key, reason=" Two new pupils ", by="amina")
    assert Acknowledgement.objects.get().reason == "Two new pupils"
    event = Event.objects.latest("pk")
    assert (event.by, event.verb) == ("amina", "answered for a doubt about the register")
    wave.participations.filter(school__number=NORTH).update(roll=8)
    assert "8 are on roll" in why_not_reconciled(wave)[0].fault
    with pytest.raises(Refused, match="settled or its facts have changed"):
        acknowledge(wave, key=doubt.key, reason="Again", by=BY)


def test_what_was_said_can_be_taken_back_until_the_release() -> None:
    wave = closed()
    small_roll()
    (doubt,) = doubts(wave)
    with pytest.raises(Refused, match="Nobody has answered for that doubt"):
        take_back_acknowledgement(wave, key=doubt.key, by=BY)
    acknowledge(wave, key=doubt.key, reason="Fine", by=BY)
    take_back_acknowledgement(wave, key=doubt.key, by=BY)
    assert len(why_not_reconciled(wave)) == 1
    acknowledge(wave, key=doubt.key, reason="Fine after all", by=BY)
    released(wave)
    for change in (
        lambda: take_back_acknowledgement(wave, key=doubt.key, by=BY),
        lambda: acknowledge(wave, key=doubt.key, reason="x", by=BY),
    ):
        with pytest.raises(Refused, match="released"):
            change()


def test_a_reason_is_asked_for() -> None:
    wave = closed()
    small_roll()
    with pytest.raises(Refused, match="Say why it may stand"):
        acknowledge(wave, key=doubts(wave)[0].key, reason=" ", by=BY)


def test_an_officer_answers_on_the_page_and_others_only_read_or_are_refused() -> None:
    wave = closed()
    small_roll()
    browser, where = browser_of(amina()), f"/staff/after/{wave.pk}/register/"
    key = doubts(wave)[0].key
    page = browser.get(where).content.decode()
    assert "10 pupils answered, and 9 are on roll" in page
    assert browser.post(f"{where}{key}/", {"reason": ""}).status_code == 422
    page = browser.post(f"{where}{key}/", {"reason": "A split class"}, follow=True)
    assert "A split class" in page.content.decode()
    page = browser.post(f"{where}{key}/take-back/", follow=True)
    assert "A split class" not in page.content.decode()
    page = browser.post(f"{where}nonsense/", {"reason": "x"}, follow=True)
    assert "Look at the page as it is now" in page.content.decode()
    reader = browser_of(efa())
    assert "Or say why" not in reader.get(where).content.decode()
    assert reader.post(f"{where}{key}/", {"reason": "x"}).status_code == 403
    assert browser_of(bilal()).get(where).status_code == 403


def test_a_refused_release_says_where_to_settle_it() -> None:
    wave = closed()
    small_roll()
    at = f"/staff/releases/wave/{wave.pk}/"
    answer = browser_of(amina()).post(at, {"rule": "default-2026"}, follow=True)
    assert "There is 1 doubt about its schools" in answer.content.decode()
    assert "under Register" in answer.content.decode()
