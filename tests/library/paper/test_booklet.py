"""A booklet read back: words in order, boxes, tags, margins; and words that try to break out."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st

from tellback.paper.fonts import can_be_drawn, letters_in
from tellback.paper.look import Variant
from tellback.paper.route import printed_questions, route_of
from tellback.paper.sentences import sentences_in
from tellback.paper.typeset import Unprintable
from tellback.questionnaire.keyed import key_pages
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind, Question, Questionnaire
from tests.library.paper.printed import (
    A4,
    CONTENT,
    FILES,
    GALLERY,
    asks,
    boxes_of,
    in_file,
    letters_of,
    pages_of,
    pdf_of,
    plain,
    reader,
    squares_of,
    tags_of,
)

PRIMARY = CONTENT / "questionnaires/lifestyle-primary-2009.yaml"
TRY_IT = CONTENT / "questionnaires/try-it.yaml"
SIDE_MARGIN, FOOT = 16.0, 8.0
KEYERS_NUMBER = 9.0
"""Points of the numbers beside boxes in large print."""


def words_of(question: Question, language: str = "") -> list[str]:
    """The question's words, then those of its choices, or of its columns and rows."""
    offered = [one for one in question.offered if one.id != PREFER_NOT_TO_SAY]
    choices = [one.text.say(language) for one in offered]
    return [
        question.text.say(language),
        *choices,
        *(row.text.say(language) for row in question.rows),
    ]


def found_in_order(wanted: list[str], letters: str) -> list[str]:
    """Those of `wanted` that do not come after the one before."""
    at, missing = 0, []
    for words in wanted:
        place = letters.find(plain(words), at)
        if place < 0:
            missing.append(words)
        else:
            at = place + len(plain(words))
    return missing


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_question_choice_and_row_is_there_in_order(path: Path, variant: Variant) -> None:
    questionnaire = in_file(path)
    letters = letters_of(pdf_of(questionnaire, variant))
    wanted = [question.text.say() for question in printed_questions(questionnaire)]
    assert not found_in_order(wanted, letters)
    for question in printed_questions(questionnaire):
        start = letters.index(plain(question.text.say()))
        words = words_of(question)[1:]
        if question.kind is Kind.GRID and variant is Variant.LARGE:
            words = [row.text.say() for row in question.rows]
        assert not found_in_order(words, letters[start:]), question.id


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_the_gallery_is_printed_too(path: Path) -> None:
    questionnaire = in_file(path)
    made = pdf_of(questionnaire)
    wanted = [question.text.say() for question in printed_questions(questionnaire)]
    assert not found_in_order(wanted, letters_of(made))


@pytest.mark.parametrize("language", ["cy", "pl"])
def test_a_language_of_the_file_is_printed_with_its_own_fixed_words(language: str) -> None:
    questionnaire = in_file(TRY_IT)
    made = pdf_of(questionnaire, Variant.NORMAL, language)
    letters = letters_of(made)
    sentences = sentences_in(CONTENT, language, "en")
    fixed = [sentences.plain(key) for key in ("how", "tick_like_this", "good_to_know", "know_name")]
    wanted = [question.text.say(language) for question in printed_questions(questionnaire)]
    assert not found_in_order([*fixed, *wanted, sentences.plain("end")], letters)
    assert reader(made).trailer["/Root"]["/Lang"] == language


def test_urdu_stands_from_right_to_left() -> None:
    """The boxes of a short question stand at the side where its lines begin."""
    across = {}
    for language in ("en", "ur"):
        made = pdf_of(asks({}, {}, languages=[language]))
        assert reader(made).trailer["/Root"]["/Lang"] == language
        page = [*pypdfium2.PdfDocument(made)][-1]
        across[language] = {x for x, _ in squares_of(page)}
    assert max(across["en"]) < A4[0] / 3
    assert min(across["ur"]) > A4[0] * 2 / 3


LONG = asks(
    {"text": "Long question with many words " * 20, "help": "help " * 60},
    {
        "id": "g",
        "kind": "grid",
        "choices": [{"id": f"c{at}", "text": "Extraordinarily long heading"} for at in range(9)],
        "rows": [{"id": "a", "text": "Row"}, {"id": "b", "text": "W" * 200}],
    },
    {"kind": "multi", "choices": [{"id": f"c{at}", "text": "choice " * 30} for at in range(25)]},
    {"kind": "number", "least": -20, "most": 100.5, "whole": False},
    {"kind": "text", "longest": 2000},
    title="A very long title of a questionnaire that goes on " * 4,
)


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize(
    "questionnaire", [LONG, *map(in_file, FILES)], ids=lambda questionnaire: questionnaire.id
)
def test_no_page_has_anything_outside_its_margins(
    questionnaire: Questionnaire, variant: Variant
) -> None:
    for page in pypdfium2.PdfDocument(pdf_of(questionnaire, variant)):
        for left, bottom, right, top in boxes_of(page):
            assert left >= SIDE_MARGIN - 0.6
            assert right <= A4[0] - SIDE_MARGIN + 0.6
            assert bottom >= FOOT
            assert top <= A4[1] - FOOT


