"""Who sees which results: everyone, a head, officers and analysts; drafts, and broken files."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tellback.inference import of_those_who_took_part
from tellback.report.ground import Ground
from tellback_web.people.changes import add_person, give_role
from tellback_web.results.changes.building import begin_release, build
from tellback_web.results.models import Release
from tellback_web.results.queries.releases import folder_of
from tests.web.cast import NORTH, SOUTH, amina, bilal, browser_of, cerys, dev, efa, tessa
from tests.web.results.explored import (
    BY,
    EAST,
    NOWHERE,
    draft,
    explore,
    explored_wave,
    forget,
    page,
    released,
    rule_text,
    words,
)

__all__ = ["released"]

pytestmark = pytest.mark.django_db


# Who sees what


def test_nothing_of_a_school_is_on_a_page_for_everyone() -> None:
    for path in ("", "explore/", "explore/?by=locality", "explore/?show=section:food"):
        html = page(f"/results/2009/{path}")
        assert "Primary" not in html
        assert NORTH not in html


@pytest.mark.parametrize("number", [NORTH, EAST, NOWHERE])
def test_a_stranger_is_asked_to_sign_in_whether_or_not_there_is_such_a_school(number: str) -> None:
    for path in (
        f"/results/2009/schools/{number}/",
        f"/results/2009/explore/?of=school:{number}",
    ):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("who", [cerys, tessa, dev])
@pytest.mark.parametrize("number", [NORTH, EAST, NOWHERE])
def test_others_are_refused_in_the_same_words_for_every_number(who: Any, number: str) -> None:
    browser, said = browser_of(who()), set()
    for path in (
        f"/results/2009/schools/{number}/",
        f"/results/2009/explore/?of=school:{number}",
    ):
        answer = browser.get(path)
        assert answer.status_code == 403
        said.add(words(answer.content.decode()))
    assert len(said) == 1
    assert "for the school itself, survey officers and analysts" in said.pop()


def test_a_head_sees_the_own_school_and_no_other() -> None:
    html = explore(f"?of=school:{NORTH}", bilal())
    assert f'<option value="school:{NORTH}" selected>North Primary</option>' in html
    assert "South Primary" not in html
    assert 'value="school"' not in html


@pytest.mark.parametrize("who", [amina, efa])
def test_officers_and_analysts_see_school_by_school(who: Any) -> None:
    said = words(explore("?show=pet&by=school", who()))
    assert "North Primary" in said
    assert "East Primary number hidden" in said


def test_school_by_school_is_not_for_a_head() -> None:
    assert "<rect" not in explore("?show=pet&by=school", bilal())


@pytest.mark.parametrize("path", ["explore/", f"schools/{NORTH}/", f"explore/?of=school:{NORTH}"])
def test_pages_of_a_signed_in_person_are_not_kept(path: str) -> None:
    answer = browser_of(bilal()).get(f"/results/2009/{path}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


# A school's own page


def test_a_schools_page_has_headlines_beside_the_rest_of_the_borough() -> None:
    said = words(page(f"/results/2009/schools/{NORTH}/", bilal()))
    assert "200 pupils of Year 5 answered, of 250 on roll." in said
    assert "North Primary 200 pupils The rest of the borough 173 pupils" in said
    assert "higher than the rest of the borough" in said
    assert "all 250 pupils on roll in Year 5 of this school" in said
    assert "East Primary" not in said


def test_the_page_of_a_school_with_six_pupils_says_why_there_is_nothing() -> None:
    html = page(f"/results/2009/schools/{EAST}/", amina())
    said = words(html)
    assert "There is nothing to show for this school alone." in said
    assert "Fewer than 10 pupils were asked." in said
    assert "<rect" not in html
    assert "%" not in said
    assert " 6 pupils" not in said


def test_a_number_that_did_not_take_part_is_no_page_for_an_officer() -> None:
    person = amina()
    page(f"/results/2009/schools/{NOWHERE}/", person, expect=404)
    page("/results/2009/schools/8001004/", person, expect=404)


# Before it is published, and when files are broken


def test_officers_and_analysts_see_a_draft_with_a_banner() -> None:
    pk, person = draft().pk, efa()
    for path in ("", "explore/", "explore/?by=sex", f"schools/{NORTH}/"):
        html = page(f"/staff/releases/{pk}/preview/{path}", person)
        assert "Not published" in html
        assert f"/staff/releases/{pk}/preview/" in html
        assert "results/2009/explore" not in html


def test_a_release_without_schools_says_so_on_a_schools_page() -> None:
    said = words(page(f"/staff/releases/{draft().pk}/preview/schools/{SOUTH}/", amina()))
    assert "These results are not split by school." in said


@pytest.mark.parametrize("who", [bilal, cerys, dev, tessa])
def test_nobody_else_sees_a_draft(who: Any) -> None:
    browser, pk = browser_of(who()), draft().pk
    for path in ("", "explore/", f"schools/{NORTH}/"):
        assert browser.get(f"/staff/releases/{pk}/preview/{path}").status_code == 403


def test_a_wave_that_was_not_released_has_no_explorer() -> None:
    wave = explored_wave("2010", 2010, seed=3)
    answer = Client().get("/results/2010/explore/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/results/2010/")
    assert Client().get("/results/2010/").status_code == 404
    page(f"/results/2010/schools/{NORTH}/", bilal(), expect=404)
    assert wave.name not in words(explore())


@pytest.mark.parametrize("path", ["explore/", f"schools/{NORTH}/", ""])
def test_a_release_whose_files_were_changed_is_not_shown(path: str, released: Release) -> None:
    files = sorted((folder_of(released) / "areas").glob("*.json"))
    kept = {one: one.read_text() for one in files}
    try:
        for one, text in kept.items():
            one.write_text(text.replace("1", "2"))
        forget()
        html = page(f"/results/2009/{path}", amina(), expect=503)
        assert "not as they were released" in html
        assert "<rect" not in html
    finally:
        for one, text in kept.items():
            one.write_text(text)
        forget()


def test_the_page_of_everyone_leads_on_to_splits_and_files() -> None:
    html = page("/results/2009/")
    for link in (
        "/results/2009/explore/",
        "/results/2009/explore/?by=sex",
        "/results/2009/explore/?of=locality%3AHillside",
        "/results/2009/explore/?show=pet",
        "/results/2009/files/borough.ods",
        "/results/2009/files/borough-statistics.csv",
    ):
        assert f'href="{link}"' in html
        assert Client().get(link).status_code == 200


def test_the_way_to_a_school_is_the_own_one_or_a_choice() -> None:
    answer = browser_of(bilal()).get("/results/2009/schools/")
    assert answer.headers["Location"] == f"/results/2009/schools/{NORTH}/"
    listed = page("/results/2009/schools/", amina())
    assert listed.count("Primary</a>") == 4
    previewed = page(f"/staff/releases/{draft().pk}/preview/schools/", efa())
    assert f"/staff/releases/{draft().pk}/preview/schools/{NORTH}/" in previewed
    page("/results/2009/schools/", dev(), expect=403)
    assert Client().get("/results/2009/schools/").status_code == 302


def test_a_head_whose_school_did_not_take_part_is_told_so() -> None:
    person = add_person(email="head@council.example", name="Far", by=BY)
    give_role(person, role="school", school="8001004", by=BY)
    assert "Your school did not take part" in page("/results/2009/schools/", person)
    page("/results/2009/schools/8001004/", person, expect=404)


def test_small_schools_together_are_for_everyone() -> None:
    said = words(explore("?show=pet&of=group:small schools"))
    assert "Small schools 13 pupils The rest of the borough 360 pupils" in said
    assert "East" not in said
    html = page(f"/results/2009/schools/{EAST}/", amina())
    assert 'href="/results/2009/explore/?of=group%3Asmall+schools"' in html


def test_the_whole_borough_is_spoken_of_where_the_release_says_how_much_schools_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = words(explore("?show=pet"))
    # 547 on roll in all schools of the area, with Far, which was not asked.
    assert "of the 547 pupils of the whole borough" in said
    assert "pupils of the whole borough" not in words(explore("?show=pet&by=sex"))
    monkeypatch.setattr(Ground, "design_effect", None)
    forget()
    said = words(explore("?show=pet"))
    forget()
    assert "pupils of the whole borough" not in said


def test_intervals_are_about_the_pupils_on_roll_on_both_sides() -> None:
    said = words(page(f"/results/2009/schools/{NORTH}/", bilal()))
    have = said.partition("Have a pet")[2].partition("Walk their pet")[0]
    shown = re.findall(r"\d+% (\d+) (\d+% to \d+%)", have)
    assert len(shown) == 2
    for (count, interval), (base, roll) in zip(shown, ((200, 250), (173, 197)), strict=True):
        assert interval == of_those_who_took_part(int(count), base, roll).interval.percents


def test_a_release_of_an_earlier_wave_that_is_not_published_is_shown_to_nobody() -> None:
    build(begin_release(explored_wave("2006", 2006, seed=6), rule_text=rule_text(), by=BY))
    assert Release.objects.get(wave__name="2006").state == Release.State.DRAFT
    for person in (None, amina()):
        assert "2006" not in explore("?show=pet", person)


def test_the_comparisons_of_a_schools_page_are_one_family() -> None:
    html = page(f"/results/2009/schools/{NORTH}/", bilal())
    (real, compared) = re.findall(r"(\d+) of (\d+) comparisons are more than chance", html)[0]
    assert f"On this page {compared} comparisons were made together" in html
    tables = re.sub(r'<table class="govuk-table years">.*?</table>', "", html)
    signs = re.findall(r'class="beside__mark"><span aria-hidden="true">(.)</span>', tables)
    assert len(signs) == int(compared)
    assert signs.count("▲") + signs.count("▼") == int(real)
    sections = re.findall(r"(\d+) differences? more than chance", html)
    assert 0 < sum(map(int, sections)) < int(real)  # the others are headlines


def test_a_broken_release_of_an_earlier_wave_takes_only_itself_away(caplog: Any) -> None:
    earlier = Release.objects.get(wave__name="2008")
    path = folder_of(earlier) / "areas" / "borough.json"
    kept = path.read_text()
    try:
        path.write_text(kept.replace("1", "2"))
        forget()
        said = words(explore("?show=pet"))
    finally:
        path.write_text(kept)
        forget()
    assert "Of all 373 pupils" in said
    assert "Yes 2008" not in said
    assert "borough.json is not as it was written" in caplog.text
