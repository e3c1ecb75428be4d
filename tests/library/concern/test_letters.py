"""Texts become plain words."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tellback.concern.letters import plain, slips, sound, spellings, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't LIKE it.", ("i", "dont", "like", "it")),
        ("i h i t myself", ("i", "hit", "myself")),
        ("h i t s me", ("hits", "me")),
        ("a b c", ("abc",)),
        ("I  d i e", ("i", "die")),
        ("s.t.o.p it", ("stop", "it")),
        ("boję się", ("boje", "sie")),
        ("$top @nd go!", ("$top", "@nd", "go")),
        ("k*ll", ("k*ll",)),
        ("me 🔪👍🏽", ("me", "🔪", "👍", "\U0001f3fd")),
        ("", ()),
    ],
)
def test_words_of_a_text(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_urdu_typed_on_an_arabic_keyboard_is_the_same() -> None:
    assert plain("\u0643\u064a") == plain("\u06a9\u06cc")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("h1t", "hit"),
        ("k1ll", "kill"),
        ("a11", "all"),
        ("hiiit", "hit"),
        ("killl", "kill"),
        ("5t0p", "stop"),
    ],
)
def test_figures_and_stretched_letters_are_read(word: str, meant: str) -> None:
    assert meant in spellings(word)


def test_a_number_stays_a_number() -> None:
    assert list(spellings("30")) == ["30"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("suiside", "suicide"),
        ("nife", "knife"),
        ("wepon", "weapon"),
        ("kild", "killed"),
        ("thretend", "threatened"),
        ("chokd", "choked"),
        ("fritend", "frightened"),
    ],
)
def test_what_a_child_writes_by_ear_sounds_the_same(wrong: str, right: str) -> None:
    assert sound(wrong) == sound(right)


@given(st.text(alphabet="abcde", min_size=2, max_size=8), st.data())
def test_a_slip_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    left_out = word[:at] + word[at + 1 :]
    assert set(slips(left_out)) & set(slips(word))
    other = word[:at] + "x" + word[at + 1 :]
    assert set(slips(other)) & set(slips(word))
