"""How hard words are to read, beside the formula worked by hand and another program."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tellback.questionnaire.readability import (
    FEWEST_WORDS,
    grade,
    letters_in,
    reading_age,
    sentences_in,
    words_in,
)

EASY = "The cat sat on the mat. It had a red hat. We ran to the big tree."
HARD = (
    "Notwithstanding considerable organisational difficulties, participating establishments "
    "successfully administered the questionnaire throughout the municipality."
)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("  ", 0), ("one", 1), ("one - two", 2), ("and/or", 1), ("don't", 1), ("2 eggs…", 2)],
)
def test_words_are_runs_that_hold_a_letter_or_a_digit(text: str, words: int) -> None:
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", 0),
        ("I eat:", 1),
        ("One. Two? Three!", 3),
        ("At 2.30 we eat.", 1),
        ("One\nTwo", 2),
        ("...", 0),
    ],
)
def test_sentences_end_at_a_stop_that_a_space_follows(text: str, sentences: int) -> None:
    assert sentences_in(text) == sentences


def test_letters_leave_out_spaces_and_signs() -> None:
    assert letters_in("It's 9 o'clock!") == 10


def test_the_index_is_the_published_formula() -> None:
    # 17 words, 46 letters, 3 sentences, worked by hand.
    assert words_in(EASY) == 17
    assert letters_in(EASY) == 46
    assert grade([EASY]) == pytest.approx(4.71 * 46 / 17 + 0.5 * 17 / 3 - 21.43)


@pytest.mark.parametrize("text", [EASY, HARD, f"{EASY} {HARD}"])
def test_another_program_finds_the_same_grade(text: str) -> None:
    textstat = pytest.importorskip("textstat")
    plain = text.replace("-", " ")
    # It counts commas and stops as letters of words unless told otherwise, hence the margin.
    assert grade([plain]) == pytest.approx(textstat.automated_readability_index(plain), abs=1.5)


def test_short_texts_have_no_reading_age() -> None:
    assert reading_age([EASY]) is None
    assert reading_age([]) is None
    assert reading_age(["word"] * (FEWEST_WORDS - 1)) is None
    assert reading_age(["word"] * FEWEST_WORDS) is not None


def test_short_words_are_for_young_readers_and_long_words_are_not() -> None:
    easy, hard = reading_age([EASY] * 10), reading_age([HARD] * 10)
    assert easy == 5
    assert hard is not None
    assert hard > 16


@given(st.lists(st.text(max_size=30), max_size=6))
def test_texts_together_count_as_their_sum(texts: list[str]) -> None:
    kept = [text for text in texts if words_in(text)]
    found = grade(texts)
    if not kept:
        assert found is None
        return
    words = sum(words_in(text) for text in kept)
    assert sum(sentences_in(text) for text in kept) >= len(kept)
    assert found is not None
    assert found >= 0.5 * words / sum(sentences_in(text) for text in kept) - 21.43
