"""The demo borough: built through the product's own changes, and its snapshot counted again."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from tellback_web.demo.build import build_demo
from tellback_web.demo.people import CAST, PASSWORD
from tellback_web.people.models import Person
from tellback_web.results.queries.releases import files_of, published
from tellback_web.survey.changes.closing import snapshots_folder
from tellback_web.survey.models import Wave

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The demo, and what its command printed."""
    settings.DATA = tmp_path
    build_demo(address="http://127.0.0.1:8000", codes=6)
    return capsys.readouterr().out


def test_the_demo_borough_has_the_published_numbers(built: str, root: Path) -> None:
    wave = Wave.objects.get(name="2009")
    table = pq.read_table(snapshots_folder() / wave.snapshot / "responses.parquet")
    assert table.num_rows == 572
    sizes = Counter(table.column("school").to_pylist())
    assert sorted(sizes.values()) == sorted(
        [26, 22, 125, 21, 18, 49, 38, 29, 17, 6, 18, 81, 48, 41, 33]
    )
    assert sorted(Counter(table.column("locality").to_pylist()).values()) == [
        18, 62, 64, 105, 147, 176,
    ]  # fmt: skip
    assert wave.on_roll_everywhere == 2996
    assert wave.participations.exclude(could_not="").count() == 10
    assert sum(one.roll or 0 for one in wave.participations.filter(responses__gt=0)) == 715


def test_counts_in_the_snapshot_are_the_published_ones(built: str, root: Path) -> None:
    """Straight from the Parquet file with its own labels, without our tabulation."""
    wave = Wave.objects.get(name="2009")
    table = pq.read_table(snapshots_folder() / wave.snapshot / "responses.parquet")
    counts = {
        ("q04", 4): 3,  # health not very good
        ("q38", 2): 21,  # tried a cigarette
        ("q38", 3): 9,  # smoke on most days
        ("q41", 3): 20,  # drink on most days
        ("q44", 1): 14,  # tried an illegal drug
        ("q23", 1): 133,  # young carers
        ("q23", -8): 572 - 324,  # not asked, since they look after nobody
        ("q25", 1): 45,  # have heard of the service
        ("q26", 1): 16,  # have been to it
    }
    for (column, code), count in counts.items():
        assert Counter(table.column(column).to_pylist())[code] == count, column
    silent = Counter(table.column("q48").to_pylist())[-9]
    assert round(100 * silent / 572) == 16


IMPOSSIBLE = {
    "alcohol_most_days": 3,  # 20 of 572 are 3%; beside the count, 4% was printed
    "mixes_well_boys": 31,  # with 42% of girls, 37% of all cannot be 35% of boys
    "health_not_good": 1,  # 0.5% was printed, and per cents are whole numbers here
}
"""What is shown instead of a published figure that contradicts others, and why."""

SMALL = {"background_asian", "background_other"}
"""3 pupils, beside 1 of another background that they would tell."""


def test_the_release_holds_the_published_figures_with_their_bases(built: str, root: Path) -> None:
    wave = Wave.objects.get(name="2009")
    release = published(wave)
    assert release is not None
    cells = {
        (row.split, row.group, row.variable, row.choice): row
        for row in files_of(release).rows
        if row.level == "borough"
    }
    figures = csv.DictReader(
        (root / "content/demo/figures_2009.csv").read_text(encoding="utf-8").splitlines()
    )
    compared = 0
    for figure in figures:
        if figure["where"] or figure["of"]:
            continue
        split = ("sex", figure["split"]) if figure["split"] else ("all", "all")
        names = {"not_answered": "-9", "prefer_not_to_say": "-7"}
        parts = [
            cells[(*split, figure["variable"], names.get(one, one))]
            for one in figure["choices"].split()
        ]
        if figure["id"] in SMALL:
            assert any(part.hidden for part in parts)
            continue
        count, base = sum(int(part.count) for part in parts), int(parts[0].base)
        shown = count if figure["kind"] == "count" else (200 * count + base) // (2 * base)
        assert shown == IMPOSSIBLE.get(figure["id"], float(figure["value"])), figure["id"]
        compared += 1
    assert compared > 120
    # Headlines of fewer pupils than all, by their measures.
    for measure, percent, base in (
        ("council_view", 70, None),
        ("young_carer", 23, 572),
        ("young_carer_of_asked", 41, 324),
    ):
        row = cells["all", "all", measure, "held"]
        assert int(row.percent) == percent
        assert base in {None, int(row.base)}


def test_nothing_of_the_school_of_six_is_in_any_file(built: str) -> None:
    wave = Wave.objects.get(name="2009")
    release = published(wave)
    assert release is not None
    files = files_of(release)
    (small,) = (one.school.number for one in wave.participations.filter(responses=6))
    rows = [row for row in files.rows if row.area == small]
    assert len(rows) > 400
    assert all(row.hidden and not row.count and not row.percent and not row.base for row in rows)
    report = json.loads(files.attack_json)
    assert (report["exact"], report["too_narrow"]) == ([], [])
    assert report["hidden"] > 10_000


def test_the_borough_page_prints_the_headlines(built: str) -> None:
    page = " ".join(Client().get("/results/2009/").content.decode().split())
    assert "572 of 715 pupils (80%)" in page
    assert "572 of 2,996 pupils (19%)" in page
    for headline in (
        "Feel their health is very good or good",
        "Think of themselves as a young carer",
        "Of 324 pupils who",
        "Have been bullied",
    ):
        assert headline in page


def test_everyone_of_the_cast_can_sign_in_and_a_printed_code_opens_the_survey(built: str) -> None:
    for one in CAST:
        person = Person.objects.get(email=one.email)
        assert person.check_password(PASSWORD)
        assert one.email in built
    said = " ".join(built.split()).split("with a code: ")[1].split("Staff sign in")[0].split()
    code = " ".join(said[:3])
    answer = Client().post("/answer/", {":code": code})
    assert answer.headers["Location"] == "/answer/welcome/"


def test_building_it_again_changes_nothing_but_prints_new_codes(
    built: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Wave.objects.get(name="2009").snapshot
    build_demo(address="http://127.0.0.1:8000", codes=6)
    again = capsys.readouterr().out
    assert Wave.objects.get(name="2009").snapshot == before
    assert Wave.objects.count() == 3, "two waves and the try-out"
    assert again != built


def test_no_name_of_the_demo_is_a_real_one(root: Path) -> None:
    """Figures carry over; names do not. The list is of words in the real survey's names."""
    real = {
        "greasbrough", "harthill", "kiveton", "ravenfield", "rawmarsh", "rockingham", "swallownest",
        "swinton", "wath", "wickersley", "brinsworth", "kilnhurst", "kimberworth", "rotherham",
        "wentworth", "rother", "alban", "gerard", "thomas",
    }  # fmt: skip
    text = (root / "content/demo/schools.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(io.StringIO(text)):
        words = {word.strip("’s").lower() for word in f"{line['name']} {line['locality']}".split()}
        assert not words & real, line
