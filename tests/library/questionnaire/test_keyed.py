"""What a keyer types stands for the answer on paper, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.answer import why_not_answer
from tellback.questionnaire.keyed import (
    KEPT_UNCLEAR,
    Field,
    KeyFault,
    as_answers,
    differences,
    key_pages,
    spread,
    typed_of,
    value_of,
    words_of,
)
from tellback.questionnaire.model import PREFER_NOT_TO_SAY, Kind
from tellback.questionnaire.read import read_file
from tests.library.small import answers_to, everything

ASKED = everything()
FIELDS = {field.variable: field for page in key_pages(ASKED) for field in page.fields}


def of_kind(kind: Kind) -> Field:
    return next(field for field in FIELDS.values() if field.question.kind is kind)


def test_every_variable_but_presets_is_keyed_once_and_in_order() -> None:
    keyed = [field.variable for page in key_pages(ASKED) for field in page.fields]
    presets = {one.id for one in ASKED.questions if one.kind is Kind.PRESET}
    assert keyed == [name for name in ASKED.variables if name not in presets]


def test_a_choice_is_keyed_by_its_place_as_printed() -> None:
    field = of_kind(Kind.SINGLE)
    ids = [choice.id for choice in field.question.offered]
    assert [value_of(field, str(at)) for at in range(1, len(ids) + 1)] == ids
    assert value_of(field, "-") == ""
    assert value_of(field, " X ") == value_of(field, "*") == KEPT_UNCLEAR
    assert field.one_key


@pytest.mark.parametrize("typed", ["", "  ", "0", "9", "12", "a", "1.5", "-1", "²", "\u0661"])
def test_what_is_no_box_gets_a_sentence(typed: str) -> None:
    with pytest.raises(KeyFault, match="Key"):
        value_of(of_kind(Kind.SINGLE), typed)


def test_several_ticks_are_digits_together_or_apart() -> None:
    field = of_kind(Kind.MULTI)
    both = f"{field.question.choices[0].id} {field.question.choices[1].id}"
    assert value_of(field, "12") == value_of(field, "1 2") == value_of(field, "1,2") == both
    for typed in ("11", "14", "12x"):
        with pytest.raises(KeyFault):
            value_of(field, typed)


def test_the_order_of_several_ticks_is_no_difference() -> None:
    name = of_kind(Kind.MULTI).variable
    ids = [choice.id for choice in ASKED.question_of[name].choices]
    assert differences(ASKED, {name: " ".join(ids)}, {name: " ".join(reversed(ids))}) == ()
    assert [one.variable for one in differences(ASKED, {name: ids[0]}, {name: ids[1]})] == [name]


@pytest.mark.parametrize(
    ("kind", "first", "second", "same"),
    [
        (Kind.NUMBER, "7", "07", True),
        (Kind.NUMBER, "7", "8", False),
        (Kind.NUMBER, "7", KEPT_UNCLEAR, False),
        (Kind.NUMBER, "0", "", False),
        (Kind.TEXT, "a big\nkite", "a  big kite", True),
        (Kind.TEXT, "a big kite", "a bigkite", False),
        (Kind.TEXT, "a kite", "", False),
    ],
)
def test_what_means_the_same_is_no_difference(
    kind: Kind, first: str, second: str, same: bool
) -> None:
    name = of_kind(kind).variable
    assert (differences(ASKED, {name: first}, {name: second}) == ()) is same


def test_a_run_of_digits_in_a_grids_first_row_is_spread_over_its_rows() -> None:
    page = next(one for one in key_pages(ASKED) if any(field.row for field in one.fields))
    grid = next(field for field in page.fields if field.row).question
    rows = [grid.row_variable(row) for row in grid.rows]
    keys = "-x12"[: len(rows)].ljust(len(rows), "1")
    typed = {field.variable: "" for field in page.fields} | {rows[0]: f" {keys} "}
    assert [spread(page, typed)[row] for row in rows] == list(keys)
    for left_alone in (
        {**typed, rows[0]: keys + "1"},
        {**typed, rows[0]: keys[1:]},
        {**typed, rows[-1]: "1"},
    ):
        assert spread(page, left_alone) == left_alone


def test_prefer_not_to_say_is_a_letter_where_there_is_no_box_for_it() -> None:
    number = of_kind(Kind.NUMBER)
    refusable = Field("age", number.question.model_copy(update={"may_refuse": True}))
    assert value_of(refusable, "P") == PREFER_NOT_TO_SAY
    assert typed_of(refusable, PREFER_NOT_TO_SAY) == "p"
    assert words_of(refusable, PREFER_NOT_TO_SAY) == "prefer not to say"
    firm = Field("age", number.question.model_copy(update={"may_refuse": False}))
    with pytest.raises(KeyFault):
        value_of(firm, "p")


def test_unclear_counts_as_not_answered_and_differs_from_nothing_ticked() -> None:
    field = of_kind(Kind.SINGLE)
    assert as_answers({field.variable: KEPT_UNCLEAR, "other": "", "more": "1"}) == {"more": "1"}
    assert differences(ASKED, {field.variable: KEPT_UNCLEAR}, {field.variable: ""}) == (field,)
    assert words_of(field, KEPT_UNCLEAR) == "unclear"


@settings(max_examples=150)
@given(answers_to(ASKED))
def test_whatever_a_pupil_answered_can_be_keyed_and_read_back(answers: dict[str, str]) -> None:
    for variable, field in FIELDS.items():
        value = answers.get(variable, "")
        if value and why_not_answer(field.question, value):
            continue
        if field.question.kind is Kind.TEXT and value.strip() in {"-", ""}:
            continue
        back = value_of(field, typed_of(field, value))
        assert set(back.split()) == set(value.split())


@settings(max_examples=150)
@given(st.sampled_from(list(FIELDS)), st.text(max_size=30))
def test_whatever_is_typed_is_an_answer_or_gets_a_sentence(variable: str, typed: str) -> None:
    field = FIELDS[variable]
    sentence, value = "", ""
    try:
        value = value_of(field, typed)
    except KeyFault as fault:
        sentence = str(fault)
    if sentence:
        assert sentence.endswith(".")
    else:
        assert value == KEPT_UNCLEAR or why_not_answer(field.question, value) is None
        assert words_of(field, value)


@pytest.mark.parametrize("name", ["lifestyle-primary-2009", "lifestyle-secondary-2009"])
def test_our_own_questionnaires_can_be_keyed(name: str, root: Path) -> None:
    asked = read_file(root / "content" / "questionnaires" / f"{name}.yaml")
    fields = [field for page in key_pages(asked) for field in page.fields]
    for field in fields:
        for place, _ in field.places:
            assert typed_of(field, value_of(field, str(place))) == str(place)
