"""What is hidden, and what is not, case by case."""

from __future__ import annotations

import pytest

from tellback.disclosure import Hidden, SafeTable, Unprotectable, Why, protect
from tellback.tabulation import RawTable
from tests.library.disclosure.tables import raw_measure, raw_table, rule

RULE = rule(10, 3)
H = "hidden"


def shown(table: SafeTable) -> list[int | str]:
    """The counts as read: `hidden` for a hidden one."""
    return [H if isinstance(cell.count, Hidden) else cell.count for cell in table.cells]


def one(raw: RawTable) -> SafeTable:
    (table,) = protect([raw], RULE)
    return table


def test_large_counts_and_noughts_are_shown_with_whole_per_cents() -> None:
    table = one(raw_table([100, 0, 91], 9))
    assert shown(table) == [100, 0, 91, 9]
    assert [cell.percent for cell in table.cells] == [50, 0, 46, 5]
    assert (table.base, table.hidden, table.rule) == (200, None, "tight")
    assert [cell.role for cell in table.cells] == ["choice"] * 3 + ["no_answer"]


@pytest.mark.parametrize(
    ("count", "base", "percent"), [(1, 200, 1), (3, 1000, 0), (1, 3, 33), (2, 3, 67), (5, 5, 100)]
)
def test_per_cents_round_halves_up_from_the_count(count: int, base: int, percent: int) -> None:
    (table,) = protect([raw_table([count, base - count])], rule(1, 1))
    assert table.cells[0].percent == percent


def test_a_table_of_few_pupils_is_hidden_whole() -> None:
    table = one(raw_table([4, 5]))
    assert table.hidden == Hidden("Hidden: fewer than 10 pupils were asked", Why.FEW_ASKED)
    assert table.base == table.hidden
    assert shown(table) == [H, H, H]
    assert one(raw_table([4, 6])).hidden is None


def test_a_count_of_few_takes_the_next_smallest_with_it() -> None:
    assert shown(one(raw_table([2, 30, 0, 20, 9], 15))) == [H, 30, 0, 20, H, 15]


def test_those_who_did_not_answer_can_be_what_is_hidden_with_it() -> None:
    assert shown(one(raw_table([30, 2, 20], 5))) == [30, H, 20, H]


def test_counts_of_few_that_hide_each_other_take_no_other() -> None:
    assert shown(one(raw_table([2, 2, 30, 20]))) == [H, H, 30, 20, 0]


def test_two_ones_do_not_hide_each_other() -> None:
    """Two hidden counts that make up 2 are 1 and 1, for none of them is 0."""
    assert shown(one(raw_table([1, 1, 30, 20]))) == [H, H, 30, H, 0]


def test_a_table_may_have_every_count_of_somebody_hidden() -> None:
    """Each may be as large as the least that is shown, for all that the base tells."""
    assert shown(one(raw_table([1] * 10))) == [H] * 10 + [0]


def test_everyone_giving_the_same_answer_is_shown() -> None:
    assert shown(one(raw_table([40, 0]))) == [40, 0, 0]


def test_refusals_are_a_row_where_there_are_some() -> None:
    table = one(raw_table([20, 30], 4, 6))
    assert shown(table) == [20, 30, 4, 6]
    assert [cell.words for cell in table.cells[2:]] == ["Did not answer", "Preferred not to say"]
    assert shown(one(raw_table([20, 30], 4, 2))) == [20, 30, H, H]


def test_a_choice_may_be_named_as_the_rows_of_no_answer_are() -> None:
    raw = raw_table([2, 30, 20], 7)
    names = ("not_answered", "prefer_not_to_say", "held")
    cells = tuple(
        type(cell)(name, cell.words, cell.count)
        for name, cell in zip(names, raw.cells, strict=True)
    )
    changed = type(raw)(**(vars(raw) | {"cells": cells}))
    assert shown(one(changed)) == [H, 30, 20, H]


def test_a_tick_of_few_is_hidden_alone() -> None:
    assert shown(one(raw_table([2, 30, 20], 5, answered=40))) == [H, 30, 20, 5]


@pytest.mark.parametrize(("ticks", "not_answered"), [(39, 5), (40, 2), (38, 3)])
def test_that_all_but_a_few_ticked_is_not_told(ticks: int, not_answered: int) -> None:
    """Either how many ticked is hidden, or how many answered."""
    table = one(raw_table([ticks, 20], not_answered, answered=40))
    assert H in (shown(table)[0], shown(table)[-1])


def test_a_tick_that_everyone_made_is_shown() -> None:
    assert shown(one(raw_table([40, 20], answered=40))) == [40, 20, 0]