@pytest.mark.parametrize("variant", [Variant.NORMAL, Variant.LARGE])
def test_there_is_a_box_of_5_mm_or_more_for_each_answer_that_a_keyer_may_key(
    variant: Variant,
) -> None:
    questionnaire = asks(
        {
            "kind": "single",
            "choices": [{"id": one, "text": one} for one in "abcd"],
            "may_refuse": True,
        },
        {
            "id": "g",
            "kind": "grid",
            "choices": [{"id": one, "text": one} for one in "abc"],
            "rows": [{"id": one, "text": one} for one in "xy"],
        },
        {"kind": "multi", "choices": [{"id": one, "text": one} for one in "ab"]},
    )
    boxes = sum(len(field.places) for page in key_pages(questionnaire) for field in page.fields)
    assert boxes == 5 + 6 + 2
    made = pdf_of(questionnaire, variant, mono=True)
    pages = [*pypdfium2.PdfDocument(made)][1 if variant is Variant.NORMAL else 2 :]
    assert sum(len(squares_of(page)) for page in pages) == boxes


def test_the_number_beside_a_box_is_the_one_that_a_keyer_types() -> None:
    questionnaire = in_file(PRIMARY)
    text = " ".join("".join(pages_of(pdf_of(questionnaire))).split())
    for page in key_pages(questionnaire):
        for field in page.fields:
            if field.question.kind in {Kind.GRID, Kind.NUMBER, Kind.TEXT}:
                continue
            for place, words in field.places:
                assert f"{place} {' '.join(words.split())}" in text


def test_each_page_has_its_number_the_version_and_a_line_for_the_booklets_number() -> None:
    pages = pages_of(pdf_of(in_file(PRIMARY)))
    for at, text in enumerate(pages, start=1):
        assert f"Page {at} of {len(pages)}" in text
        assert "lifestyle-primary 2009" in text
        assert "Booklet" in text
    assert 12 <= len(pages) <= 20
    assert not any(re.search(r"\b[Nn]ame:", text) for text in pages)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_arrow_leads_to_a_number_that_is_printed(path: Path) -> None:
    questionnaire = in_file(path)
    numbers = {*route_of(questionnaire).numbers.values()}
    text = " ".join("".join(pages_of(pdf_of(questionnaire))[1:]).split())
    targets = re.findall(r"go to question (\S+?)(?=[.\s]|$)", text)
    assert len(targets) == len(route_of(questionnaire).arrows) + len(
        [gate for gate in route_of(questionnaire).gates.values() if gate.to]
    )
    assert {*targets} <= numbers


def test_where_arrows_are_not_enough_words_stand_before_the_question() -> None:
    letters = letters_of(pdf_of(in_file(PRIMARY)))
    gate = plain(
        "Only answer questions 23 to 27 if you ticked “Sometimes” or “Every day or most days” "
        "in any line of question 22. If not, go to question 28."
    )
    question = plain("Do you think of yourself as a young carer?")
    assert letters.index(gate) < letters.index(question)


def test_a_rule_of_a_row_stands_beside_it() -> None:
    grid = {
        "id": "g",
        "kind": "grid",
        "choices": [{"id": "a", "text": "Good"}, {"id": "b", "text": "Bad"}],
        "rows": [
            {"id": "x", "text": "My dog", "show_if": "${q0} = 'yes'"},
            {"id": "y", "text": "Me"},
        ],
    }
    letters = letters_of(pdf_of(asks({}, grid)))
    assert plain("My dog (only if you ticked “Yes” in question 1)") in letters


def test_a_long_grid_repeats_its_headings_and_splits_no_row() -> None:
    rows = [{"id": f"r{at}", "text": f"Row{at:03} " + "long words " * 14} for at in range(40)]
    choices = [{"id": "a", "text": "Headingone"}, {"id": "b", "text": "Headingtwo"}]
    made = pdf_of(asks({"kind": "grid", "choices": choices, "rows": rows}))
    pages = [text for text in pages_of(made) if "Row0" in text]
    assert len(pages) > 1
    for text in pages:
        assert plain("Headingone") in plain(text)
        for row in re.findall(r"Row0\d\d", text):
            assert plain(f"{row} " + "long words " * 14) in plain(text)


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    made = pdf_of(in_file(PRIMARY))
    root = reader(made).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader(made).metadata.title == "Young people’s lifestyle survey"  # type: ignore[union-attr]
    about = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part>" in about
    tags = tags_of(made)
    questionnaire = in_file(PRIMARY)
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == len(questionnaire.sections) + 3
    assert tags.count("/H3") == len(printed_questions(questionnaire))
    grids = [one for one in questionnaire.questions if one.kind is Kind.GRID]
    assert tags.count("/Table") == len(grids)
    assert tags.count("/TH") == sum(len(one.offered) + 1 for one in grids)


