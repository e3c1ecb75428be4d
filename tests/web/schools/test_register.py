"""The register from a CSV file: seen before it is stored, every fault with its line."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tellback_web.audit.models import Event
from tellback_web.schools.models import School
from tellback_web.schools.queries import on_roll_everywhere, roll_by_locality
from tellback_web.schools.register_file import read_register
from tests.web.cast import amina, bilal, browser_of, efa

HEADER = "number,name,kind,locality,roll_year_5\n"
GOOD = HEADER + "1,North Primary,Primary,Hillside,40\n2,South Primary,Primary,Dales,20\n"


def upload(browser: Client, text: str | bytes) -> tuple[int, str]:
    data = text.encode() if isinstance(text, str) else text
    answer = browser.post("/staff/schools/upload/", {"file": SimpleUploadedFile("r.csv", data)})
    return answer.status_code, re.sub(r"</?strong>", "", answer.content.decode())


def stored_field(page: str) -> str:
    return page.split('name="file" value="')[1].split('"', maxsplit=1)[0]


@pytest.mark.django_db
def test_a_preview_stores_nothing_and_what_was_seen_is_what_is_stored() -> None:
    browser = browser_of(amina())
    status, page = upload(browser, GOOD)
    assert status == 200
    assert "2 schools would be added, no schools changed" in page
    assert not School.objects.exists()
    browser.post("/staff/schools/confirm/", {"file": stored_field(page)})
    assert [one.name for one in School.objects.order_by("number")] == [
        "North Primary",
        "South Primary",
    ]
    assert on_roll_everywhere("5") == 60
    assert Event.objects.filter(verb="took in the register").exists()


@pytest.mark.django_db
def test_a_second_file_changes_adds_and_keeps() -> None:
    browser = browser_of(amina())
    browser.post("/staff/schools/confirm/", {"file": stored_field(upload(browser, GOOD)[1])})
    status, page = upload(
        browser, HEADER + "1,North Academy,Primary,Hillside,41\n3,East,Infant,Moors,9\n"
    )
    assert status == 200
    assert "1 school would be added, 1 school changed; no schools would stay the same" in page
    assert "South Primary" in page
    browser.post("/staff/schools/confirm/", {"file": stored_field(page)})
    assert School.objects.count() == 3
    assert School.objects.get(number="1").name == "North Academy"
    assert roll_by_locality("5") == {"Hillside": (1, 41), "Dales": (1, 20), "Moors": (1, 9)}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["The submitted file is empty."]),
        ("\n", ["The file: the column “number” is missing."]),
        ("a,b\n1,2\n", ["The file: the column “locality” is missing.", "“a” is not one we know"]),
        (HEADER, ["there are no schools in it"]),
        (HEADER + "1,North,Primary,,40\n", ["Line 2: the locality is missing."]),
        (
            HEADER + "1,N,P,H,40\n1,M,P,H,40\n",
            ["Line 3: school number 1 stands on line 2 already."],
        ),
        (
            HEADER + "1,N,P,H,many\n",
            ["Line 2, column roll_year_5: “many” is not a number of pupils."],
        ),
        (HEADER + "1,N,P,H,-4\n", ["“-4” is not a number"]),
        (HEADER + "1,N,P,H,40,extra\n", ["Line 2: it has 6 cells, but there are 5 columns."]),
        (HEADER + f"1,{'N' * 201},P,H,40\n", ["Line 2: the name has 201 letters; 200 fit."]),
        (HEADER + '1,"N,P,H,40\n', ["this is not a CSV file"]),
        (b"\x00\x01\x02", ["this is not a text file"]),
        (b"x" * 2_000_001, ["larger than 2 MB"]),
        ("number,number,name,kind,locality,roll_year_5\n", ["“number” stands there twice"]),
    ],
)
@pytest.mark.django_db
def test_what_is_wrong_with_a_file_is_said_line_by_line_and_nothing_is_stored(
    text: str | bytes, sentences: list[str]
) -> None:
    status, page = upload(browser_of(amina()), text)
    assert status == 422
    for sentence in sentences:
        assert sentence in page
    assert not School.objects.exists()


def test_excel_s_own_csv_is_read() -> None:
    read_rows = read_register((HEADER + "1,St Brén’s,Primary,Hillside,40\n").encode("cp1252"))
    assert read_rows.rows[0].name == "St Brén’s"
    assert not read_rows.problems


@pytest.mark.django_db
def test_a_file_that_was_changed_between_preview_and_store_is_refused() -> None:
    browser = browser_of(amina())
    answer = browser.post("/staff/schools/confirm/", {"file": "not base64!"}, follow=True)
    assert "did not arrive whole" in answer.content.decode()
    assert not School.objects.exists()


@pytest.mark.django_db
def test_a_head_sees_no_register_and_an_analyst_changes_none() -> None:
    assert browser_of(bilal()).get("/staff/schools/").status_code == 403
    analyst = browser_of(efa())
    assert analyst.get("/staff/schools/").status_code == 200
    assert upload(analyst, GOOD)[0] == 403