def test_few_who_answered_at_all_are_not_told_by_those_who_did_not() -> None:
    """Of 42 asked, 2 answered: the 40 who did not would tell them."""
    table = one(raw_table([2, 0], 40, answered=2))
    assert shown(table) == [H, 0, H]


def test_a_base_that_would_tell_a_hidden_count_hides_its_table() -> None:
    care = raw_table([2, 30, 20], name="care")
    club = raw_table([15, 15], name="club", route=("care",))
    team = raw_table([6, 9], name="team", route=("club",))
    other = raw_table([22, 30], name="other")
    tables = protect([team, club, care, other], RULE)
    assert [table.hidden is not None for table in tables] == [True, True, False, False]
    assert [table.id for table in tables] == ["team", "club", "care", "other"]


def test_a_base_of_a_table_with_nothing_hidden_is_shown() -> None:
    care = raw_table([12, 30], name="care")
    club = raw_table([4, 8], name="club", route=("care", "school_name"))
    assert [table.hidden for table in protect([care, club], RULE)] == [None, None]


def test_a_base_that_leaves_few_of_a_larger_one_hides_its_table() -> None:
    assert one(raw_table([20, 20], route=("p", "r"), differences=(2, 12))).hidden is not None
    assert one(raw_table([20, 20], route=("p", "r"), differences=(3, 12))).hidden is None


def test_a_measure_is_shown_where_nothing_comes_out() -> None:
    _, measure = protect([raw_table([20, 10, 12]), raw_measure(30, 42, "c0", "c1")], RULE)
    assert shown(measure) == [30]
    assert measure.cells[0].percent == 71


@pytest.mark.parametrize(
    ("counts", "measure", "why"),
    [
        ([20, 10, 12], raw_measure(2, 42, "c0"), "it counts few itself"),
        ([20, 10, 12], raw_measure(40, 42, "c0"), "all but a few"),
        (
            [20, 10, 12],
            raw_measure(20, 42, "c0", route=("p", "q"), differences=(2,)),
            "a larger count tells",
        ),
        ([20, 1, 12], raw_measure(20, 33, "c0", route=("q",)), "its rule reads a hidden count"),
        ([3, 3, 3], raw_measure(3, 9, "c0"), "few were asked"),
    ],
)
def test_a_measure_that_would_tell_is_hidden(
    counts: list[int], measure: RawTable, why: str
) -> None:
    table = protect([raw_table(counts), measure], RULE)[1]
    assert shown(table) == [H], why


def test_a_measure_and_its_choices_hide_what_either_would_tell() -> None:
    table, measure = protect([raw_table([20, 1, 12]), raw_measure(21, 33, "c0", "c1")], RULE)
    assert (shown(table), shown(measure)) == ([H, H, 12, 0], [21])
    table, measure = protect([raw_table([20, 1, 12]), raw_measure(12, 33, "c2")], RULE)
    assert (shown(table), shown(measure)) == ([H, H, 12, 0], [12])


def test_a_measure_of_every_tick_would_tell_who_did_not_answer() -> None:
    """Those in it and those who did not answer are everyone asked."""
    ticks = raw_table([20, 25], 2, answered=40)
    table, measure = protect([ticks, raw_measure(40, 42, "c0", "c1")], RULE)
    assert shown(table) == [20, 25, H]
    assert shown(measure) == [H]


def test_a_measure_does_not_leave_only_a_hidden_count() -> None:
    """Of 47, 40 are in it; were it known that 5 refused, the 2 who did not answer would be left."""
    ticks = raw_table([20, 25], 2, 5, answered=40)
    table, measure = protect([ticks, raw_measure(40, 47, "c0", "c1")], RULE)
    assert (shown(table), shown(measure)) == ([20, 25, H, H], [40])


def test_a_measure_of_a_table_that_is_hidden_whole_is_hidden() -> None:
    measure = raw_measure(20, 40, "c0", route=("p", "r"), differences=(2,))
    table = raw_table([20, 20], route=("p", "r"), differences=(2,))
    tables = protect([table, measure], RULE)
    assert [table.hidden is not None for table in tables] == [True, True]


def test_a_measure_without_its_variables_table_is_refused() -> None:
    with pytest.raises(Unprotectable, match="measure m counts q"):
        protect([raw_measure(20, 40, "c0")], RULE)


def test_two_tables_of_one_variable_are_refused() -> None:
    with pytest.raises(Unprotectable, match="2 tables of q"):
        protect([raw_table([1, 30]), raw_table([20, 30])], RULE)


def test_a_variable_and_a_measure_of_the_same_name_keep_apart() -> None:
    tables = protect([raw_table([20, 22], name="m"), raw_measure(20, 42, "c0", variable="m")], RULE)
    assert [(table.id, table.kind, table.hidden) for table in tables] == [
        ("m", "variable", None),
        ("m", "measure", None),
    ]
