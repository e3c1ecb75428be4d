"""Letters on paper: tagged PDFs that fit their page, or a sentence that says why not."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings as quick, strategies as st
from pypdf import PdfReader

from tellback.paper.typeset import Unprintable
from tellback_web.survey.changes.letters import keep_letter, mark_of
from tellback_web.survey.letter_pack import check_printable, pack, sheet
from tellback_web.survey.letters import (
    PLACEHOLDERS,
    Letter,
    LetterFault,
    blocks,
    default_letter,
    written,
)
from tellback_web.survey.models import Kind, LetterText
from tellback_web.survey.queries.letters import all_words, facts_for, words_of
from tests.library.report.pdf_checks import faults_of, judged_wrong
from tests.web.cast import NORTH, amina, browser_of
from tests.web.survey.asked import of, printed_words, wave_to_invite
from tests.web.survey.small import BY

FACTS = {name: f"<{name}>" for name in PLACEHOLDERS}
LONG = {
    **dict.fromkeys(PLACEHOLDERS, "21 December 2026"),
    "school": "Our Lady of the Northern Moors Catholic Primary",
    "wave": "Young people’s lifestyle survey 2026",
    "topics": ", ".join(["“A part of the questionnaire”"] * 10),
    "link": "https://surveys.moors.example/class/with/1234-abcdefghijklmnopqrstuvwxyz/",
    "ask": "young-peoples-survey@moors.example",
}
"""As long as such things are."""
MADE = datetime(2026, 11, 23, tzinfo=UTC)
db = pytest.mark.django_db


@given(st.text(max_size=120))
def test_printing_loses_no_word(text: str) -> None:
    printed = " ".join(line for block in blocks(text) for line in block.lines)
    for line in text.splitlines():
        bare = re.sub(r"^\s*(-{3,}|#+\s|[-•*]\s|\d{1,3}[.)]\s)", "", line).split()
        assert all(word in printed for word in bare)


def test_blocks_are_what_they_look_like() -> None:
    text = "# Head\nOne\ntwo\n\nthree\n\n- a\n\n- b\n1. c\n2) d\n--- cut\n-5 is a number"
    assert [(block.kind, block.lines) for block in blocks(text)] == [
        ("heading", ("Head",)),
        ("paragraph", ("One", "two")),
        ("paragraph", ("three",)),
        ("bullets", ("a", "b")),
        ("numbers", ("c", "d")),
        ("cut", ("cut",)),
        ("paragraph", ("-5 is a number",)),
    ]


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    facts = {**FACTS, "school": "St {wave} & <b>\nTwo"}
    letter = written(Kind.INVITATION, Letter("To {school}", "Dear {school}"), facts)
    assert letter == Letter("To St {wave} & <b> Two", "Dear St {wave} & <b>\nTwo")
    assert "Dear St {wave} & <b> Two" in printed_words(sheet(letter, made=MADE))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
@quick(max_examples=60, deadline=None)
def test_any_letter_is_printed_or_says_which_sign_cannot_be(text: str) -> None:
    letter = Letter("Subject", f"#set page(1) {text}\n- {text}\n---\n{text} ____ {text}")
    try:
        check_printable(letter)
    except Unprintable as fault:
        reason = str(fault)
    else:
        assert sheet(letter, made=MADE).startswith(b"%PDF")
        return
    assert "Put a font that has it into content/fonts" in reason
    with pytest.raises(Unprintable):
        sheet(letter, made=MADE)


@db
def test_the_pack_has_the_instructions_with_the_key_and_the_parents_letter_without() -> None:
    wave = wave_to_invite()
    facts = facts_for(of(wave, NORTH))
    instructions, parents = pack(all_words(wave), facts, made=MADE)
    assert (instructions.name, parents.name) == (
        "teachers-instructions.pdf",
        "letter-to-parents.pdf",
    )
    assert facts["link"] in printed_words(instructions.content)
    words = printed_words(parents.content)
    assert "/class/with/" not in words
    assert "North Primary is taking part in A small survey" in words
    assert "My child’s name:" in words
    assert "____" not in words
    assert parents == pack(all_words(wave), facts, made=MADE)[1]


@pytest.mark.parametrize("kind", Kind.values)
def test_every_letter_that_came_with_tellback_fits_one_page_and_is_tagged(kind: str) -> None:
    letter = written(kind, default_letter(kind), {**LONG, "why_later": "Snow", "council": "Moors"})
    read = PdfReader(io.BytesIO(sheet(letter, made=MADE)))
    assert len(read.pages) == 1
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert read.metadata is not None
    assert read.metadata.title == letter.subject


def test_the_key_in_the_instructions_can_be_clicked_and_copied_whole() -> None:
    letter = Letter("S", f"Open {LONG['link']}. Or write to {LONG['ask']}, please.")
    document = sheet(letter, made=MADE)
    assert f"Open {LONG['link']}. Or write to {LONG['ask']}," in printed_words(document)
    (note,) = PdfReader(io.BytesIO(document)).pages[0]["/Annots"]
    assert note.get_object()["/A"]["/URI"] == LONG["link"]


@db
def test_words_that_no_font_of_ours_has_are_not_kept() -> None:
    wave = wave_to_invite()
    before = mark_of(words_of(wave, Kind.PARENTS))
    with pytest.raises(LetterFault, match="No font of ours has"):
        keep_letter(wave, kind=Kind.PARENTS, letter=Letter("\u5317", "a"), before=before, by=BY)
    assert not LetterText.objects.exists()


@db
def test_a_letter_can_be_had_as_a_file_to_print() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    north = of(wave, NORTH).pk
    answer = browser.get(f"/staff/invitations/school/{north}/print/parents/")
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{NORTH}-letter-to-parents.pdf"'
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "North Primary" in printed_words(answer.content)
    assert browser.get(f"/staff/invitations/school/{north}/print/love/").status_code == 404
    assert browser.get(f"/staff/invitations/{wave.pk}/letters/love/").status_code == 404
    LetterText.objects.create(wave=wave, kind="parents", subject="x", body="{gone}")
    answer = browser.get(f"/staff/invitations/school/{north}/print/parents/", follow=True)
    assert "{gone}, which is no placeholder" in answer.content.decode()
    assert "These words cannot be filled in" in answer.content.decode()


@pytest.mark.parametrize("kind", [Kind.INSTRUCTIONS, Kind.PARENTS])
def test_the_pack_passes_other_peoples_checks_and_all_of_it_can_be_reached(kind: Kind) -> None:
    made = sheet(written(kind, default_letter(kind), LONG), made=MADE)
    assert judged_wrong(made) == []
    assert faults_of(made) == []
