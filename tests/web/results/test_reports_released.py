"""School reports are made one by one and released together; then each head is told, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from tellback.report.making import area_of_report
from tellback_web.audit.models import Event
from tellback_web.results.changes import life, reports as changes, reports_making
from tellback_web.results.changes.refused import Refused
from tellback_web.results.changes.reports import begin_reports, stop_reports
from tellback_web.results.changes.reports_making import make_reports
from tellback_web.results.models import Release, SchoolReports
from tellback_web.results.pages import reports_staff as pages
from tellback_web.results.pages.reports_staff import progress_of
from tellback_web.results.queries import report_work
from tellback_web.results.queries.report_files import report_file, reports_folder
from tellback_web.results.queries.report_material import ground_of
from tellback_web.results.queries.report_work import TO_START, at_work, is_at_work
from tellback_web.results.queries.reports import FRAGMENT, Wanted
from tellback_web.schools.models import School
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, cerys, dev, efa, tessa
from tests.web.results.explored import BY, EAST, WEST, draft, released

__all__ = ["released"]

pytestmark = pytest.mark.django_db
State = SchoolReports.State
EVERY = {NORTH, SOUTH, EAST, WEST}
ADDRESSES = {NORTH: "office@north.example", SOUTH: "office@south.example"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Wanted]:
    """What was made, in order; nothing is written."""
    found: list[Wanted] = []
    monkeypatch.setattr(reports_making, "keep_all", lambda _release, wanted: found.append(wanted))
    return found


@pytest.fixture
def _here(settings: Any) -> None:
    settings.BUILD_IN_THIS_PROCESS = True


def begun(release: Release) -> SchoolReports:
    return begin_reports(release, by="amina").reports


def interrupted(reports: SchoolReports) -> SchoolReports:
    """As it stands when its process was killed a while ago."""
    reports.begun_at = timezone.now() - 2 * TO_START
    reports.save()
    return reports


def state_of(reports: SchoolReports) -> str:
    reports.refresh_from_db()
    return reports.state


def verbs() -> list[str]:
    return list(
        Event.objects.filter(verb__contains="school reports").values_list("verb", flat=True)
    )


# Making


def test_every_school_gets_a_report_and_a_letter_and_then_heads_see_them(
    released: Release, made: list[Wanted]
) -> None:
    reports = begun(released)
    make_reports(reports)
    assert [(one.kind, one.school) for one in made] == [
        (kind, school) for school in (EAST, NORTH, SOUTH, WEST) for kind in ("school", "letter")
    ]
    assert state_of(reports) == State.RELEASED
    assert reports.released_on == timezone.localdate()
    assert verbs() == ["began to make the school reports", "released the school reports"]
    assert not Event.objects.filter(verb__contains="school reports").exclude(by="amina").exists()


def test_the_files_are_there_before_a_report_counts_as_made(released: Release) -> None:
    make_reports(begun(released))
    for number in EVERY:
        area = area_of_report(ground_of(released), number)
        assert area is not None
        name = f"{area.level}-{area.area.replace(' ', '%20')}"
        for ending in ("pdf", FRAGMENT):
            (path,) = reports_folder(released).rglob(f"{name}.{ending}")
            assert path.read_bytes() == report_file(released, Wanted("school", number), ending)
        # What fewer people ask for waits until somebody does.
        assert not list(reports_folder(released).rglob(f"{name}.docx"))
    assert len(list(reports_folder(released).rglob("letter-*.pdf"))) == len(EVERY)
    assert not list(reports_folder(released).rglob("*.half"))


def test_two_who_press_at_once_begin_one_making(released: Release, made: list[Wanted]) -> None:
    first = begin_reports(released, by="amina")
    second = begin_reports(released, by="efa")
    assert (first.to_start, second.to_start) == (True, False)
    assert first.reports == second.reports
    make_reports(first.reports)
    make_reports(second.reports)
    assert len(made) == 2 * len(EVERY)
    assert SchoolReports.objects.count() == 1


def test_stopped_and_gone_on_with_none_is_made_twice_or_missed(
    released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, made = begun(released), []

    def keep(_release: Release, wanted: Wanted) -> None:
        made.append(wanted)
        if len(made) == 4:
            stop_reports(reports, by="efa")

    monkeypatch.setattr(reports_making, "keep_all", keep)
    make_reports(reports)
    assert state_of(reports) == State.STOPPED
    assert len(made) == 4
    with pytest.raises(Refused, match="stopped already"):
        stop_reports(reports, by="efa")
    assert begin_reports(released, by="amina").to_start
    make_reports(reports)
    assert state_of(reports) == State.RELEASED
    assert len(made) == len(set(made)) == 2 * len(EVERY)
    assert verbs()[1:] == [
        "stopped making the school reports",
        "went on making the school reports",
        "released the school reports",
    ]


@pytest.mark.parametrize("at", range(1, 9))
def test_killed_at_any_moment_the_next_process_goes_on(
    at: int, released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = begun(released)
    made: list[Wanted] = []

    def keep(_release: Release, wanted: Wanted) -> None:
        if len(made) + 1 == at and not killed:
            killed.append(at)
            raise SystemExit
        made.append(wanted)

    killed: list[int] = []
    monkeypatch.setattr(reports_making, "keep_all", keep)
    with pytest.raises(SystemExit):
        make_reports(reports)
    assert state_of(interrupted(reports)) == State.MAKING
    assert not is_at_work(reports)
    assert begin_reports(released, by="efa").to_start
    make_reports(reports)
    assert state_of(reports) == State.RELEASED
    assert {one.school for one in made if one.kind == "letter"} == EVERY
    whole = [one for one in made if one.kind == "letter"]
    assert len(whole) == len(set(whole)), "a school that was marked as made is not made again"


def test_a_process_at_work_is_known_by_its_lock(released: Release) -> None:
    reports = interrupted(begun(released))
    assert not is_at_work(reports)
    with at_work(reports):
        assert is_at_work(reports)
        assert not begin_reports(released, by="efa").to_start
    assert not is_at_work(reports)
    reports.begun_at = timezone.now() - TO_START + timedelta(seconds=5)
    assert is_at_work(reports), "a process that was begun just now takes a moment to start"
    reports.state = State.RELEASED
    assert not is_at_work(reports)


def test_a_second_process_waits_for_the_first(
    released: Release, made: list[Wanted], monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = begun(released)
    real = report_work.at_work

    @contextmanager
    def after_the_first(one: SchoolReports) -> Iterator[None]:
        monkeypatch.setattr(reports_making, "at_work", real)
        make_reports(one)
        with real(one):
            yield

    monkeypatch.setattr(reports_making, "at_work", after_the_first)
    make_reports(reports)
    assert len(made) == 2 * len(EVERY)
    assert verbs().count("released the school reports") == 1


def test_one_that_cannot_be_made_keeps_none_of_the_others_and_is_tried_again(
    released: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reports, made, wrong = begun(released), [], [NORTH]

    def keep(_release: Release, wanted: Wanted) -> None:
        if wanted.school in wrong:
            msg = "No font of ours has ☃."
            raise ValueError(msg)
        made.append(wanted)

    monkeypatch.setattr(reports_making, "keep_all", keep)
    make_reports(reports)
    assert state_of(reports) == State.STOPPED
    assert len(made) == 2 * (len(EVERY) - 1)
    assert reports.schools.get(school=NORTH).fault == "No font of ours has ☃."
    assert "No font of ours has" in caplog.text
    own = f"/results/2009/schools/{NORTH}/report/"
    assert browser_of(bilal()).get(own).status_code == 403
    wrong.clear()
    make_reports(begun(released))
    assert state_of(reports) == State.RELEASED
    assert len(made) == len(set(made)) == 2 * len(EVERY)


def test_what_is_withdrawn_meanwhile_is_not_released(
    released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, made = begun(released), []

    def keep(release: Release, wanted: Wanted) -> None:
        made.append(wanted)
        if len(made) == 2:
            life.withdraw(release, why="Counted twice.", by=BY)

    monkeypatch.setattr(reports_making, "keep_all", keep)
    make_reports(reports)
    assert len(made) == 2
    assert state_of(reports) == State.STOPPED
    with pytest.raises(Refused, match="not published"):
        begin_reports(released, by="amina")


def test_only_what_is_published_and_split_by_school_and_not_released_yet(
    released: Release, made: list[Wanted]
) -> None:
    with pytest.raises(Refused, match="Publish them first"):
        begin_reports(draft(), by="amina")
    make_reports(begun(released))
    with pytest.raises(Refused, match="released already"):
        begin_reports(released, by="amina")
    first = Release.objects.get(wave__name="2008")
    assert begin_reports(first, by="amina").to_start
    another = draft()
    life.check(another, note="All of it.", by="amina")
    life.sign_off(another, by="efa")
    life.publish(another, by="amina")
    another.refresh_from_db()
    with pytest.raises(Refused, match="not split by school"):
        begin_reports(another, by="amina")


def test_an_outline_that_cannot_be_used_stops_it_with_its_fault(
    released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "why_outline_is_not_used", lambda _one: "x.yaml: no.")
    with pytest.raises(Refused, match=r"cannot be used. x.yaml: no."):
        begin_reports(released, by="amina")


def test_the_page_says_what_is_wrong_in_the_outline(
    released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "why_outline_is_not_used", lambda _one: "x.yaml: no.")
    html = browser_of(efa()).get(f"/staff/releases/{released.pk}/reports/").content.decode()
    assert "The outline of the reports cannot be used" in html
    assert "x.yaml: no." in html


def test_the_command_makes_what_was_begun_and_nothing_else(
    released: Release, made: list[Wanted]
) -> None:
    reports = begun(released)
    call_command("make_school_reports", str(reports.pk + 1))
    assert made == []
    call_command("make_school_reports", str(reports.pk))
    call_command("make_school_reports", str(reports.pk))
    assert len(made) == 2 * len(EVERY)


def test_it_is_started_as_a_process_of_its_own(
    released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, int]] = []
    monkeypatch.setattr(reports_making, "start_apart", lambda *given: started.append(given))
    browser = browser_of(amina())
    at = f"/staff/releases/{released.pk}/reports/"
    browser.post(f"{at}make/")
    page = browser.post(f"{at}make/", follow=True).content.decode()
    assert "somebody else began it" in page
    reports = SchoolReports.objects.get()
    assert started == [("make_school_reports", reports.pk)]


# Its page


@pytest.mark.usefixtures("_here")
def test_the_page_from_the_first_press_to_the_last_letter(
    released: Release, made: list[Wanted]
) -> None:
    School.objects.filter(number=NORTH).update(contact=ADDRESSES[NORTH])
    browser, at = browser_of(amina()), f"/staff/releases/{released.pk}/reports/"
    before = browser.get(at).content.decode()
    assert "Make and release the school reports" in before
    assert "3 schools have no e-mail address" in " ".join(before.split())
    after = browser.post(f"{at}make/", follow=True).content.decode()
    assert "Released on" in after
    assert "Send the links" in after
    sent = browser.post(f"{at}send/", follow=True).content.decode()
    assert "1 letter sent." in sent
    assert "Send the links" not in sent
    assert "Every head with an e-mail address in the register was told." in sent


def test_the_page_while_it_is_made_and_when_it_broke_off(released: Release) -> None:
    reports = begun(released)
    reports.schools.filter(school=NORTH).update(made_at=timezone.now())
    browser, at = browser_of(amina()), f"/staff/releases/{released.pk}/reports/"
    going_on = browser.get(at).content.decode()
    assert "1 of 4 schools made" in going_on
    assert 'max="4" value="1"' in going_on
    assert "Look again" in going_on
    part = browser.get(f"{at}?part=progress").content.decode()
    assert 'data-going-on="yes"' in part
    assert f'data-made="{NORTH}"' in part
    assert "<html" not in part
    interrupted(reports)
    broken_off = browser.get(at).content.decode()
    assert "The work broke off" in broken_off
    assert "Go on" in broken_off
    assert 'data-going-on="no"' in browser.get(f"{at}?part=progress").content.decode()
    reports.schools.filter(school=SOUTH).update(fault="No font of ours has ☃.")
    stopped = browser.post(f"{at}stop/", follow=True).content.decode()
    assert "1 report could not be made" in stopped
    assert "No font of ours has ☃." in stopped
    assert "stopped already" in browser.post(f"{at}stop/", follow=True).content.decode()
    assert not progress_of(reports).going_on


@pytest.mark.parametrize("who", [efa, bilal, cerys, tessa, dev])
@pytest.mark.parametrize("what", ["make", "stop", "send"])
def test_only_who_may_publish_may_release_them(who: Any, what: str, released: Release) -> None:
    browser = browser_of(who())
    assert browser.post(f"/staff/releases/{released.pk}/reports/{what}/").status_code == 403
    assert browser.get(f"/staff/releases/{released.pk}/reports/{what}/").status_code == 405
    assert not SchoolReports.objects.exists()


def test_an_analyst_looks_and_has_no_button(released: Release) -> None:
    html = browser_of(efa()).get(f"/staff/releases/{released.pk}/reports/").content.decode()
    assert "North Primary" in html
    assert "<form" not in html.split("<main")[1]
