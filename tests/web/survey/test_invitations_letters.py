"""Letters: the words that came with Tellback, a council's own, and what may stand in braces."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings as quick, strategies as st

from tellback_web.audit.models import Event
from tellback_web.schools.models import School
from tellback_web.survey.changes.letters import keep_letter, mark_of, reset_letter
from tellback_web.survey.changes.wave import Refused
from tellback_web.survey.invitation_rules import (
    InvitationRulesFault,
    invitation_rules,
    read_invitation_rules,
)
from tellback_web.survey.letters import (
    PLACEHOLDERS,
    Letter,
    LetterFault,
    allowed_in,
    default_letter,
    faults_in,
    faults_in_letter,
    read_letter,
    written,
)
from tellback_web.survey.models import Kind, LetterText, Participation
from tellback_web.survey.queries.letters import facts_for, words_of
from tests.web.cast import NORTH, amina, browser_of
from tests.web.survey.asked import of, wave_to_invite
from tests.web.survey.small import BY, draft_wave

FACTS = {name: f"<{name}>" for name in PLACEHOLDERS}
db = pytest.mark.django_db


@pytest.mark.parametrize("kind", Kind.values)
def test_every_letter_that_came_with_tellback_fills_in_whole(kind: str) -> None:
    letter = written(kind, default_letter(kind), FACTS)
    assert letter.subject
    assert "{" not in letter.body
    assert len(letter.body) > 300
    assert "\n\n" in letter.body


def test_there_is_a_file_for_each_kind_and_no_other(settings: Any) -> None:
    there = {path.stem for path in (Path(settings.CONTENT) / "letters").glob("*.txt")}
    assert there == set(Kind.values)


def test_parents_are_told_what_why_who_sees_it_and_how_to_say_no() -> None:
    letter = written(Kind.PARENTS, default_letter(Kind.PARENTS), FACTS).body
    for needed in (
        "It is your choice, and your child’s",
        "Why we ask",
        "Who sees the answers",
        "we cannot take them out again",
        "If you would rather your child did not take part",
        "You do not have to say why",
        "<ask>",
        "<opens_on>",
        "<closes_on>",
        "--- cut here",
    ):
        assert needed in letter, needed


def test_the_letters_are_plain() -> None:
    """Short sentences: a parent reads them on the way home."""
    for kind in Kind.values:
        body = written(kind, default_letter(kind), dict.fromkeys(PLACEHOLDERS, "North")).body
        sentences = [one for one in re.split(r"[.!?:]\s|\n", body) if one.strip()]
        assert max(len(one.split()) for one in sentences) <= 36, kind
        assert sum(len(one.split()) for one in sentences) / len(sentences) <= 17, kind


NO_PLACEHOLDER = "Line 1 of the letter has {schol}, which is no placeholder. "


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Dear {schol},", NO_PLACEHOLDER + "Did you mean {school}? You may use {school}, {wave},"),
        ("a\nb {}", "Line 2 of the letter has {}, which is no placeholder. You may use"),
        ("a {school", "Line 1 of the letter has a “{” without its partner."),
        ("a school}", "Line 1 of the letter has a “}” without its partner."),
        ("{{school}}", "Line 1 of the letter has a “{” without its partner."),
        ("{sch\nool}", "Line 1 of the letter has a “{” without its partner."),
        ("{" + "x" * 99 + "}", "has {xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…}, which is no placeholder"),
        ("{School}", "Did you mean {school}?"),
    ],
)
def test_a_wrong_brace_is_said_with_its_line_and_what_is_allowed(text: str, sentence: str) -> None:
    found = faults_in(Kind.INVITATION, text, where="the letter")
    assert found
    assert sentence in found[0]
    with pytest.raises(LetterFault):
        written(Kind.INVITATION, Letter("Hello", text), FACTS)


def test_the_school_s_key_may_not_stand_in_a_letter_to_parents() -> None:
    assert "link" not in allowed_in(Kind.PARENTS)
    (found,) = faults_in(Kind.PARENTS, "Look at {link}", where="the letter")
    assert found == (
        "Line 1 of the letter has {link}, which may not stand here. "
        "It is the school’s key, and whoever reads the letter could use it."
    )


def test_nothing_empty_is_sent() -> None:
    subject, body = faults_in_letter(Kind.REMINDER, Letter(" ", "\n"))
    assert subject.startswith("The subject is empty.")
    assert body.startswith("The letter is empty.")


ANY_KIND = st.sampled_from(Kind.values)
PIECES = st.sampled_from([*(f"{{{name}}}" for name in PLACEHOLDERS), "{", "}", "{x}", "\n", "ß "])
ANY_TEXT = st.text(max_size=80) | st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join)


def oracle(text: str, allowed: set[str]) -> str | None:
    """`text` filled in sign by sign, or None where a brace is wrong: slow and plain."""
    made, at = "", 0
    while at < len(text):
        if text[at] == "}":
            return None
        if text[at] != "{":
            made, at = made + text[at], at + 1
            continue
        end = at + 1
        while end < len(text) and text[end] not in "{}":
            end += 1
        name = text[at + 1 : end]
        if end == len(text) or text[end] != "}" or name not in allowed:
            return None
        made, at = made + FACTS[name], end + 1
    return made


@given(ANY_KIND, ANY_TEXT)
@quick(max_examples=400)
def test_any_text_is_filled_in_whole_or_gives_a_sentence(kind: str, text: str) -> None:
    expected = oracle(text, set(allowed_in(kind)))
    if not text.strip():
        expected = None
    letter = Letter("Subject", text)
    if expected is not None:
        assert written(kind, letter, FACTS).body == expected
        return
    with pytest.raises(LetterFault) as fault:
        written(kind, letter, FACTS)
    assert fault.value.sentences == faults_in_letter(kind, letter)
    assert all(one.endswith(".") and "the letter" in one.lower() for one in fault.value.sentences)


def test_a_letter_file_is_subject_blank_line_body() -> None:
    assert read_letter("Hello\r\n\r\nDear all,\r\nbye\r\n") == Letter("Hello", "Dear all,\nbye")


@db
def test_a_letter_says_what_the_register_and_the_wave_say() -> None:
    wave = wave_to_invite()
    facts = facts_for(of(wave, NORTH))
    assert set(facts) == set(PLACEHOLDERS)
    assert facts["pupils"] == "40 pupils"
    assert facts["answered"] == "no pupils"
    assert (facts["opens_on"], facts["closes_on"]) == ("1 October 2026", "1 December 2099")
    assert facts["topics"] == "“About you” and “Food”"
    assert facts["ask"] == "surveys@council.example"
    assert facts["link"].startswith("http://localhost:8000/class/with/")
    Participation.objects.update(roll=None, responses=1)
    facts = facts_for(of(wave, NORTH))
    assert (facts["pupils"], facts["answered"]) == ("pupils", "1 pupil")


@db
def test_a_wave_has_words_of_its_own_until_they_are_reset() -> None:
    wave, other = wave_to_invite(), draft_wave("other")
    before = words_of(wave, Kind.INVITATION)
    own = Letter("Come {school}", "Please come.")
    keep_letter(wave, kind=Kind.INVITATION, letter=own, before=mark_of(before), by=BY)
    assert words_of(wave, Kind.INVITATION) == own
    assert words_of(other, Kind.INVITATION) == before
    reset_letter(wave, kind=Kind.INVITATION, by=BY)
    reset_letter(wave, kind=Kind.INVITATION, by=BY)
    assert words_of(wave, Kind.INVITATION) == before
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["changed a letter", "reset a letter"]


@db
def test_keeping_the_words_that_came_with_tellback_is_a_reset() -> None:
    wave = wave_to_invite()
    before = words_of(wave, Kind.FEEDBACK)
    own = Letter("How was it?", "Tell us.")
    keep_letter(wave, kind=Kind.FEEDBACK, letter=own, before=mark_of(before), by=BY)
    keep_letter(wave, kind=Kind.FEEDBACK, letter=before, before=mark_of(own), by=BY)
    assert not LetterText.objects.exists()


@db
def test_of_two_officers_who_change_a_letter_at_once_the_second_is_told() -> None:
    wave = wave_to_invite()
    before = mark_of(words_of(wave, Kind.REMINDER))
    hers, his = Letter("Hers", "Hers."), Letter("His", "His.")
    keep_letter(wave, kind=Kind.REMINDER, letter=hers, before=before, by="her")
    with pytest.raises(Refused, match="Somebody else has changed this letter"):
        keep_letter(wave, kind=Kind.REMINDER, letter=his, before=before, by="him")
    assert words_of(wave, Kind.REMINDER) == hers
    keep_letter(wave, kind=Kind.REMINDER, letter=hers, before=before, by="her, twice")


@db
def test_words_that_cannot_be_sent_are_not_kept() -> None:
    wave = wave_to_invite()
    before = mark_of(words_of(wave, Kind.PARENTS))
    with pytest.raises(LetterFault, match="which may not stand here"):
        keep_letter(wave, kind=Kind.PARENTS, letter=Letter("Hi", "{link}"), before=before, by=BY)
    assert not LetterText.objects.exists()


@db
def test_the_officer_changes_a_letter_and_sees_it_for_a_school() -> None:
    wave = wave_to_invite()
    browser = browser_of(amina())
    address = f"/staff/invitations/{wave.pk}/letters/invitation/"
    page = browser.get(address).content.decode()
    assert "How it looks for East Primary" in page
    page = browser.get(f"{address}?school={of(wave, NORTH).pk}").content.decode()
    assert "How it looks for North Primary" in page
    assert "40 pupils in your Year 5" in page
    before = page.split('name="before" value="')[1].split('"')[0]
    wrong = {"subject": "Come {scool}", "body": "Line one\r\nand {", "before": before}
    refused = browser.post(address, wrong)
    words = refused.content.decode()
    assert refused.status_code == 422
    assert "Line 1 of the subject has {scool}, which is no placeholder." in words
    assert "Line 2 of the letter has a “{” without its partner." in words
    assert "Come {scool}" in words
    assert browser.post(address, {"subject": "", "body": "", "before": before}).status_code == 422
    right = {"subject": "Come {school}", "body": "Line one\r\nand {wave}", "before": before}
    assert browser.post(address, right).status_code == 302
    assert LetterText.objects.get().body == "Line one\nand {wave}"
    page = browser.get(address).content.decode()
    assert "Line one<br>and A small survey" in page
    assert (
        "Your own words" in browser.get(f"/staff/invitations/{wave.pk}/letters/").content.decode()
    )
    late = browser.post(address, {**right, "subject": "Another"})
    assert late.status_code == 422
    assert "Somebody else has changed this letter" in late.content.decode()
    mark = late.content.decode().split('name="before" value="')[1].split('"')[0]
    assert browser.post(address, {**right, "subject": "Another", "before": mark}).status_code == 302
    browser.post(f"{address}reset/")
    assert not LetterText.objects.exists()


@db
def test_a_long_name_with_markup_in_it_is_shown_as_it_is() -> None:
    wave = wave_to_invite()
    School.objects.filter(number=NORTH).update(name="<script>alert(1)</script>" + "x" * 150)
    page = browser_of(amina()).get(
        f"/staff/invitations/{wave.pk}/letters/invitation/?school={of(wave, NORTH).pk}"
    )
    assert "<script>alert" not in page.content.decode()


def test_the_council_s_numbers_are_read() -> None:
    assert invitation_rules().most_surveys_a_year == 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("most_surveys_a_year: [", "is not YAML at line 1"),
        ("- a", "at the first line"),
        ("most_surveys_a_year: many", "at most_surveys_a_year"),
        ("another: 1", "Write a whole number there"),
        ("", "at the first line"),
    ],
)
def test_a_wrong_number_is_said_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(InvitationRulesFault, match=sentence):
        read_invitation_rules(text)