def test_every_font_is_inside_and_large_print_is_18_points_or_more() -> None:
    made = pdf_of(in_file(TRY_IT), Variant.LARGE)
    for page in reader(made).pages:
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & {*below.get_object()}
    sizes = set()
    for page in pypdfium2.PdfDocument(made):
        words = page.get_textpage()
        for at in range(words.count_chars()):
            size = pypdfium2.raw.FPDFText_GetFontSize(words.raw, at)
            letter = chr(pypdfium2.raw.FPDFText_GetUnicode(words.raw, at))
            if letter.isalnum() and not (letter.isdigit() and size == KEYERS_NUMBER):
                sizes.add(round(size, 1))
    assert min(sizes) >= 18


def test_black_and_white_has_no_colour_in_it() -> None:
    for variant in Variant:
        made = pdf_of(in_file(TRY_IT), variant, mono=True)
        for page in pypdfium2.PdfDocument(made):
            pixels = page.render(scale=0.4, rev_byteorder=True).to_numpy()[:, :, :3].astype(int)
            assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= 1


def test_symbols_stand_beside_the_answers_that_have_one_and_only_there() -> None:
    normal, symbols = (pdf_of(in_file(TRY_IT), one) for one in (Variant.NORMAL, Variant.SYMBOLS))

    def drawings(made: bytes) -> int:
        return sum(len([*boxes_of(page)]) for page in pypdfium2.PdfDocument(made))

    pictures = [
        choice for one in in_file(TRY_IT).questions for choice in one.choices if choice.picture
    ]
    assert len(pictures) > 10
    assert drawings(symbols) > drawings(normal) + len(pictures)


def test_the_same_file_gives_the_same_bytes() -> None:
    assert pdf_of(in_file(TRY_IT)) == pdf_of(in_file(TRY_IT))


def test_nothing_is_said_of_the_words_of_the_welcome_page_that_is_not_so_on_paper() -> None:
    front = plain(pages_of(pdf_of(in_file(PRIMARY)))[0])
    for key in ("know_worried", "know_harm"):
        assert plain(sentences_in(CONTENT, "en", "en").screen[key]) in front
    no_text = plain(pages_of(pdf_of(asks({})))[0])
    assert plain(sentences_in(CONTENT, "en", "en").screen["know_harm"]) not in no_text


NASTY = (
    "#import \"x\"", "$ x^2 $", "*bold* _slanted_", "[content]", "\\ \\u{41} \\\"", "`raw`",
    "<label>",
    "@ref", "// gone", "/* gone */", "= Heading", "- list", "+ 1", "~", "--- ...", "#{panic()}",
    "https://example.org", "{n} [n] [m]", "😀 👩‍👧", "a\u200bb", "w" * 500, "ہاں", "é\u0301",
)  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
def test_what_looks_like_markup_is_printed_literally(words: str) -> None:
    choices = [{"id": "a", "text": words}, {"id": "b", "text": "Plain"}]
    questionnaire = asks(
        {"kind": "single", "text": words, "help": words, "choices": choices},
        {"kind": "grid", "id": "g", "choices": choices, "rows": [{"id": "r", "text": words}]},
        title=words,
        welcome=words,
    )
    made = pdf_of(questionnaire)
    for page in pypdfium2.PdfDocument(made):
        assert all(right <= A4[0] for _, _, right, _ in boxes_of(page))
    if words.isascii():
        assert letters_of(made).count(plain(words)) >= 6


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"))


@settings(max_examples=25)
@given(st.text(LETTERS, min_size=1, max_size=60).filter(str.strip))
def test_any_text_is_printed_or_refused_with_the_character_named(words: str) -> None:
    questionnaire = asks({"text": words, "choices": [{"id": "a", "text": words}]})
    drawn = letters_in(CONTENT / "fonts")
    if all(can_be_drawn(one, drawn) for one in words.strip()):
        assert pdf_of(questionnaire).startswith(b"%PDF-")
    else:
        with pytest.raises(Unprintable, match=r"U\+[0-9A-F]{4,6}"):
            pdf_of(questionnaire)


@pytest.mark.parametrize(
    ("question", "boxes"),
    [({"most": 120}, 3), ({"least": 0, "most": 7}, 1), ({}, 3), ({"most": 99, "whole": False}, 4)],
)
def test_a_number_has_a_box_for_each_figure(question: dict[str, object], boxes: int) -> None:
    made = pdf_of(asks({"kind": "number", **question}))
    page = pypdfium2.PdfDocument(made)[1]
    tall = [box for box in boxes_of(page) if 11.5 < box[3] - box[1] < 12.6 and box[2] - box[0] < 11]
    assert len(tall) == boxes


def test_a_questionnaire_of_one_question_has_its_end_on_the_same_page() -> None:
    made: Questionnaire = asks({})
    assert len(pages_of(pdf_of(made))) == 2
