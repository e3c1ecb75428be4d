"""The shelf: an officer uploads a questionnaire, sees what was found, tries it, offers it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from tellback_web.audit.models import Event
from tellback_web.survey.models import Draft, Media, OwnQuestionnaire, Wave
from tests.web.cast import amina, bilal, browser_of, efa
from tests.web.survey.small import QUESTIONNAIRE, Pupil

pytestmark = pytest.mark.django_db(transaction=True)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
SHELF = "/staff/questionnaires/"


def upload(client: Client, *files: tuple[str, bytes], text: str = QUESTIONNAIRE) -> object:
    """Post the form with a questionnaire and the `files` it names."""
    sent = {
        "file": SimpleUploadedFile("small.yaml", text.encode()),
        "with_it": [SimpleUploadedFile(name, data) for name, data in files],
    }
    return client.post(SHELF, sent)


def own() -> str:
    return f"{SHELF}own:{OwnQuestionnaire.objects.get().pk}/"


def test_an_upload_is_looked_at_before_anything_is_open() -> None:
    officer = browser_of(amina())
    answer = upload(officer)
    assert answer.headers["Location"] == own()  # type: ignore[attr-defined]
    page = officer.get(own()).content.decode()
    assert "7 questions in 2 sections" in page
    assert "nothing that has to be mended" in page
    assert not Wave.objects.exists()
    assert Event.objects.filter(verb="put on the shelf").count() == 1


def test_the_same_text_again_is_the_same_questionnaire() -> None:
    officer = browser_of(amina())
    upload(officer)
    upload(officer)
    assert OwnQuestionnaire.objects.count() == 1


def test_problems_are_listed_and_the_file_stays_to_be_looked_at() -> None:
    officer = browser_of(amina())
    upload(officer, text=QUESTIONNAIRE.replace("${pet} = 'yes'", "${pet} = 'maybe'"))
    page = officer.get(own()).content.decode()
    assert "to mend in the questionnaire" in page
    assert officer.post(f"{own()}offer/", follow=True).content.decode().count("mend first") == 1


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("x.yaml", b"tellback: [", "x.yaml"),
        ("x.yaml", b"\xff\xfe\x00", "is not"),
        ("x.txt", b"hello", "questionnaire"),
        ("x.xlsx", b"PK not a workbook", "xlsx"),
        ("x.yaml", b"a" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(name: str, data: bytes, sentence: str) -> None:
    answer = browser_of(amina()).post(SHELF, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "Traceback" not in page
    assert not OwnQuestionnaire.objects.exists()


def test_a_workbook_is_kept_with_what_it_lost() -> None:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (
        ["type", "name", "label"],
        ["text", "why", "Why?"],
        ["geopoint", "here", "Where are you?"],
    ):
        survey.append(row)
    data = io.BytesIO()
    book.save(data)
    officer = browser_of(amina())
    officer.post(SHELF, {"file": SimpleUploadedFile("form.xlsx", data.getvalue())})
    page = officer.get(own()).content.decode()
    assert "not carried over" in page
    assert "geopoint" in page


def test_media_come_with_it_by_their_first_bytes_and_not_by_their_name() -> None:
    officer = browser_of(amina())
    pictured = QUESTIONNAIRE.replace(
        "{id: cat, text: A cat}", "{id: cat, text: A cat, picture: cat.png}"
    )
    upload(officer, text=pictured)
    assert "1 file it names did not come" in officer.get(own()).content.decode()
    assert upload(officer, ("cat.png", b"<svg onload=x>"), text=pictured).status_code == 422  # type: ignore[attr-defined]
    upload(officer, ("cat.png", PNG), text=pictured)
    assert "did not come" not in officer.get(own()).content.decode()
    assert Media.objects.get().kind == "image/png"


def test_an_officer_tries_it_as_a_pupil_and_nothing_stays() -> None:
    officer = browser_of(amina())
    upload(officer)
    assert officer.post(f"{own()}try/").headers["Location"] == "/answer/welcome/"
    pupil = Pupil(officer)
    assert pupil.save(1, sex="girl", pet="no") == "/answer/page/3/"
    pupil.save(3, wish="a kite")
    assert pupil.send().startswith("/answer/thanks/")
    assert not Draft.objects.exists()
    assert "trial-" not in officer.get("/staff/waves/").content.decode()


def test_a_try_out_is_offered_to_everybody_and_ended_again() -> None:
    officer = browser_of(amina())
    upload(officer)
    officer.post(f"{own()}offer/")
    assert Wave.objects.get().answerable
    assert "Open for everybody to try" in officer.get(SHELF).content.decode()
    officer.post(f"{own()}offer/")
    assert not Wave.objects.get().answerable


def test_what_came_with_the_product_is_listed_and_stays() -> None:
    officer = browser_of(amina())
    address = f"{SHELF}came:lifestyle-primary-2009.yaml/"
    assert "48 questions" in officer.get(address).content.decode()
    assert "stays on the shelf" in officer.post(f"{address}take-off/", follow=True).content.decode()
    text = officer.get(f"{address}file/").content
    assert text == Path("content/questionnaires/lifestyle-primary-2009.yaml").read_bytes()


def test_taking_it_off_the_shelf_leaves_the_waves_that_use_it() -> None:
    officer = browser_of(amina())
    upload(officer, ("cat.png", PNG))
    form = officer.get(f"/staff/waves/prepare/?shelf=own:{OwnQuestionnaire.objects.get().pk}")
    assert "selected" in form.content.decode()
    officer.post(f"{own()}take-off/")
    assert not OwnQuestionnaire.objects.exists()
    assert not Media.objects.exists()


@pytest.mark.parametrize("who", [bilal, efa])
def test_the_shelf_is_for_survey_officers(who: object) -> None:
    stranger = browser_of(who())  # type: ignore[operator]
    assert stranger.get(SHELF).status_code == 403
    name = f"{SHELF}came:lifestyle-primary-2009.yaml/"
    assert stranger.get(name).status_code == 403
    for action in ("try/", "offer/", "take-off/"):
        assert stranger.post(f"{name}{action}").status_code == 403


def test_a_name_that_is_none_is_not_found() -> None:
    officer = browser_of(amina())
    for name in ("own:99", "own:x", "came:..%2Fsettings.yaml", "nothing"):
        assert officer.get(f"{SHELF}{name}/").status_code == 404


def test_an_xlsform_that_was_downloaded_is_the_same_questionnaire_when_it_is_uploaded() -> None:
    officer = browser_of(amina())
    upload(officer)
    data = officer.get(f"{own()}xlsform/").content
    answer = officer.post(SHELF, {"file": SimpleUploadedFile("small.xlsx", data)})
    page = officer.get(answer.headers["Location"]).content.decode()
    assert "7 questions in 2 sections" in page
    assert "not carried over" not in page


def test_the_codebook_is_downloaded_as_a_page_and_for_an_archive() -> None:
    officer = browser_of(amina())
    upload(officer)
    assert b"<!DOCTYPE html>" in officer.get(f"{own()}codebook.html").content
    assert b"ddi:codebook:2_5" in officer.get(f"{own()}ddi.xml").content


def test_questions_of_the_bank_and_of_ones_own_make_a_new_questionnaire() -> None:
    officer = browser_of(amina())
    address = f"{SHELF}came:lifestyle-primary-2009.yaml/add/"
    assert "How you feel" in officer.get(address).content.decode()
    form = {
        "name": "lifestyle-2027",
        "version": "2027",
        "picks": ["bank_happy", "bank_online_upset", "bank_online_told"],
        "local": "Do you like the new park?\n\nDo you go to the library?",
    }
    made = officer.post(address, form).headers["Location"]
    page = officer.get(made).content.decode()
    assert "53 questions in 13 sections" in page
    assert "nothing that has to be mended" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"picks": [], "local": ""}, "Choose a question"),
        ({"picks": ["bank_online_told"]}, "bank_online_upset"),
        ({"name": "so it is"}, "letters, digits and dashes"),
        ({"local": "a\nb\nc\nd\ne"}, "4 are the most"),
        ({"picks": ["bank_none"]}, "bank_none"),
    ],
)
def test_what_does_not_fit_together_is_said(change: dict[str, object], sentence: str) -> None:
    form = {"name": "mine", "version": "1", "picks": ["bank_happy"], "local": "", **change}
    address = f"{SHELF}came:lifestyle-primary-2009.yaml/add/"
    answer = browser_of(amina()).post(address, form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not OwnQuestionnaire.objects.exists()
