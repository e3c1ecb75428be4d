"""The demo borough: built through the product's own changes, and its snapshot counted again."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from tellback_web.demo.build import build_demo
from tellback_web.demo.people import CAST, PASSWORD
from tellback_web.people.models import Person
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


def test_the_borough_page_prints_the_headlines(built: str) -> None:
    page = " ".join(Client().get("/results/2009/").content.decode().split())
    assert "572 of 715 pupils (80%)" in page
    assert "572 of 2,996 pupils (19%)" in page
    for headline in (
        "Feel their health is very good or good: 85%</strong>. Of all 572 pupils.",
        "Think of themselves as a young carer: 23%</strong>. Of all 572 pupils.",
        "Think of themselves as a young carer: 41%</strong>. Of 324 pupils who",
        "Have been bullied: 57%</strong>",
        "Say that everyone gets on well: 37%</strong>",
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
