"""Documents of published results: who may read which, as pages and as files."""

from __future__ import annotations

import io
import zipfile
from typing import Any, cast

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tellback.paper.typeset import Unprintable
from tellback.report.making import Kind
from tellback_web.people.changes import add_person, give_role
from tellback_web.people.models import Person
from tellback_web.people.roles import ROLES
from tellback_web.results.changes import life
from tellback_web.results.models import Release, SchoolReports
from tellback_web.results.queries.releases import folder_of, forget_files
from tellback_web.results.queries.report_files import reports_folder
from tellback_web.results.queries.report_making import Making
from tellback_web.results.queries.report_material import forget_grounds
from tellback_web.results.queries.reports import ENDINGS, OPEN, Wanted
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, cerys, dev, efa, tessa
from tests.web.results.explored import BY, EAST, NOWHERE, WEST, draft, page, released, words

__all__ = ["released"]

pytestmark = pytest.mark.django_db
TYPES = {"pdf": b"%PDF-1.7", "html": b"<!doctype html>", "docx": b"PK", "odt": b"PK", "csv": b""}
OWN = (
    f"schools/{NORTH}/report/",
    f"schools/{NORTH}/report.pdf",
    f"schools/{NORTH}/report.csv",
    f"schools/{NORTH}/letter.pdf",
)


def get(path: str, person: Person | None = None) -> HttpResponse:
    browser = browser_of(person) if person else Client()
    return cast(HttpResponse, browser.get(f"/results/2009/{path}"))


def release_reports(release: Release) -> SchoolReports:
    """As they are when all are made."""
    return SchoolReports.objects.create(
        release=release,
        state=SchoolReports.State.RELEASED,
        begun_at=timezone.now(),
        begun_by=BY,
        released_on=timezone.localdate(),
    )


# For everyone


@pytest.mark.parametrize("kind", OPEN)
def test_everyone_reads_the_documents_and_takes_them_away(kind: Kind) -> None:
    called = Wanted(kind).called
    html = page(f"/results/2009/{called}/")
    assert html.count("<h1") == 1
    named = words(html).split("Results, question by question")[-1]
    assert "Primary" not in named, "schools are named as having taken part, and no answer is theirs"
    for ending in ENDINGS[kind]:
        assert f'href="/results/2009/{called}.{ending}"' in html


@pytest.mark.parametrize("ending", ENDINGS["newsletter"])
def test_a_file_says_what_it_is_and_what_it_is_called(ending: str) -> None:
    answer = get(f"newsletter.{ending}")
    assert answer.status_code == 200
    assert answer.content.startswith(TYPES[ending])
    assert answer["Content-Disposition"] == f'attachment; filename="2009-newsletter.{ending}"'
    assert ("pdf" in answer["Content-Type"]) == (ending == "pdf")
    if ending in {"docx", "odt"}:
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


@pytest.mark.parametrize("path", ["report.csv", "report.fragment", "letter.pdf", "report.", "x/"])
def test_there_is_nothing_at_other_addresses(path: str) -> None:
    assert get(path).status_code == 404


def test_the_page_of_the_results_leads_to_the_documents() -> None:
    html = page("/results/2009/")
    for kind in OPEN:
        assert f'href="/results/2009/{Wanted(kind).called}/"' in html
    preview = page(f"/staff/releases/{draft().pk}/preview/", efa())
    assert f'href="/staff/releases/{draft().pk}/reports/summary/"' in preview


# A school's own


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("number", [NORTH, EAST, NOWHERE])
def test_a_stranger_is_asked_to_sign_in(path: str, number: str, released: Release) -> None:
    release_reports(released)
    answer = get(path.replace(NORTH, number))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("who", [cerys, tessa, dev])
@pytest.mark.parametrize("number", [NORTH, EAST, NOWHERE])
def test_others_are_refused_in_the_same_words_for_every_number(
    who: Any, number: str, released: Release
) -> None:
    release_reports(released)
    person, said = who(), set()
    for path in OWN:
        answer = get(path.replace(NORTH, number), person)
        assert answer.status_code == 403
        said.add(words(answer.content.decode()))
    assert len(said) == 1
    assert "for the school itself, survey officers and analysts" in said.pop()


@pytest.mark.parametrize("role", sorted(ROLES))
def test_of_all_roles_only_these_read_a_schools_report(role: str, released: Release) -> None:
    release_reports(released)
    person = add_person(email="somebody@council.example", name="Somebody", by=BY)
    give_role(person, role=role, school=SOUTH if ROLES[role].at_a_school else "", by=BY)
    allowed = role in {"survey_officer", "analyst"}
    assert get(OWN[3], person).status_code == (200 if allowed else 403)
    assert get(OWN[3].replace(NORTH, SOUTH), person).status_code == (
        200 if allowed or role == "school" else 403
    )


@pytest.mark.parametrize("path", OWN)
def test_a_head_waits_until_the_reports_are_released(path: str, released: Release) -> None:
    head = bilal()
    answer = get(path, head)
    assert answer.status_code == 403
    assert "Your school’s report is not released yet." in answer.content.decode()
    assert get(path, amina()).status_code == 200
    reports = release_reports(released)
    answer = get(path, head)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    reports.state = SchoolReports.State.STOPPED
    reports.save()
    assert get(path, head).status_code == 403


