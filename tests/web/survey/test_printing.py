"""The officer prints booklets: which questionnaire, which variant; what is refused."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tellback_web.survey.models import OwnQuestionnaire
from tests.web.cast import amina, browser_of, efa
from tests.web.survey.small import QUESTIONNAIRE, wave_open

pytestmark = pytest.mark.django_db(transaction=True)
PRINTING = "/staff/printing/"
CHOSEN = {"variant": "large", "language": "en", "black_and_white": "on"}


def own(officer: Client, text: str) -> str:
    """The address of a questionnaire that was put on the shelf."""
    file = SimpleUploadedFile("own.yaml", text.encode())
    assert officer.post("/staff/questionnaires/", {"file": file}).status_code == 302
    return f"{PRINTING}own:{OwnQuestionnaire.objects.get().pk}/"


def test_what_can_be_printed_is_listed_with_its_way_there() -> None:
    wave = wave_open()
    officer = browser_of(amina())
    page = officer.get(PRINTING).content.decode()
    for name in (f"wave:{wave.pk}", "came:try-it.yaml"):
        assert f'href="{PRINTING}{name}/"' in page
    assert (
        f'href="{PRINTING}wave:{wave.pk}/"'
        in officer.get(f"/staff/waves/{wave.pk}/").content.decode()
    )
    shelf = officer.get("/staff/questionnaires/came:try-it.yaml/").content.decode()
    assert f'href="{PRINTING}came:try-it.yaml/"' in shelf


def test_what_is_chosen_becomes_a_pdf_that_is_the_same_each_time() -> None:
    wave = wave_open()
    officer = browser_of(amina())
    address = f"{PRINTING}wave:{wave.pk}/"
    assert "7 questions" in officer.get(address).content.decode()
    first = officer.get(address, CHOSEN, follow=True)
    assert first.redirect_chain[0][0].startswith(f"{address}booklet.pdf?")
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.headers["Content-Disposition"] == 'attachment; filename="small-1-large-en.pdf"'
    assert first.content.startswith(b"%PDF-")
    assert officer.get(address, CHOSEN, follow=True).content == first.content
    normal = officer.get(address, {"variant": "normal", "language": "en"}, follow=True)
    assert normal.content != first.content


def test_every_language_of_the_questionnaire_is_offered_by_its_own_name() -> None:
    page = browser_of(amina()).get(f"{PRINTING}came:try-it.yaml/").content.decode()
    for name in ("English", "Cymraeg", "Polski", "اردو"):
        assert name in page


@pytest.mark.parametrize(
    "given", [{"variant": "huge", "language": "en"}, {"variant": "normal", "language": "fr"}, {}]
)
def test_what_is_not_offered_is_refused_with_a_sentence(given: dict[str, str]) -> None:
    answer = browser_of(amina()).get(f"{PRINTING}came:try-it.yaml/booklet.pdf", given)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_a_questionnaire_with_faults_is_not_printed_and_says_why() -> None:
    officer = browser_of(amina())
    address = own(officer, QUESTIONNAIRE.replace("${pet} = 'yes'", "${pet} = 'maybe'"))
    for place in (address, f"{address}booklet.pdf?variant=normal&language=en"):
        page = officer.get(place).content.decode()
        assert "astray" in page
        assert "maybe" in page
        assert "Make the PDF" not in page


def test_a_letter_that_no_font_has_is_named() -> None:
    officer = browser_of(amina())
    address = own(officer, QUESTIONNAIRE.replace("Do you have a pet?", "Do you have a 猫?"))
    answer = officer.get(address, CHOSEN, follow=True)
    assert answer.status_code == 422
    assert "U+732B" in answer.content.decode()


@pytest.mark.parametrize("name", ["wave:999", "wave:x", "own:7", "came:none.yaml", "what"])
def test_what_is_not_there_is_not_found(name: str) -> None:
    assert browser_of(amina()).get(f"{PRINTING}{name}/").status_code == 404


def test_only_a_survey_officer_prints() -> None:
    scrutineer = browser_of(efa())
    for place in ("", "came:try-it.yaml/", "came:try-it.yaml/booklet.pdf"):
        answer = scrutineer.get(f"{PRINTING}{place}")
        assert answer.status_code == 403
        assert "Only a survey officer prints booklets" in answer.content.decode()
