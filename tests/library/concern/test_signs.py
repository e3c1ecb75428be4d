"""What tells of harm is found, however it is spelled; what a wish for a dog is, is left in peace.

The corpora are made up. `told` and `harmless` mended the words in content/care; the two
`_held` ones were written afterwards (only the sign `somebody_close` came later still), and
most of theirs are indirect: they say what a list of words is worth where a child does not
use the plain words. See docs/how-to/safeguarding.md.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings, strategies as st

from tellback.concern import looks_like_a_disclosure, read_care_words
from tellback.concern.signs import LONGEST_GAP, _end
from tests.library.concern.measured import care_words, measure, signs, texts


def test_most_of_what_is_said_plainly_is_found() -> None:
    found = measure("told")
    assert found.texts >= 250
    assert found.flagged / found.texts >= 0.99
    assert found.at_once / found.texts >= 0.98


def test_of_what_is_said_indirectly_three_quarters_are_read_first() -> None:
    """And one in five at once. The rest is found by the person who reads every text."""
    found = measure("told_held")
    assert found.texts >= 60
    assert found.flagged / found.texts >= 0.78
    assert found.at_once / found.texts >= 0.20


def test_few_everyday_wishes_go_to_the_safeguarding_list() -> None:
    mended, held = measure("harmless"), measure("harmless_held")
    assert mended.at_once / mended.texts <= 0.02
    assert held.at_once / held.texts <= 0.02
    assert mended.flagged / mended.texts <= 0.13
    assert held.flagged / held.texts <= 0.15


def test_of_those_on_the_list_at_once_few_are_everyday_wishes() -> None:
    told = measure("told").at_once + measure("told_held").at_once
    wishes = measure("harmless").at_once + measure("harmless_held").at_once
    assert told / (told + wishes) >= 0.97


def test_each_line_of_the_corpora_is_there_once() -> None:
    every = [
        text for name in ("told", "told_held", "harmless", "harmless_held") for text in texts(name)
    ]
    assert len(every) == len(set(every)) > 600


def test_an_empty_text_has_no_sign() -> None:
    assert looks_like_a_disclosure("", care_words()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "he doesn't hit me any more",
        "he doesn’t hit me",
        "my dad never hits me",
        "nobody touches me",
        "I do not want to die any more",
    ],
)
def test_what_is_denied_is_read_all_the_same(text: str) -> None:
    assert signs(text)[0].at_once


@pytest.mark.parametrize(
    "text",
    [
        "he h i t s me",
        "he h.i.t.s me",
        "he h-i-t-s me",
        "he h1ts me",
        "HE HIIIITS ME",
        "he hits\u200b me",
        "hé hïts mé",
        "he \uff48\uff49\uff54\uff53 me",
        "he \U0001d421\U0001d422\U0001d42d\U0001d42c me",
        "hehitsme",
        "he h*ts me",
        "he\nhits\nme",
        "he hits... me!!!",
    ],
)
def test_tricks_with_letters_and_spaces_hide_nothing(text: str) -> None:
    assert signs(text)[0].id == "hurt"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("I think about suiside", "self_harm"),
        ("i want to k!ll my$elf", "self_harm"),
        ("killmyself", "self_harm"),
        ("he tuches me", "touched"),
        ("he has a nife", "threatened"),
        ("im frigthened of my mum", "home_unsafe"),
        ("my uncle abusses me", "hurt"),
        ("he strangeld my sister", "hurt"),
        ("they thretend me", "online"),
    ],
)
def test_children_need_not_spell(text: str, sign: str) -> None:
    assert sign in {one.id for one in signs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "mae dad yn fy nharo",
        "tata mnie bije",
        "chcę umrzeć",
        "میں مرنا چاہتی ہوں",
        "mujhe marte hain",
    ],
)
def test_other_languages_are_looked_for_in_every_text(text: str) -> None:
    assert signs(text)[0].at_once


def test_what_cannot_wait_stands_first() -> None:
    found = signs("my dad hits me and I am lonely and I want to die")
    assert [one.at_once for one in found] == sorted((one.at_once for one in found), reverse=True)
    assert {"hurt", "self_harm", "bullied"} <= {one.id for one in found}


def test_an_everyday_saying_does_not_hide_what_stands_beside_it() -> None:
    assert not any(one.at_once for one in signs("I want to beat my dad at chess"))
    assert signs("I beat my dad at chess and then he hits me")[0].id == "hurt"


@settings(max_examples=200)
@given(st.text(max_size=120))
def test_no_text_is_too_strange(text: str) -> None:
    signs(text)


DISGUISES = (
    str.upper,
    str.title,
    lambda text: text.replace("i", "ï").replace("e", "é"),
    lambda text: text.replace(" ", "   "),
    lambda text: text.replace(" ", " … "),
    lambda text: f"My favourite is pizza. {text}",
    lambda text: f"{text}!!! 😢😢",
)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_hides_no_line_that_is_found_without_it(disguise: object) -> None:
    assert callable(disguise)
    hidden = [
        text
        for text in texts("told")
        if signs(text) and "  " not in text and not signs(disguise(text))
    ]
    # Spelled out with single spaces and with stops between, a word cannot be told from a list.
    assert len(hidden) <= 2


WORDS = st.sampled_from("abcd")
PLACES = st.lists(st.frozensets(WORDS, max_size=2), max_size=9).map(tuple)
STEPS = st.lists(st.frozensets(WORDS, max_size=2), min_size=1, max_size=5).map(tuple)


@given(PLACES, STEPS)
def test_a_pattern_fits_where_the_slow_way_says(
    places: tuple[frozenset[str], ...], steps: tuple[frozenset[str], ...]
) -> None:
    """The oracle writes every gap out as nought to four places that hold anything."""
    widths = [range(LONGEST_GAP + 1) if not step else (None,) for step in steps]
    fits = False
    for chosen in itertools.product(*widths):
        wanted: list[frozenset[str] | None] = []
        for step, width in zip(steps, chosen, strict=True):
            wanted += [step] if width is None else [None] * width
        fits = fits or (
            len(wanted) <= len(places)
            and all(
                want is None or want & there for want, there in zip(wanted, places, strict=False)
            )
        )
    assert (_end(steps, places, 0) is not None) is fits


def test_a_council_may_keep_words_of_its_own() -> None:
    own = read_care_words(
        {
            "own.yaml": """
language: en
written: 2026-11-23
source: A test.
signs:
  - {id: bogey, title: The bogeyman, reads: first, says: [bogeyman]}
"""
        }
    )
    (found,) = looks_like_a_disclosure("The Bogey-man? The b0geyman!", own)
    assert (found.title, found.at_once) == ("The bogeyman", False)
    assert looks_like_a_disclosure("he hits me", own) == ()
