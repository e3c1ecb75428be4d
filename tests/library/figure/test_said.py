"""A sentence's numbers know where they are from, and no other digit gets in."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tellback.disclosure import protect
from tellback.figure.headline_words import capital, facts_in, small
from tellback.figure.said import (
    Fact,
    LooseNumber,
    Number,
    Source,
    numbers_of,
    plain,
    said,
    source_of,
)
from tests.library.disclosure.tables import raw_table, rule

SOURCE = Source("Q. Base: 5 pupils", "r")


@pytest.mark.parametrize("words", ["5", "in 2009", "half of 20", "٣ pupils"])
def test_a_digit_in_plain_words_is_refused(words: str) -> None:
    with pytest.raises(LooseNumber, match="has a digit"):
        said("In all ", words)


def test_pieces_are_one_text_and_its_numbers_stay_known() -> None:
    number = Number("85%", SOURCE)
    sentence = said(number, " said so in ", Fact("2009"), "", ".")
    assert plain(sentence) == "85% said so in 2009."
    assert "" not in sentence
    assert numbers_of(sentence) == (number,)


def test_a_source_names_its_cell_and_hides_a_hidden_base() -> None:
    shown, hidden = (protect([raw_table(counts)], rule(10, 3))[0] for counts in ([20, 30], [2, 3]))
    assert source_of(shown, "r", "c0") == Source("Q. Base: 50 pupils", "r", "borough////q/c0")
    assert source_of(hidden, "r").words == "Q. Base: pupils, how many is hidden"


@given(st.text(max_size=60))
def test_any_words_can_be_said_with_their_digits_as_facts(words: str) -> None:
    assert plain(said(*facts_in(words))) == words


def test_the_first_letter_is_of_whatever_comes_first() -> None:
    assert capital(("in ", Fact("a"))) == ("In ", Fact("a"))
    assert capital((Number("none", SOURCE), " of")) == (Number("None", SOURCE), " of")
    assert small((Number("All 5", SOURCE),)) == (Number("all 5", SOURCE),)
    assert small((Fact("Xyz"),)) == (Fact("xyz"),)
