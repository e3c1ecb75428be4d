"""A release from its building to its withdrawal, and what everyone sees of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tellback.disclosure import write_rule
from tellback_web.audit.models import Event
from tellback_web.results.changes import building, life
from tellback_web.results.changes.refused import Refused
from tellback_web.results.models import Release, SplitRequest
from tellback_web.results.queries.releases import (
    ReleaseBroken,
    file_of,
    folder_of,
    forget_files,
    releases_folder,
    tables_of,
)
from tellback_web.results.queries.rules import present_rule, text_with_splits
from tellback_web.survey.changes.closing import close_wave
from tellback_web.survey.changes.intake import take_in
from tellback_web.survey.changes.wave import Refused as WaveRefused
from tellback_web.survey.models import Wave
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, efa
from tests.web.released import released
from tests.web.survey.small import BY, wave_open

pytestmark = pytest.mark.django_db
State = Release.State


@pytest.fixture(autouse=True)
def _data(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.BUILD_IN_THIS_PROCESS = True
    forget_files()


def closed_wave(pupils: int = 40, name: str = "small") -> Wave:
    """A closed wave: of every ten pupils, three boys; six have a pet, one of them a fish."""
    wave = wave_open(name)
    answers = [
        (
            NORTH if number % 4 else SOUTH,
            {
                "sex": "boy" if number % 10 < 3 else "girl",
                "pet": "yes" if number % 10 < 6 else "no",
                **({"which": "fish"} if number % 10 == 0 else {}),
                "eat_fruit": "often",
                "wish": f"wish number {number}",
            },
        )
        for number in range(pupils)
    ]
    take_in(wave, answers, mode="online", by=BY)
    close_wave(wave, by=BY)
    wave.refresh_from_db()
    return wave


def page_of(address: str, browser: Client | None = None, status: int = 200) -> str:
    answer = (browser or Client()).get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def post(browser: Client, address: str, status: int = 302, **fields: Any) -> str:
    answer = browser.post(address, fields, follow=status == 302)
    assert (answer.redirect_chain[0][1] if status == 302 else answer.status_code) == status
    return " ".join(answer.content.decode().split())


def built(wave: Wave, browser: Client) -> Release:
    post(browser, f"/staff/releases/wave/{wave.pk}/", rule=present_rule().id, splits=["school"])
    return wave.releases.order_by("-number")[0]


def test_a_release_is_built_checked_signed_off_by_another_and_published() -> None:
    wave = closed_wave()
    officer, analyst = browser_of(amina()), browser_of(efa())
    release = built(wave, officer)
    at = f"/staff/releases/{release.pk}/"
    assert release.state == State.DRAFT
    assert release.hidden > 0
    page = page_of(at, officer)
    assert "could work out none" in page
    assert "Check it" in page
    assert f'href="{at}preview/"' in page
    assert Client().get("/results/small/").status_code == 404
    assert "What did you look at" in post(officer, f"{at}check/", 422, note=" ")
    assert "somebody else has to sign it off" in post(officer, f"{at}check/", note="All of it")
    assert officer.post(f"{at}sign-off/").status_code == 403
    assert "Signed off" in post(analyst, f"{at}sign-off/")
    assert analyst.post(f"{at}publish/").status_code == 403
    assert "Anyone can see the results" in post(officer, f"{at}publish/")
    release.refresh_from_db()
    wave.refresh_from_db()
    assert (release.state, wave.state) == (State.PUBLISHED, Wave.State.RELEASED)
    said = set(Event.objects.values_list("verb", flat=True))
    assert {"checked a release", "signed a release off", "released the results"} <= said
    assert "40 pupils of Year 5 in 2 schools answered." in page_of("/results/small/")


def test_anyone_sees_released_results_with_their_bases_and_no_words_of_a_pupil() -> None:
    released(closed_wave())
    page = page_of("/results/small/")
    assert "40 of 60 pupils (67%)" in page
    assert "40 of 200 pupils (20%)" in page
    assert "Of 24 pupils who answered ‘Yes’ to ‘Do you have a pet?’" in page
    assert "North Primary" not in page
    assert "wish number" not in page


def test_a_small_wave_is_hidden_whole() -> None:
    released(closed_wave(9))
    page = page_of("/results/small/")
    assert "fewer than 10 pupils" in page
    assert "<rect" not in page


def test_before_it_is_published_nobody_else_sees_anything() -> None:
    wave = closed_wave()
    release = built(wave, browser_of(amina()))
    for stranger in (Client(), browser_of(bilal())):
        assert stranger.get("/results/small/").status_code == 404
        assert stranger.get("/results/small/files/borough.csv").status_code == 404
        for address in (
            f"/staff/releases/{release.pk}/",
            f"/staff/releases/wave/{wave.pk}/",
            f"/staff/releases/{release.pk}/files/all-areas.csv",
            f"/staff/releases/{release.pk}/microdata.sav",
        ):
            assert stranger.get(address).status_code in {302, 403}
    assert "small" not in page_of("/results/").lower()


def test_a_release_that_cannot_be_built_says_why_and_leaves_nothing() -> None:
    wave = closed_wave()
    release = building.begin_release(wave, rule_text=write_rule(present_rule()), by=BY)
    snapshot = building.snapshots_folder() / wave.snapshot / "responses.parquet"
    snapshot.write_bytes(snapshot.read_bytes()[:-1] + b"x")
    building.build(release)
    release.refresh_from_db()
    assert release.state == State.REFUSED
    assert "not as it was written" in release.fault
    assert "not as it was written" in page_of(f"/staff/releases/{release.pk}/", browser_of(amina()))
    assert not folder_of(release).exists()


def test_splits_that_contradict_each_other_are_refused_in_a_sentence() -> None:
    wave = closed_wave()
    at = f"/staff/releases/wave/{wave.pk}/"
    officer = browser_of(amina())
    page = post(officer, at, 422, rule=present_rule().id, splits=["school*sex"])
    assert "There is a problem" in page
    assert "Choose a rule." in post(officer, at, 422, rule="mine")
    text = text_with_splits(present_rule(), (("school", "sex"),))
    with pytest.raises(Refused, match="which its counts add up to"):
        building.begin_release(wave, rule_text=text, by=BY)
    assert not Release.objects.exists()


def test_an_open_wave_has_no_release() -> None:
    wave = wave_open()
    assert browser_of(amina()).get(f"/staff/releases/wave/{wave.pk}/").status_code == 404
    with pytest.raises(Refused, match="Close it first"):
        building.begin_release(wave, rule_text=write_rule(present_rule()), by=BY)


def test_two_releases_of_a_wave_are_not_built_at_once() -> None:
    wave = closed_wave()
    text = write_rule(present_rule())
    building.begin_release(wave, rule_text=text, by=BY)
    with pytest.raises(Refused, match="is being built"):
        building.begin_release(wave, rule_text=text, by=BY)


def test_a_release_given_up_while_it_is_built_stays_given_up() -> None:
    wave = closed_wave()
    release = building.begin_release(wave, rule_text=write_rule(present_rule()), by=BY)
    life.withdraw(release, why="Wrong rule", by=BY)
    building.build(release)
    release.refresh_from_db()
    assert release.state == State.WITHDRAWN


def test_who_built_or_checked_it_does_not_sign_it_off() -> None:
    wave = closed_wave()
    release = building.begin_release(wave, rule_text=write_rule(present_rule()), by="one@x.example")
    building.build(release)
    life.check(release, note="All", by="two@x.example")
    for same in ("one@x.example", "two@x.example"):
        with pytest.raises(Refused, match="Somebody else"):
            life.sign_off(release, by=same)
    life.sign_off(release, by="three@x.example")


def test_no_step_is_left_out_and_none_is_made_twice() -> None:
    wave = closed_wave()
    release = building.begin_release(wave, rule_text=write_rule(present_rule()), by=BY)
    building.build(release)
    with pytest.raises(Refused, match="This release is draft"):
        life.publish(release, by=BY)
    with pytest.raises(Refused, match="This release is draft"):
        life.sign_off(release, by="x")
    life.check(release, note="All", by=BY)
    with pytest.raises(Refused, match="This release is checked"):
        life.check(release, note="All", by=BY)


def test_a_withdrawn_release_says_when_and_why() -> None:
    wave = closed_wave()
    release = released(wave)
    officer = browser_of(amina())
    at = f"/staff/releases/{release.pk}/"
    assert "There is a problem" in post(officer, f"{at}withdraw/", 422, why="")
    post(officer, f"{at}withdraw/", why="Two schools stood in the wrong area.")
    page = page_of("/results/small/", status=410)
    assert "Two schools stood in the wrong area." in page
    wave.refresh_from_db()
    assert wave.state == Wave.State.CLOSED
    assert Client().get("/results/small/files/borough.csv").status_code == 404


def test_a_later_release_replaces_the_one_before() -> None:
    wave = closed_wave()
    first = released(wave)
    wave.refresh_from_db()
    second = released(wave)
    first.refresh_from_db()
    assert (first.state, first.why_withdrawn) == (State.WITHDRAWN, "Replaced by release 2.")
    assert second.number == 2
    assert tables_of(second) == tables_of(first)


def test_a_release_whose_file_was_changed_is_neither_shown_nor_signed_off() -> None:
    wave = closed_wave()
    release = released(wave)
    path = folder_of(release) / "areas" / "borough.json"
    path.write_text(path.read_text(encoding="utf-8").replace("24", "25"), encoding="utf-8")
    forget_files()
    page = page_of("/results/small/", Client(raise_request_exception=False), status=503)
    assert "not as they were released" in page
    assert "Traceback" not in page
    with pytest.raises(ReleaseBroken, match=r"areas/borough\.json"):
        tables_of(release)
    again = building.begin_release(wave, rule_text=write_rule(present_rule()), by=BY)
    building.build(again)
    again.refresh_from_db()
    assert again.state == State.REFUSED
    assert "areas/borough.json" in again.fault


def test_files_for_everyone_hold_no_school_and_the_others_are_for_staff() -> None:
    release = released(closed_wave())
    csv = Client().get("/results/small/files/borough.csv")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="small-borough.csv"'
    assert NORTH.encode() not in csv.content
    for name in ("all-areas.csv", "nothing.csv", "borough.exe", "../manifest.json"):
        assert Client().get(f"/results/small/files/{name}").status_code == 404
    analyst = browser_of(efa())
    staff = analyst.get(f"/staff/releases/{release.pk}/files/all-areas.csv")
    assert b"North Primary" in staff.content
    assert analyst.get(f"/staff/releases/{release.pk}/files/none.csv").status_code == 404
    with pytest.raises(KeyError):
        file_of(release, "downloads/none.csv")


def test_rows_of_pupils_are_for_analysts_and_without_schools() -> None:
    release = released(closed_wave())
    at = f"/staff/releases/{release.pk}/microdata.sav"
    answer = browser_of(efa()).get(at)
    assert answer.content[:4] == b"$FL2"
    assert NORTH.encode() not in answer.content
    assert browser_of(amina()).get(at).status_code == 403


def test_a_split_is_asked_for_and_answered() -> None:
    wave = closed_wave()
    officer, analyst = browser_of(amina()), browser_of(efa())
    ask = f"/staff/releases/wave/{wave.pk}/ask/"
    assert "Numbers are never split while somebody looks" in page_of(ask, analyst)
    assert "There is a problem" in post(analyst, ask, 422, split="", why="")
    post(analyst, ask, split="locality", why="For the localities’ boards")
    assert "asked for this split already" in post(analyst, ask, split="locality", why="Again")
    asked = SplitRequest.objects.get()
    page = page_of(f"/staff/releases/wave/{wave.pk}/", officer)
    assert "For the localities’ boards" in page
    assert analyst.post(f"/staff/releases/refuse/{asked.pk}/", {"answer": "x"}).status_code == 403
    assert "Say why not" in post(officer, f"/staff/releases/refuse/{asked.pk}/", answer="")
    post(officer, f"/staff/releases/refuse/{asked.pk}/", answer="One school there")
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == (SplitRequest.State.REFUSED, "One school there")
    assert "answered already" in post(officer, f"/staff/releases/refuse/{asked.pk}/", answer="No")


def test_a_release_with_the_split_answers_who_asked_for_it() -> None:
    wave = closed_wave()
    asked = SplitRequest.objects.create(
        wave=wave, split="school", why="Reports", asked_by="x@y.example", asked_on=wave.opens_on
    )
    text = text_with_splits(present_rule(), (("school",),))
    life.release_results(wave, rule_text=text, by=BY, signed_by="other@x.example")
    asked.refresh_from_db()
    assert asked.state == SplitRequest.State.TAKEN_UP


def test_the_command_builds_what_was_begun_and_nothing_else() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - beside its only use

    wave = closed_wave()
    release = building.begin_release(wave, rule_text=write_rule(present_rule()), by=BY)
    call_command("build_release", str(release.pk))
    release.refresh_from_db()
    assert release.state == State.DRAFT
    call_command("build_release", str(release.pk))
    assert len(list(releases_folder().iterdir())) == 1


@pytest.mark.parametrize("name", ["5/6", "a b", "", "../up", "é", "x" * 61, "<b>"])
def test_a_short_name_that_cannot_stand_in_an_address_is_refused(name: str) -> None:
    with pytest.raises(WaveRefused, match="letters, digits and dashes"):
        wave_open(name)
