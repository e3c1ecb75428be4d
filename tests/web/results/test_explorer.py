"""The explorer: only what a release holds, what stands beside it, and what is asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from tellback_web.results.models import Release
from tests.web.cast import NORTH, amina, efa
from tests.web.results.explored import (
    explore,
    forget,
    released,
    words,
)

__all__ = ["released"]

pytestmark = pytest.mark.django_db


# What is shown


def test_headlines_stand_first_with_their_bases_and_intervals() -> None:
    said = words(explore())
    assert "Have a pet Of all 373 pupils." in said
    assert re.search(
        r"Walk their pet Of \d+ pupils who answered ‘Yes’ to ‘Do you have a pet\?’", said
    )
    assert "The intervals are about all 447 pupils on roll in Year 5 of the 4 schools" in said
    assert "Schools were not picked at random" in said


def test_a_question_by_sex_says_what_is_more_than_chance() -> None:
    said = words(explore("?show=eat&by=sex"))
    assert "A boy" in said
    assert "▲ higher" in said
    assert "▼ lower" in said
    assert re.search(r"\d+ of 4 comparisons are more than chance|4 of 8 comparisons", said)
    assert "Benjamini and Hochberg" in said


def test_localities_stand_beside_the_rest_of_the_borough() -> None:
    said = words(explore("?by=locality"))
    assert "Hillside" in said
    assert "Dales" in said
    assert "higher than the rest of the borough" in said


def test_one_locality_stands_beside_the_rest() -> None:
    said = words(explore("?of=locality:Hillside"))
    assert "The rest of the borough" in said
    assert "on roll in Year 5 of the 1 school in Hillside that took part." in said


def test_a_section_shows_all_of_its_questions() -> None:
    html = explore("?show=section:about")
    assert 'id="pet"' in html
    assert 'id="walk"' in html
    assert 'id="eat"' not in html


def test_a_split_of_a_question_by_itself_is_not_drawn() -> None:
    assert "A split of a question by itself tells nothing." in explore("?show=sex&by=sex")
    assert 'id="sex"' not in explore("?show=section:about&by=sex")


def test_an_earlier_wave_stands_beside_this_one_where_they_compare() -> None:
    said = words(explore("?show=pet"))
    assert re.search(r"Yes 2009 \d+% \d+% to \d+% 373 Yes 2008 \d+% 373 ▲ higher", said)
    assert "Compared: the question was the same in 2008." in said
    assert "<polyline" not in explore()  # two years make no line


def test_an_earlier_wave_is_compared_within_a_school_too() -> None:
    said = words(explore(f"?show=pet&of=school:{NORTH}", amina()))
    assert re.search(r"Yes 2009 \d+% \d+% to \d+% 200 Yes 2008 \d+% 200", said)


def test_printed_years_and_figures_from_elsewhere_stand_beside(tmp_path: Path) -> None:
    for folder in ("years", "benchmarks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "years" / "explored-1.csv").write_text(
        "wave,variable,choice,count,percent,base,changed,note,source\n"
        "1,has_pet,held,,12,400,,,a report\n"
        "1,walk,yes,,50,,choices,,a report\n"
    )
    (tmp_path / "benchmarks" / "explored-x.csv").write_text(
        "variable,choice,area,year,percent,base,pupils,source,comparable,why\n"
        "has_pet,held,England,2009,50,9000,pupils,a survey,no,they are older.\n"
    )
    with override_settings(CONTENT=tmp_path):
        forget()
        html = explore()
        said = words(html)
        assert html.count("<polyline") == 1  # of the one measure with three years
        assert re.search(r"1 12% 400 ▲ higher", said)
        assert "England, 2009: 50% of 9,000 pupils (a survey). Not like for like: they are" in said
        assert "Not compared: in 1 the answers offered were others." in words(explore("?show=walk"))
    forget()


def test_a_wrong_file_of_earlier_years_takes_nothing_else_away(tmp_path: Path, caplog: Any) -> None:
    (tmp_path / "years").mkdir()
    (tmp_path / "years" / "explored-1.csv").write_text("nothing of the kind\n")
    with override_settings(CONTENT=tmp_path):
        forget()
        assert "Have a pet" in explore()
    assert "explored-1.csv" in caplog.text
    forget()


# What is asked for


def test_the_form_is_an_address_that_keeps_what_was_chosen() -> None:
    html = explore("?show=pet&by=sex")
    assert (
        '<form class="explorer__form no-print" method="get" action="/results/2009/explore/">'
        in html
    )
    assert '<option value="pet" selected>2. Do you have a pet?</option>' in html
    assert '<option value="sex" selected>By sex</option>' in html


def test_another_wave_is_the_same_view_there() -> None:
    answer = Client().get("/results/2009/explore/?show=pet&by=sex&wave=2008")
    assert answer.headers["Location"] == "/results/2008/explore/?show=pet&by=sex"
    assert '<option value="2008">2008</option>' in explore()
    assert Client().get("/results/2009/explore/?wave=no").status_code == 404


@pytest.mark.parametrize(
    "query", ["?show=nothing", "?show=", "?of=locality:Moors", "?of=x", "?show=%00"]
)
def test_what_there_is_not_is_said_and_something_else_is_shown(query: str) -> None:
    html = explore(query, expect=200 if query == "?show=" else 404)
    assert "Have a pet" in html
    assert ("There is a problem" in html) == (query != "?show=")


@pytest.mark.parametrize("by", ["room", "locality", "school", "sex*room", "<b>", "school*sex"])
def test_a_split_that_the_release_does_not_hold_is_not_worked_out(by: str) -> None:
    of = "&of=locality:Hillside" if by == "locality" else ""
    html = explore(f"?show=pet&by={by}{of}")
    assert "<rect" not in html
    assert "These results" in html
    assert "<b>" not in html
    assert "/staff/releases/" not in html


def test_staff_may_ask_for_a_split_that_is_not_held() -> None:
    person = efa()
    html = explore("?show=pet&by=room", person)
    wave = Release.objects.filter(wave__name="2009").values_list("wave", flat=True)[0]
    assert f'href="/staff/releases/wave/{wave}/ask/"' in html
    assert "not split by room here" in words(explore("", person))