def test_the_schools_page_leads_to_the_report_once_it_is_released(released: Release) -> None:
    link = f'href="/results/2009/{OWN[0]}"'
    assert link not in page(f"/results/2009/schools/{NORTH}/", bilal())
    assert link in page(f"/results/2009/schools/{NORTH}/", amina())
    release_reports(released)
    browser = browser_of(Person.objects.get(email="bilal@council.example"))
    assert link in browser.get(f"/results/2009/schools/{NORTH}/").content.decode()


def test_a_report_names_the_own_school_and_no_other(released: Release) -> None:
    release_reports(released)
    said = words(page(f"/results/2009/{OWN[0]}", bilal()))
    assert "North Primary" in said
    assert "South Primary" not in said
    assert "East Primary" not in said
    lines = get(OWN[2], amina()).content.decode().splitlines()
    assert len(lines) > 20
    assert all(",school," in line and NORTH in line for line in lines[1:])


def test_small_schools_read_one_report_together(released: Release) -> None:
    release_reports(released)
    head = add_person(email="head@east.example", name="Head", by=BY)
    give_role(head, role="school", school=EAST, by=BY)
    html = page(f"/results/2009/schools/{EAST}/report/", head)
    assert "this one is of several small schools together" in html
    assert "13" in words(html)
    assert get(f"schools/{WEST}/report/", head).status_code == 403
    officer = amina()
    east = get(f"schools/{EAST}/report.csv", officer).content
    assert east == get(f"schools/{WEST}/report.csv", officer).content
    assert b",group," in east
    assert b",school," not in east
    assert EAST.encode() not in east


def test_a_number_that_did_not_take_part_has_no_report() -> None:
    officer = amina()
    for path in OWN:
        assert get(path.replace(NORTH, NOWHERE), officer).status_code == 404


# Before and after


def test_before_it_is_published_staff_alone_read_everything() -> None:
    at = f"/staff/releases/{draft().pk}/reports/"
    for path in ("", "summary/", "newsletter.pdf"):
        assert browser_of(efa()).get(at + path).status_code == 200
        Person.objects.filter(email="efa@council.example").delete()
        for who in (bilal, dev):
            person = who()
            assert browser_of(person).get(at + path).status_code == 403
            person.delete()
        assert Client().get(at + path).status_code == 302


def test_staff_look_at_a_schools_report_that_heads_do_not_see_yet(released: Release) -> None:
    html = page(f"/staff/releases/{released.pk}/reports/schools/{NORTH}/report/", efa())
    assert "The school does not see this yet." in html
    release_reports(released)
    browser = browser_of(Person.objects.get(email="efa@council.example"))
    answer = browser.get(f"/staff/releases/{released.pk}/reports/schools/{NORTH}/report/")
    assert "does not see this yet" not in answer.content.decode()


def test_of_withdrawn_results_nothing_is_served_any_more(released: Release) -> None:
    release_reports(released)
    head = bilal()
    assert get("newsletter.pdf").status_code == 200
    assert get(OWN[3], head).status_code == 200
    life.withdraw(released, why="A school’s rows were counted twice.", by=BY)
    for path, person in (("newsletter.pdf", None), ("report/", None), *((p, head) for p in OWN)):
        answer = get(path, person)
        assert answer.status_code == 410
        assert "A school’s rows were counted twice." in answer.content.decode()
    assert get(OWN[0], cerys()).status_code == 403
    at = f"/staff/releases/{released.pk}/reports/"
    assert browser_of(efa()).get(at).status_code == 410
    assert (
        browser_of(Person.objects.get(email="efa@council.example"))
        .get(f"{at}newsletter.pdf")
        .status_code
        == 410
    )


def test_of_a_wave_without_results_there_is_nothing() -> None:
    assert Client().get("/results/no-such/report/").status_code == 404
    life.withdraw(draft(), why="Not needed.", by=BY)
    assert Client().get("/results/no-such/report.pdf").status_code == 404


def test_of_a_broken_release_nothing_is_shown(released: Release) -> None:
    path = folder_of(released) / "areas" / "borough.json"
    held = path.read_bytes()
    forget_files()
    forget_grounds()
    path.write_bytes(held + b" ")
    try:
        assert get("newsletter/").status_code == 503
        assert get("newsletter.pdf").status_code == 503
    finally:
        path.write_bytes(held)
        forget_files()
        forget_grounds()


def test_a_broken_file_of_one_school_takes_its_documents_away(released: Release) -> None:
    (path,) = (folder_of(released) / "areas").glob(f"*{NORTH}*")
    held = path.read_bytes()
    forget_files()
    forget_grounds()
    path.write_bytes(held + b" ")
    for kept in reports_folder(released).rglob("school-*"):
        kept.unlink()
    try:
        for own in OWN[:3]:
            assert get(own, amina()).status_code == 503
            Person.objects.all().delete()
        assert get("newsletter/").status_code == 200
    finally:
        path.write_bytes(held)
        forget_files()
        forget_grounds()


def test_what_cannot_be_printed_is_said_with_its_sign(
    released: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unprintable(_making: Making, _ending: str) -> bytes:
        raise Unprintable("☃")

    monkeypatch.setattr(Making, "file", unprintable)
    for path in reports_folder(released).rglob("letter-*.pdf"):
        path.unlink()
    answer = get(OWN[3], amina())
    assert answer.status_code == 503
    assert "This document cannot be made now" in answer.content.decode()
    assert "☃" in answer.content.decode()
    assert "☃" in caplog.text


# Kept
