"""Every language of the pupil's pages has every sentence, with the same gaps."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
import yaml

from tellback.questionnaire.answer import SENTENCES
from tellback.questionnaire.words import Words
from tellback_web.survey.changes import turned
from tellback_web.survey.fixed_words import fixed_words, spoken_languages, tongue
from tellback_web.survey.views import pupil, seat, try_out


def written(root: Path, language: str) -> dict[str, str]:
    text = (root / "content" / "words" / f"{language}.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


LANGUAGES = [one.code for one in spoken_languages()]


def test_english_is_first_and_there_are_the_promised_languages() -> None:
    assert LANGUAGES == ["en", "cy", "pl", "ur"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_sentence_with_its_gaps(language: str, root: Path) -> None:
    english, other = written(root, "en"), written(root, language)
    assert list(other) == list(english)
    assert all(isinstance(sentence, str) and sentence.strip() for sentence in other.values())
    assert {key: gaps(other[key]) for key in english} == {
        key: gaps(english[key]) for key in english
    }


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_a_translation_is_one_and_says_who_must_read_it(language: str, root: Path) -> None:
    english, other = written(root, "en"), written(root, language)
    assert [key for key in english if other[key] == english[key]] in ([], ["start"])
    text = (root / "content" / "words" / f"{language}.yaml").read_text(encoding="utf-8")
    assert "NOT YET READ BY A" in text


def test_every_sentence_is_used(root: Path) -> None:
    folder = root / "src" / "tellback_web" / "survey"
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.suffix in {".html", ".py"}
    )
    told = {*SENTENCES, *vars(turned), *vars(pupil), *vars(seat), *vars(try_out)}
    unused = [
        key
        for key in written(root, "en")
        if f'"{key}"' not in code
        and f"'{key}'" not in code
        and key.removeprefix("unfit_") not in told
        and key.upper() not in told
    ]
    assert unused == []


def test_the_library_refuses_an_answer_in_the_same_words(root: Path) -> None:
    english = written(root, "en")
    assert {
        key.removeprefix("unfit_"): sentence
        for key, sentence in english.items()
        if key.startswith("unfit_")
    } == SENTENCES


SENTENCES_OF_VIEWS = [
    *(value for name, value in vars(turned).items() if name.isupper()),
    pupil.WAIT,
    pupil.NOT_YET,
    seat.ANOTHER,
    try_out.MANY,
]


@pytest.mark.parametrize("sentence", SENTENCES_OF_VIEWS)
def test_why_a_pupil_cannot_go_on_is_said_in_each_language(sentence: str) -> None:
    assert fixed_words("en").say_english(sentence) == sentence
    for language in LANGUAGES[1:]:
        said = fixed_words(language).say_english(sentence)
        assert said not in {"", sentence}
        assert "<span" not in said


def test_a_sentence_that_a_language_lacks_is_english_and_says_so() -> None:
    say = fixed_words("so").say
    assert say("progress", place=2, parts=3) == '<span lang="en" dir="ltr">Part 2 of 3</span>'
    assert fixed_words("so").plain("progress", place=2, parts=3) == "Part 2 of 3"


def test_what_stands_in_a_gap_cannot_be_markup() -> None:
    said = fixed_words("en").say("missed_row", row="<b>Fruit</b> & nuts")
    assert said == "Choose an answer for ‘&lt;b&gt;Fruit&lt;/b&gt; &amp; nuts’."


def test_a_questionnaires_words_in_another_language_say_which_it_is() -> None:
    words = Words({"": "Fish & chips", "cy": "Pysgod"})
    assert fixed_words("cy", "en").tell(words) == "Pysgod"
    assert fixed_words("en", "en").tell(words) == "Fish &amp; chips"
    marked = '<span lang="en" dir="ltr">Fish &amp; chips</span>'
    assert fixed_words("ur", "en").tell(words) == marked
    only_urdu = Words({"ur": "مچھلی"})
    assert fixed_words("en", "en").tell(only_urdu) == '<span lang="ur" dir="rtl">مچھلی</span>'


@pytest.mark.parametrize(
    ("code", "name", "direction"),
    [
        ("cy", "Cymraeg", "ltr"),
        ("ur", "اردو", "rtl"),
        ("ar-SY", "العربية", "rtl"),
        ("xx", "xx", "ltr"),
    ],
)
def test_a_language_knows_its_own_name_and_its_direction(
    code: str, name: str, direction: str
) -> None:
    assert (tongue(code).name, tongue(code).direction) == (name, direction)


def test_a_telephone_number_is_read_from_left_to_right_in_every_language() -> None:
    ask = Words({"": "Call 0800 1111", "ur": "Childline کو 0800 1111 پر فون کریں"})
    number = "\u20660800 1111\u2069"
    for said in (fixed_words("ur").say("worried"), fixed_words("ur").tell(ask)):
        assert said.count(number) == said.count("1111") == 1
    assert "\u2066" not in fixed_words("cy").say("worried") + fixed_words("en").tell(ask)
    assert "\u2066river lamp 47\u2069" in fixed_words("ur").say("code_hint")
    assert "\u2066" not in fixed_words("ur").say("unfit_least", least="3")


def test_paragraphs_are_told_one_by_one() -> None:
    words = Words({"": "One & only.\n\nCall 0800 1111."})
    assert fixed_words("en").paragraphs(words) == ("One &amp; only.", "Call 0800 1111.")
    told = fixed_words("ur", "en").paragraphs(words)
    assert told[1] == '<span lang="en" dir="ltr">Call 0800 1111.</span>'
