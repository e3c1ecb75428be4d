"""The pupils' newsletter: true, easy to read, and of nobody in particular."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from tellback.disclosure import Hidden, SafeTable
from tellback.questionnaire.readability import reading_age
from tellback.release.held import ALL, Held
from tellback.report.blocks import Card, Cards, List, Note
from tellback.report.document import Document
from tellback.report.html.page import html_page
from tellback.report.newsletter.newsletter import newsletter
from tellback.report.newsletter.tenths import tenths
from tellback.report.pdf.write import report_pdf
from tests.library.release.made import safe, tables
from tests.library.report import edges
from tests.library.report.demo import AS_PRINTED, CONTENT, DEFAULT, demo_material

SHARES = st.integers(1, 3000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


def cards_of(document: Document) -> list[Card]:
    return [card for one in document.blocks if isinstance(one, Cards) for card in one.cards]


def is_true(text: str, share: Fraction) -> bool:
    """Whether `Nearly 8 in 10` may be said of a share: read word by word, and reckoned anew."""
    if text in {"All", "None"}:
        return share == (text == "All")
    text = text.replace("\u00a0", " ")
    found = re.fullmatch(r"(nearly|more than|fewer than)? ?(half|all|(\d) in 10)", text.lower())
    assert found, text
    named = {"half": Fraction(1, 2), "all": Fraction(1)}.get(
        found[2], Fraction(int(found[3] or 0), 10)
    )
    if found[1] == "nearly":
        return named - Fraction(5, 100) <= share < named
    if found[1] == "more than":
        return named < share < named + Fraction(1, 10)
    if found[1] == "fewer than":
        return share < named
    return abs(share - named) <= Fraction(15, 1000)


@given(SHARES)
def test_what_is_said_in_tenths_is_true(share: tuple[int, int]) -> None:
    assert is_true(tenths(*share).text, Fraction(*share))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "None"),
        (1, "Fewer than 1 in 10"),
        (80, "8 in 10"),
        (79, "8 in 10"),
        (81, "8 in 10"),
        (82, "More than 8 in 10"),
        (78, "Nearly 8 in 10"),
        (77, "Nearly 8 in 10"),
        (76, "More than 7 in 10"),
        (75, "More than 7 in 10"),
        (50, "Half"),
        (53, "More than half"),
        (48, "Nearly half"),
        (94, "More than 9 in 10"),
        (96, "Nearly all"),
        (100, "All"),
    ],
)
def test_shares_are_told_as_a_child_would_picture_them(count: int, said: str) -> None:
    assert tenths(count, 100).text.replace("\u00a0", " ") == said


@pytest.mark.parametrize(("count", "base"), [(1, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_is_refused(count: int, base: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        tenths(count, base)


@pytest.mark.parametrize("rule", [DEFAULT, AS_PRINTED])
def test_each_card_is_of_a_headline_that_is_shown(rule: str) -> None:
    material = demo_material(rule)
    whole = material.ground.borough.whole
    cards = cards_of(newsletter(material))
    shown = [
        one
        for one in material.outline.newsletter
        if isinstance(whole["measure", one.measure].cells[0].count, int)
    ]
    assert [one.symbol for one in cards] == [one.symbol for one in shown]
    for card, told in zip(cards, shown, strict=True):
        table = whole["measure", told.measure]
        count, base = table.cells[0].count, table.base
        assert isinstance(count, int)
        assert isinstance(base, int)
        (number,) = [piece for piece in card.big if not isinstance(piece, str)]
        text = "".join(piece if isinstance(piece, str) else piece.text for piece in card.big)
        assert is_true(text, Fraction(count, base))
        assert number.source.key == f"borough////{told.measure}/held"  # type: ignore[union-attr]
        assert "".join(map(str, card.words)) == f"of you {told.said}"


def test_a_headline_that_is_hidden_has_no_card_and_nothing_in_its_place() -> None:
    material = edges.material_of(edges.release_of(edges.HIDING))
    whole = material.ground.borough.whole
    assert any(
        isinstance(whole["measure", one.measure].cells[0].count, Hidden)
        for one in material.outline.newsletter
    )
    made = newsletter(material)
    text = "\n".join(edges.texts_of(made))
    assert "hidden" not in text.lower()
    assert "were led here" not in text


def test_thanks_have_the_number_of_pupils_and_schools() -> None:
    made = newsletter(demo_material())
    said = edges.said_in(edges.under(made, "Thank you"))
    assert said.startswith("572 of you told us what life is like for you. You come from 15 ")
    numbers = [one for one in edges.numbers_in(made) if one.text == "572"]
    assert numbers[0].source.key.startswith("borough////")


def test_it_can_be_read_by_nine_year_olds() -> None:
    made = newsletter(demo_material())
    texts = [edges.said_in([one]) for one in made.blocks]
    texts += [f"{edges.said_in([Cards((one,))])}." for one in cards_of(made)]
    age = reading_age(texts)
    assert age is not None
    assert age <= 9


def test_whom_to_talk_to_is_what_stood_beside_the_questions() -> None:
    made = newsletter(demo_material())
    below = edges.under(made, "If you are worried about something")
    assert isinstance(below[0], Note)
    assert "0800 1111" in edges.said_in(below)


def test_several_help_lines_are_a_list_and_none_is_no_heading() -> None:
    material = edges.material_of(edges.release_of())
    asked = material.ground.questionnaire
    line = asked.help_lines["talk"]
    for lines, kind in (({"a": line, "b": line}, List), ({}, None)):
        ground = replace(material.ground)
        ground.__dict__["questionnaire"] = asked.model_copy(update={"help_lines": lines})
        made = newsletter(replace(material, ground=ground))
        if kind is None:
            assert "If you are worried about something" not in edges.headings_of(made)
        else:
            assert isinstance(edges.under(made, "If you are worried about something")[0], kind)


def test_next_steps_are_those_that_speak_to_pupils_in_words_they_can_read() -> None:
    text = "\n".join(edges.texts_of(newsletter(edges.material_of(edges.release_of()))))
    assert edges.EASY_STEP in text
    assert edges.HARD_STEP not in text


def test_no_school_is_named_and_the_source_stands_in_one_line_at_the_end() -> None:
    material = demo_material()
    made = newsletter(material)
    text = "\n".join(edges.texts_of(made))
    for area in material.ground.release.areas:
        if area.level != "borough":
            assert area.name not in text
    assert not made.sources
    assert made.look == "newsletter"
    assert edges.said_in([made.blocks[-1]]).startswith("The numbers are from Young people’s")
    assert made == newsletter(demo_material())


def test_without_cards_there_is_no_heading_for_them() -> None:
    material = demo_material()
    made = newsletter(
        replace(material, outline=material.outline.model_copy(update={"newsletter": ()}))
    )
    assert "You said" not in edges.headings_of(made)
    assert "Thank you" in edges.headings_of(made)


def test_where_how_many_answered_is_hidden_nothing_is_counted() -> None:
    material = edges.material_of(edges.release_of())
    ground = replace(material.ground, rolls={})
    led = [safe("health", {"often": 12}, 12, base_words="pupils who were led there")]
    few = [safe("mood", {"happy": None, "sad": None}, None)]
    whole: dict[tuple[str, str], SafeTable]
    whole = {(one.kind, one.id): one for one in tables(*led, *few)}
    ground.__dict__["borough"] = Held(ground.areas[0], {ALL: whole})
    made = newsletter(replace(material, ground=ground))
    assert not list(edges.numbers_in(made))
    assert "You said" not in edges.headings_of(made)
    assert edges.said_in([made.blocks[-1]]) == "The numbers are from Edges of 2009."


def test_one_school_is_one_school() -> None:
    material = edges.material_of(edges.release_of(edges.ALONE, (("9004", 30),)))
    said = edges.said_in(edges.under(newsletter(material), "Thank you"))
    assert said.startswith("30 of you told us what life is like for you. You come from 1 school.")


def test_it_can_be_printed_and_read_on_the_web() -> None:
    made = newsletter(demo_material())
    assert report_pdf(made, content=CONTENT).startswith(b"%PDF")
    page = html_page(made, content=CONTENT)
    assert "in\u00a010" in page
    assert page.count("<svg") >= len(cards_of(made))


def test_a_headline_of_some_pupils_has_no_card_for_all_of_you() -> None:
    material = edges.material_of(edges.release_of())
    measure = {"kind": "measure", "exclusive": False}
    held = tables(
        safe("well", {"held": 80}, 150, base_words="pupils who were led there", **measure),  # type: ignore[arg-type]
        safe("happy", {"held": 120}, 150, **measure),  # type: ignore[arg-type]
    )
    ground = replace(material.ground)
    whole: dict[tuple[str, str], SafeTable] = {(one.kind, one.id): one for one in held}
    ground.__dict__["borough"] = Held(ground.areas[0], {ALL: whole})
    (card,) = cards_of(newsletter(replace(material, ground=ground)))
    assert card.words == ("of you ", "feel happy")
