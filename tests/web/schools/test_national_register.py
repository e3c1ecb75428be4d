"""The national register is taken in as it is downloaded; every bad line is a sentence."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tellback_web.schools.changes.places import add_locality, move_school
from tellback_web.schools.models import School, SchoolLink
from tellback_web.schools.national_file import read_national
from tellback_web.schools.queries import roll_by_locality
from tellback_web.schools.queries.history import went_on_as
from tellback_web.schools.queries.register import present_localities
from tellback_web.schools.upload import LONGEST_LINE, Wanted, read_upload
from tests.web.cast import amina, browser_of
from tests.web.schools.national import extract, link, links, school, zipped
from tests.web.survey.small import register

WANTED = Wanted("999", "", frozenset())


def page_of(
    browser: Client, data: bytes, *, links: bytes | None = None, **said: str
) -> tuple[int, str]:
    """What the upload page answers."""
    given: dict[str, object] = {"authority": "999", **said}
    given["file"] = SimpleUploadedFile("edubasealldata.csv", data)
    if links is not None:
        given["links"] = SimpleUploadedFile("links.csv", links)
    answer = browser.post("/staff/schools/upload/", given)
    return answer.status_code, re.sub(r"</?strong>", "", answer.content.decode())


def store(browser: Client, page: str) -> str:
    """Press the button of a preview; gives what the next page says."""
    sealed = page.split('name="file" value="')[1].split('"', maxsplit=1)[0]
    answer = browser.post("/staff/schools/confirm/", {"file": sealed}, follow=True)
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("packed", [False, True], ids=["as a csv", "as a zip"])
def test_the_extract_is_taken_in_as_it_is_downloaded(packed: bool) -> None:
    data = extract(
        school("100001", "St Brén’s Primary", Street="High Street", Postcode="AL9 9ZZ"),
        school("100002", "Nowhere", code="998"),
    )
    browser = browser_of(amina())
    status, page = page_of(browser, zipped(data) if packed else data)
    assert status == 200
    assert "1 school would be added" in page
    assert "Nowhere" not in page
    store(browser, page)
    held = School.objects.get()
    assert (held.number, held.name, held.kind, held.phase) == (
        "100001",
        "St Brén’s Primary",
        "Community school",
        "Primary",
    )
    assert (held.dfe_number, held.state, held.opened_on) == ("999/2001", "open", date(1995, 9, 1))
    assert (held.age_from, held.age_to, held.pupils) == (5, 11, 210)
    assert held.address == "High Street, Aldermoor, AL9 9ZZ"
    assert held.locality.name == "Not placed yet"
    assert held.contact == ""


@pytest.mark.django_db
def test_a_school_that_we_have_keeps_its_locality_its_rolls_and_its_contact() -> None:
    register()
    School.objects.filter(number="8001001").update(contact="office@north.example")
    browser = browser_of(amina())
    _, page = page_of(browser, extract(school("8001001", "North Academy")), since="2026-09-01")
    assert "North Primary" in page
    assert "North Academy" in page
    store(browser, page)
    held = School.objects.get(number="8001001")
    assert (held.name, held.locality.name, held.contact) == (
        "North Academy",
        "Hillside",
        "office@north.example",
    )
    assert held.rolls.get(year_group="5").pupils == 40
    assert (held.name_on(date(2026, 8, 31)), held.name_on(date(2026, 9, 1))) == (
        "North Primary",
        "North Academy",
    )


@pytest.mark.django_db
def test_a_new_school_is_placed_by_its_ward_where_the_officer_says_so() -> None:
    browser = browser_of(amina())
    _, page = page_of(browser, extract(school("100001", "One")), place="ward")
    store(browser, page)
    assert School.objects.get().locality.name == "Hillside"


@pytest.mark.django_db
def test_a_closed_school_is_marked_where_we_had_it_and_left_out_where_we_did_not() -> None:
    register()
    gone = {"state": "Closed", "closed": "31-08-2026", "why": "Academy Converter"}
    browser = browser_of(amina())
    _, page = page_of(
        browser, extract(school("8001001", "North Primary", **gone), school("1", "Old", **gone))
    )
    assert "1 school in the file is closed and never was in the register: left out." in page
    store(browser, page)
    held = School.objects.get(number="8001001")
    assert (held.state, held.closed_on) == ("closed", date(2026, 8, 31))
    assert held.why_closed == "Academy Converter"
    assert not School.objects.filter(number="1").exists()


@pytest.mark.django_db
def test_a_whole_register_marks_what_it_does_not_have_and_the_next_one_unmarks_it() -> None:
    register()
    browser = browser_of(amina())
    _, page = page_of(browser, extract(school("8001001", "North")), since="2026-10-01", whole="on")
    assert "Marked as no longer in the register" in page
    store(browser, page)
    assert School.objects.get(number="8001001").missing_since is None
    assert School.objects.get(number="8001002").missing_since == date(2026, 10, 1)
    _, page = page_of(browser, extract(school("8001002", "South Primary")), since="2026-11-01")
    store(browser, page)
    assert School.objects.get(number="8001002").missing_since is None
    assert School.objects.get(number="8001003").missing_since == date(2026, 10, 1)


@pytest.mark.django_db
def test_links_are_kept_and_a_conversion_is_followed() -> None:
    data = extract(school("3", "New Academy"), school("5", "Joined"))
    its_links = links(
        link("3", "2", "Middle", "Predecessor", "01-09-2012"),
        link("5", "6", "East", "Predecessor - amalgamated", "01-09-2015"),
        link("5", "7", "West", "Predecessor - amalgamated", "01-09-2015"),
        link("998", "1", "Elsewhere", "Successor"),
    )
    browser = browser_of(amina())
    status, page = page_of(browser, zipped(data, its_links))
    assert status == 200
    assert "3 links to schools that came before or after would be stored" in page
    store(browser, page)
    SchoolLink.objects.create(
        school=School.objects.get(number="5"), other_number="3", other_name="x", kind="Other"
    )
    assert went_on_as({"2", "3", "6", "7"}) == {"2": "3"}
    detail = browser.get(f"/staff/schools/{School.objects.get(number='5').pk}/").content.decode()
    assert "Predecessor - amalgamated: East (6), 1 September 2015" in detail


@pytest.mark.django_db
def test_a_chain_of_conversions_is_followed_to_its_end_and_never_in_a_circle() -> None:
    rows = [school("2", "Two"), school("3", "Three")]
    its_links = [link("2", "1", "One", "Predecessor"), link("3", "2", "Two", "Predecessor")]
    browser = browser_of(amina())
    store(browser, page_of(browser, zipped(extract(*rows), links(*its_links)))[1])
    assert went_on_as({"1", "2"}) == {"1": "3", "2": "3"}
    again = School.objects.get(number="3")
    SchoolLink.objects.create(school=again, other_number="1", other_name="?", kind="Successor")
    assert went_on_as({"1"})["1"] in {"2", "3"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (extract(school("1", "One", code="998")), "no school in it has the local authority code"),
        (extract(school("1", "One", OpenDate="31-02-1990")), "Line 2, column OpenDate: “31-02-1"),
        (extract(school("x1", "One")), "Line 2: “x1” is not a URN."),
        (extract(school("1", "")), "Line 2: the name has 0 letters; 1 to 200 fit."),
        (extract(school("1", "N" * 201)), "the name has 201 letters"),
        (extract(school("1", "One"), school("1", "Two")), "Line 3: school number 1 stands on line"),
        (extract(school("1", "One", state="Gone")), "“Gone” is not a state we know."),
        (extract(school("1", "One", NumberOfPupils="many")), "“many” is not such a number."),
        (
            extract(school("1", "One")) + b'"2","999"\r\n',
            "Line 3: it has 2 cells, but there are 21",
        ),
        (extract(school("1", "One")) + b'"2', "this is not a CSV file"),
        (extract(school("1", "One")) + b"\x00\n", "this is not a text file"),
        (b"URN,EstablishmentName\n1,One\n", "the column “LA (code)” is missing."),
        (zipped(extract(school("1", "One")))[:-40], "the zip is damaged or locked"),
        (extract(school("1", "One")) + b"x" * (LONGEST_LINE + 9), "this is not a text file"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_stored(
    data: bytes, sentence: str
) -> None:
    status, page = page_of(browser_of(amina()), data)
    assert status == 422
    assert sentence in page
    assert not School.objects.exists()


@pytest.mark.django_db
def test_a_line_of_another_council_that_is_wrong_is_not_ours_to_mend() -> None:
    data = extract(school("x", "", code="998", OpenDate="never"), school("1", "One"))
    assert page_of(browser_of(amina()), data)[0] == 200


@pytest.mark.django_db
def test_bad_links_are_said_with_their_line() -> None:
    bad = links(link("1", "2", "Two", "Successor", "soon"), link("1", "", "", "Successor"))
    status, page = page_of(browser_of(amina()), extract(school("1", "One")), links=bad)
    assert status == 422
    assert "Links, line 2: “soon” is not a day." in page
    assert "Links, line 3: it does not say which school it links to" in page


@pytest.mark.django_db
def test_the_national_register_needs_the_councils_code() -> None:
    browser = browser_of(amina())
    status, page = page_of(browser, extract(school("1", "One")), authority="")
    assert status == 422
    assert "Say which council’s schools you want" in page
    assert page_of(browser, extract(school("1", "One")), authority="99")[0] == 422


@pytest.mark.django_db
def test_a_day_that_has_not_come_is_refused() -> None:
    status, page = page_of(browser_of(amina()), extract(school("1", "One")), since="2999-01-01")
    assert status == 422
    assert "That day has not come yet" in page


@pytest.mark.django_db
def test_what_was_looked_at_is_what_is_stored_or_nothing() -> None:
    browser = browser_of(amina())
    _, one = page_of(browser, extract(school("1", "One")))
    _, other = page_of(browser, extract(school("1", "Uno"), school("2", "Two")))
    store(browser, one)
    said = store(browser, other)
    assert "Nothing was stored. The register has changed since you looked" in said
    assert [held.name for held in School.objects.all()] == ["One"]


@pytest.mark.django_db
def test_the_first_place_of_a_school_holds_from_the_beginning_and_no_place_is_no_locality() -> None:
    browser = browser_of(amina())
    store(browser, page_of(browser, extract(school("1", "One")))[1])
    placed, hill = School.objects.get(), add_locality(name="Hill", by="a test")
    assert [one.name for one in present_localities()] == ["Hill", "Not placed yet"]
    move_school(placed, locality=hill, since=date(2026, 9, 1), reason="Placed", by="a test")
    placed = School.objects.get()
    assert placed.locality_name_on(date(1990, 1, 1)) == "Hill"
    assert [one.name for one in present_localities()] == ["Hill"]
    assert set(roll_by_locality("5")) == set(roll_by_locality("5", on=date(2020, 1, 1))) == {"Hill"}


def test_a_file_with_more_schools_than_any_council_has_is_refused_early() -> None:
    head, line = extract(school("1", "One")).splitlines(keepends=True)
    many = b"".join(line.replace(b'"1"', b'"%d"' % number, 1) for number in range(30_000))
    (problem,) = read_upload(io.BytesIO(head + many), None, WANTED).problems
    assert "more than 20,000 schools of your council" in problem.fault


def test_a_zip_that_is_damaged_locked_or_of_something_else_is_a_sentence() -> None:
    whole = zipped(extract(*(school(str(n), f"School {n}") for n in range(300))))
    at = whole.index(b"edubasealldata") + 200
    damaged = whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 50]) + whole[at + 50 :]
    assert "damaged" in read_upload(io.BytesIO(damaged), None, WANTED).problems[0].fault
    locked = bytearray(zipped(extract(school("1", "One"))))
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flag] |= 1
    assert "password" in read_upload(io.BytesIO(bytes(locked)), None, WANTED).problems[0].fault
    other = zipped(b"a,b\n").replace(b"edubasealldata", b"somethingelses")
    assert "holds no file" in read_upload(io.BytesIO(other), None, WANTED).problems[0].fault


def test_an_extract_of_fifty_thousand_schools_is_read_line_by_line() -> None:
    """No more than one line is asked for before the one in hand is dealt with."""
    ours = extract(school("1", "One")).decode("cp1252").splitlines(keepends=True)
    other = extract(school("2", "Two", code="998")).decode("cp1252").splitlines(keepends=True)[1]
    asked = 0

    def lines() -> Iterator[str]:
        nonlocal asked
        yield from ours
        for _ in range(50_000):
            asked += 1
            yield other

    read = read_national(lines(), authority="999", held=frozenset())
    assert (len(read.rows), read.seen, asked) == (1, 50_001, 50_000)
    assert not read.problems


def test_a_file_with_a_thousand_faults_says_the_first_fifty() -> None:
    bad = extract(*(school(f"x{n}", "One") for n in range(1000)))
    assert len(read_upload(io.BytesIO(bad), None, WANTED).problems) == 50
