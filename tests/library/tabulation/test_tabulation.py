"""Counts, against counting pupil by pupil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Measure, Questionnaire
from tellback.response import Response, accept
from tellback.tabulation import (
    RawTable,
    Uncountable,
    tabulate,
    tabulate_all,
    tabulate_measure,
)
from tests.library.small import (
    answers_to,
    asking,
    everything,
    in_memory,
    single,
    snapshot_of,
)

MEASURES = [
    {"id": "m1", "text": "often or rarely", "variable": "q1", "choices": ["often", "rarely"]},
    {"id": "m2", "text": "good snacks", "variable": "feel_snack", "choices": ["good"]},
    {
        "id": "m3",
        "text": "good snacks",
        "variable": "feel_snack",
        "choices": ["good"],
        "of": "everyone",
    },
    {
        "id": "m4",
        "text": "carers who are often",
        "variable": "q1",
        "choices": ["often"],
        "where": "${care} = 'yes' and ${hours} > 1",
    },
    {"id": "m5", "text": "eats", "variable": "food", "choices": ["fruit", "sweets"]},
    {
        "id": "m6",
        "text": "good snacks of the tall",
        "variable": "feel_snack",
        "choices": ["good", "bad"],
        "of": "everyone",
        "where": "${height} >= 1.5 or ${food} = 'prefer_not_to_say'",
    },
    {
        "id": "m8",
        "text": "few hours",
        "variable": "place",
        "choices": ["often"],
        "where": "${hours} < 2",
    },
    {
        "id": "m7",
        "text": "fruit alone",
        "variable": "food",
        "choices": ["fruit"],
        "where": "${food} = 'fruit'",
    },
]
ALL = Questionnaire.model_validate(everything().model_dump() | {"measures": MEASURES})


def counts(table: RawTable) -> dict[str, int]:
    return {cell.id: cell.count for cell in table.cells}


def test_each_choice_is_counted_with_those_who_gave_none() -> None:
    given_ = [{"q1": "often"}] * 3 + [{"q1": "never"}, {"q1": "prefer_not_to_say"}, {}]
    table = tabulate(in_memory(ALL, given_), "q1")
    assert counts(table) == {"often": 3, "rarely": 0, "never": 1}
    assert (table.refused, table.not_answered, table.base) == (1, 1, 6)
    assert table.exclusive
    assert table.base_words == "all pupils"


def test_the_base_of_a_routed_question_is_those_asked() -> None:
    given_ = [{"care": "yes", "hours": "2"}, {"care": "yes"}, {"care": "no"}, {}]
    table = tabulate(in_memory(ALL, given_), "hours")
    assert (table.base, table.not_answered) == (2, 1)
    assert table.base_words.startswith("pupils who answered ‘Yes’")
    assert table.route == ("care",)


def test_ticks_stand_alone_and_share_a_base() -> None:
    given_ = [{"food": "fruit sweets"}, {"food": "sweets"}, {}, {"food": "prefer_not_to_say"}]
    table = tabulate(in_memory(ALL, given_), "food")
    assert counts(table) == {"fruit": 1, "sweets": 2}
    assert (table.base, table.not_answered, table.refused) == (4, 1, 1)
    assert not table.exclusive


def test_a_grids_row_has_its_own_words_and_base() -> None:
    snapshot = in_memory(ALL, [{"food": "sweets", "feel_snack": "bad"}, {"feel_home": "good"}])
    home, snack = (tabulate(snapshot, f"feel_{row}") for row in ("home", "snack"))
    assert (home.question, home.title, home.row) == ("feel", "How do you feel about", "home?")
    assert (home.base, snack.base) == (2, 1)
    assert counts(snack) == {"good": 0, "bad": 1}


def test_a_short_number_is_counted_value_by_value() -> None:
    given_ = [{"care": "yes", "hours": hours} for hours in ("0", "2", "2", "5")]
    table = tabulate(in_memory(ALL, given_), "hours")
    assert counts(table) == {"0": 1, "1": 0, "2": 2, "3": 0, "4": 0, "5": 1}


def test_other_numbers_and_words_are_counted_as_given_or_not() -> None:
    given_ = [{"height": "1.3", "why": "so"}, {"height": "120"}, {}]
    snapshot = in_memory(ALL, given_)
    assert counts(tabulate(snapshot, "height")) == {"answered": 2}
    assert counts(tabulate(snapshot, "why")) == {"answered": 1}
    assert tabulate(snapshot, "why").not_answered == 2


@pytest.mark.parametrize("limits", [{"least": -6, "most": -1}, {"least": -5, "most": 3}])
def test_a_number_below_nought_is_no_missing_code(limits: Mapping[str, int]) -> None:
    cold = asking({"id": "cold", "kind": "number", "text": "How cold?", **limits})
    table = tabulate(in_memory(cold, [{"cold": "-5"}, {"cold": "-1"}, {}]), "cold")
    assert (counts(table)["-5"], counts(table)["-1"], table.not_answered) == (1, 1, 1)


def test_a_number_that_may_look_like_a_missing_code_is_counted_as_given_or_not() -> None:
    cold = asking({"id": "cold", "kind": "number", "text": "How cold?", "least": -9, "most": -1})
    table = tabulate(in_memory(cold, [{"cold": "-5"}, {"cold": "-1"}, {}]), "cold")
    assert (counts(table), table.not_answered) == ({"answered": 2}, 1)


def test_everyone_answers_a_measure_asked_of_few_as_not_in_it() -> None:
    given_ = [{"food": "sweets", "feel_snack": "good"}, {"food": "sweets"}, {}, {}]
    snapshot = in_memory(ALL, given_)
    asked, everyone = (tabulate_measure(snapshot, name) for name in ("m2", "m3"))
    assert (asked.cells[0].count, asked.base) == (1, 2)
    assert asked.base_words == "pupils who ticked ‘Sweets’ at ‘What do you eat?’"
    assert (everyone.cells[0].count, everyone.base) == (1, 4)
    assert everyone.base_words == "all pupils"


def test_a_measures_base_is_said_in_words_even_of_everyone() -> None:
    table = tabulate_measure(in_memory(ALL, [{}]), "m6")
    assert table.base_words.startswith("pupils who answered 1.5 or more to ‘How tall?’")
    assert set(table.route) == {"height", "food"}


def test_several_choices_ticked_together_are_one_pupil() -> None:
    given_ = [{"food": "fruit sweets"}, {"food": "sweets"}, {"food": "fruit"}, {}]
    table = tabulate_measure(in_memory(ALL, given_), "m5")
    assert (table.cells[0].count, table.base) == (3, 4)


def test_a_measure_narrowed_by_words_cannot_be_counted_and_says_so() -> None:
    measure = {
        "id": "m",
        "text": "Often, because",
        "variable": "q1",
        "choices": ["often"],
        "where": "${why} != ''",
    }
    wordy = Questionnaire.model_validate(everything().model_dump() | {"measures": [measure]})
    with pytest.raises(Uncountable, match="narrowed by what stands in `why`"):
        tabulate_all(in_memory(wordy, [{}]))


def test_a_name_that_is_nothing_is_an_error() -> None:
    snapshot = in_memory(ALL, [{}])
    for name in ("nothing", "school_name", "feel", "hello"):
        with pytest.raises(KeyError):
            tabulate(snapshot, name)
    with pytest.raises(KeyError):
        tabulate_measure(snapshot, "nothing")


def test_every_variable_has_a_table_in_the_order_asked_and_then_every_measure() -> None:
    tables = tabulate_all(in_memory(ALL, [{}]))
    variables = [name for name in ALL.variables if name != "school_name"]
    assert [table.id for table in tables] == variables + [str(one["id"]) for one in MEASURES]


def test_a_snapshot_from_the_disk_gives_the_same_tables(tmp_path: Path) -> None:
    given_ = [{"q1": "often", "height": "2"}, {"care": "yes", "hours": "1"}]
    assert tabulate_all(snapshot_of(tmp_path / "s", ALL, given_)) == tabulate_all(
        in_memory(ALL, given_)
    )


# The slow, obvious counts.


def obvious_cells(variable: str, responses: Sequence[Response]) -> dict[str, int]:
    question = ALL.question_of[variable]
    said = [one.answers[variable] for one in responses if variable in one.answers]
    if question.may_refuse:
        said = [value for value in said if value != "prefer_not_to_say"]
    if variable in {"height", "why"}:
        return {"answered": len(said)}
    if variable == "hours":
        return {str(hours): said.count(str(hours)) for hours in range(6)}
    return {
        choice.id: sum(choice.id in value.split(" ") for value in said)
        for choice in question.choices
    }


def in_measure(measure: Measure, one: Response) -> tuple[bool, bool]:
    """Whether a pupil is in the base, and in the count."""
    base = measure.of == "everyone" or measure.variable in one.asked
    if measure.where:
        base = base and parse(measure.where).test(one.answers)
    said = one.answers.get(measure.variable, "").split(" ")
    return base, base and any(choice in said for choice in measure.choices)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_count_is_what_counting_pupil_by_pupil_gives(data: st.DataObject) -> None:
    given_ = data.draw(st.lists(answers_to(ALL), max_size=12))
    responses = [accept(ALL, answers) for answers in given_]
    tables = tabulate_all(in_memory(ALL, given_))
    for table in tables:
        if table.kind == "measure":
            (measure,) = (one for one in ALL.measures if one.id == table.id)
            found = [in_measure(measure, one) for one in responses]
            assert table.base == sum(base for base, _ in found)
            assert table.cells[0].count == sum(held for _, held in found)
            continue
        asked = [one for one in responses if table.id in one.asked]
        assert table.base == len(asked)
        assert counts(table) == obvious_cells(table.id, responses)
        assert table.not_answered == sum(table.id not in one.answers for one in asked)
        if table.exclusive:
            total = sum(counts(table).values()) + table.not_answered + table.refused
            assert total == table.base


def test_what_is_left_of_larger_bases_and_counts_is_told() -> None:
    """Of a base whose rule reads two variables, and of a measure with a rule of its own."""
    two = asking(
        single("care"),
        single("free"),
        single("club", show_if="${care} = 'often' and ${free} != 'never'"),
        measures=[
            {
                "id": "m",
                "text": "m",
                "variable": "care",
                "choices": ["often"],
                "where": "${free} = 'often'",
            }
        ],
    )
    given_ = (
        [{"care": "often", "free": "often"}] * 20
        + [{"care": "often", "free": "rarely"}] * 6
        + [{"care": "often", "free": "never"}] * 5
        + [{"care": "rarely", "free": "often"}] * 9
        + [{"care": "rarely", "free": "rarely"}] * 3
    )
    tables = {table.id: table for table in tabulate_all(in_memory(two, given_))}
    # Of 43 pupils, 31 say often to care and 38 do not say never to free; 26 both.
    assert tables["club"].base == 26
    assert tables["club"].differences == (31 - 26, 38 - 26, 43 - 26)
    # 29 say often to free, 20 of them often to care too; 11 say so of the 14 others.
    measure = tables["m"]
    assert (measure.base, measure.cells[0].count) == (29, 20)
    assert set(measure.differences) == {43 - 29, 31 - 20, 14 - 11}
    assert tables["care"].differences == ()


def test_what_is_left_of_another_base_that_reads_no_more_is_told() -> None:
    more = asking(
        single("a"),
        single("b"),
        single("c"),
        single("wide", show_if="${a} = 'often' or ${b} = 'often'"),
        single("narrow", show_if="(${a} = 'often' or ${b} = 'often') and ${c} = 'often'"),
    )
    given_ = (
        [{"a": "often", "b": "never", "c": "often"}] * 10
        + [{"a": "never", "b": "often", "c": "often"}] * 8
        + [{"a": "often", "b": "often", "c": "never"}] * 2
        + [{"a": "never", "b": "never", "c": "often"}] * 7
    )
    narrow = tabulate(in_memory(more, given_), "narrow")
    # 27 pupils, 25 say often to c; 20 are asked the wide one and 18 of them the narrow one.
    assert (narrow.base, narrow.differences) == (18, (2, 7, 9))


def test_those_not_asked_are_told_even_where_nothing_is_asked_of_everyone() -> None:
    some = asking(
        {"id": "place", "kind": "preset", "text": "Place"},
        single("q", show_if="${place} != 'hospital'"),
    )
    table = tabulate(in_memory(some, [{"place": "hospital"}, *[{"place": "home"}] * 9]), "q")
    assert (table.base, table.differences) == (9, (1,))


def test_what_is_left_of_two_choices_ticked_together_is_told() -> None:
    given_ = [{"food": "fruit sweets"}] * 2 + [{"food": "fruit"}] * 20 + [{"food": "sweets"}]
    table = tabulate_measure(in_memory(ALL, given_), "m5")
    # 23 tick one or both; fruit 22, sweets 3, so both 2, and one of them alone 20 or 1.
    assert table.differences == (1, 2, 20)
