"""A stranger with every file of a release works out nothing that is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tellback.disclosure import Hidden, Known, Rule, SafeTable, Unprotectable, Why, protect
from tellback.disclosure.table import KEY, whole_percent
from tests.library.disclosure.families import (
    ASKED,
    SPLITS,
    areas_of,
    attacked,
    protected,
    tables_of,
    wave,
)

AREAS = SPLITS[:3]


def rule(splits: tuple[tuple[str, ...], ...] = AREAS, **more: object) -> Rule:
    held: dict[str, object] = {
        "id": "t",
        "from": "2026-01-01",
        "source": "a test",
        "least_base": 10,
        "least_cell": {"borough": 3, "locality": 3, "group": 5, "school": 5},
        "full_cells": "sensitive",
        "splits": [list(split) for split in splits],
    }
    return Rule.model_validate(held | more)


def hidden(tables: tuple[SafeTable, ...]) -> int:
    return sum(isinstance(cell.count, Hidden) for table in tables for cell in table.cells)


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 5])
def test_nothing_hidden_comes_out_of_a_wave_of_several_schools(seed: int) -> None:
    rng = Random(seed)
    rows = wave(rng, schools=rng.randint(5, 9), largest=60)
    by = rule()
    raw = tables_of(rows, AREAS)
    safe = protected(raw, by, rows)
    report = attacked(safe, raw, by, rows)
    assert report.hidden == hidden(safe)
    assert (report.exact, report.too_narrow) == ((), ())


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 5])
def test_nor_where_those_who_left_a_question_out_are_no_secret(seed: int) -> None:
    rng = Random(seed)
    rows = wave(rng, schools=rng.randint(5, 9), largest=60)
    raw = tables_of(rows, AREAS)
    told, kept = (protected(raw, rule(no_answer=shown), rows) for shown in ("shown", "hidden"))
    assert attacked(told, raw, rule(no_answer="shown"), rows).safe
    assert hidden(told) < hidden(kept)


def test_how_many_left_a_question_out_is_shown_and_who_preferred_not_to_say_is_not() -> None:
    rows = wave(Random(3), schools=7, largest=60)
    by = rule(no_answer="shown")
    raw = tables_of(rows, AREAS)
    small = Counter(
        cell.id
        for table in protected(raw, by, rows)
        for cell in table.cells
        if isinstance(cell.count, int) and by.is_small(cell.count, table.group.level)
        # How many did not say what they are split by is told by the numbers of the rest.
        if table.id != "sex" and table.group.level != "group"
    )
    assert set(small) == {"-9"}
    assert small["-9"] > 2


def test_the_attack_goes_by_the_rule_that_is_in_the_release() -> None:
    """The control: what one rule may show is a find by the other."""
    rows = wave(Random(3), schools=7, largest=60)
    raw = tables_of(rows, AREAS)
    told = protected(raw, rule(no_answer="shown"), rows)
    assert not attacked(told, raw, rule(), rows).safe


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nor_where_schools_are_split_by_sex(seed: int) -> None:
    rows = wave(Random(seed), schools=7, largest=60)
    by = rule(SPLITS)
    raw = tables_of(rows, SPLITS)
    assert attacked(protected(raw, by, rows), raw, by, rows).safe


def test_no_small_count_is_shown_and_none_is_changed() -> None:
    rows = wave(Random(3), schools=7, largest=60)
    by = rule()
    raw = tables_of(rows, AREAS)
    truth = {
        (table.kind, table.id, table.group, cell): count
        for table in raw
        for cell, count in [
            *((one.id, one.count) for one in table.cells),
            ("-9", table.not_answered),
            ("-7", table.refused),
        ]
    }
    shown = 0
    for table in protected(raw, by, rows):
        for cell in table.cells:
            if isinstance(cell.count, Hidden) or table.group.level == "group":
                continue
            shown += 1
            true = truth[table.kind, table.id, table.group, cell.id]
            assert cell.count == true
            # How many did not say what they are split by is told by the numbers of the rest.
            silent = table.id == "sex" and (cell.id == "-9" or not table.group.whole)
            assert silent or not by.is_small(cell.count, table.group.level)
    assert shown > 60


def test_showing_one_more_count_gives_another_away() -> None:
    """The control: of a safe release, each cell that is hidden beside a small one is needed."""
    rows = wave(Random(1), schools=6, largest=40)
    by = rule((("school",),))
    raw = tables_of(rows, (("school",),))
    safe = protected(raw, by, rows)
    true = {(table.kind, table.id, table.group): table for table in raw}
    found = 0
    for at, table in enumerate(safe):
        table_raw = true[table.kind, table.id, table.group]
        beside = [
            place
            for place, cell in enumerate(table_raw.cells)
            if isinstance(table.cells[place].count, Hidden)
            and not table.hidden
            and not by.is_small(cell.count, table.group.level)
        ]
        for place in beside[:1]:
            count = table_raw.cells[place].count
            told = replace(
                table.cells[place],
                count=count,
                percent=whole_percent(count, table_raw.base),
                key=KEY,
            )
            cells = (*table.cells[:place], told, *table.cells[place + 1 :])
            leaky = (*safe[:at], replace(table, cells=cells, key=KEY), *safe[at + 1 :])
            found += not attacked(leaky, raw, by, rows).safe
        if found:
            return
    pytest.fail("no cell beside a small one was needed")


def test_sensitive_questions_are_for_the_whole_area_alone() -> None:
    rows = wave(Random(2), schools=6)
    by = rule()
    for table in protected(tables_of(rows, AREAS), by, rows):
        if table.id == "drink" and table.group.level != "borough":
            assert table.hidden
            assert table.hidden.code in {Why.SENSITIVE, Why.FEW_ASKED}


def test_small_schools_are_counted_together() -> None:
    rows = wave(Random(6), schools=9, largest=30)
    small = {row.school for row in rows if sum(one.school == row.school for one in rows) < 10}
    assert len(small) > 1
    by = rule()
    tables = protected(tables_of(rows, AREAS), by, rows)
    together = [table for table in tables if table.group.level == "group" and table.id == "food"]
    assert [table.base for table in together] == [sum(row.school in small for row in rows)]
    apart = protected(tables_of(rows, AREAS), rule(small_schools="hidden"), rows)
    assert not any(table.group.level == "group" for table in apart)
    for table in tables:
        if table.group.area in small:
            assert table.hidden
            assert all(isinstance(cell.count, Hidden) for cell in table.cells)


def test_a_locality_of_one_school_may_be_hidden() -> None:
    rows = [
        replace(row, locality="L0" if row.school in {"1001", "1002"} else row.locality)
        for row in wave(Random(3), schools=4, largest=60)
    ]
    by = rule((("locality",),), least_schools=2, most_of_one_school=90)
    tables = protected(tables_of(rows, (("locality",), ("school",))), by, rows)
    codes = {
        table.group.area: table.hidden.code if table.hidden else ""
        for table in tables
        if table.id == "food" and table.group.level == "locality"
    }
    assert codes == {"L0": codes["L0"], "L2": Why.FEW_SCHOOLS}
    assert codes["L0"] != Why.FEW_SCHOOLS


def test_a_table_in_which_all_said_the_same_tells_it_of_each() -> None:
    rows = wave(Random(3), schools=5, largest=60)
    alike = [
        replace(
            row, response=replace(row.response, answers={**row.response.answers, "drink": "no"})
        )
        for row in rows
    ]
    raw = tables_of(alike, ())
    for shown, code in (("hidden", Why.LINKED), ("sensitive", Why.LINKED), ("shown", None)):
        tables = protected(raw, rule((), full_cells=shown), alike)
        (drink,) = (table for table in tables if table.id == "drink")
        assert (drink.hidden.code if drink.hidden else None) == code


def test_a_revision_by_few_pupils_is_refused() -> None:
    rows = wave(Random(3), schools=6, largest=60)
    by = rule()
    first = protected(tables_of(rows, AREAS), by, rows)
    late = (*rows, *(replace(rows[0], school="1999") for _ in range(4)))
    with pytest.raises(Unprotectable, match="since its last release"):
        protected(tables_of(late, AREAS), by, late, earlier=first)


def test_a_revision_by_a_school_shows_no_small_change() -> None:
    rows = wave(Random(3), schools=6, largest=60)
    by = rule()
    first = protected(tables_of(rows, AREAS), by, rows)
    more = wave(Random(4), schools=1, largest=60)
    late = (*rows, *(replace(row, school="1999", locality="L1") for row in more))
    assert len(more) >= 10
    second = protected(tables_of(late, AREAS), by, late, earlier=first)
    before = {(table.kind, table.id, table.group): table for table in first}
    compared = 0
    for table in second:
        old = before.get((table.kind, table.id, table.group))
        for place, cell in enumerate(table.cells if old else ()):
            assert old
            was = old.cells[place].count
            if isinstance(cell.count, int) and isinstance(was, int):
                compared += 1
                assert not by.is_small(abs(cell.count - was), table.group.level)
    assert compared > 30


def test_the_same_release_again_hides_no_more() -> None:
    rows = wave(Random(3), schools=6, largest=60)
    by = rule()
    raw = tables_of(rows, AREAS)
    first = protected(raw, by, rows)
    assert protected(raw, by, rows, earlier=first) == first


def test_protection_does_not_depend_on_the_order_of_groups_or_their_names() -> None:
    rows = wave(Random(5), schools=6, largest=40)
    by = rule()
    raw = tables_of(rows, AREAS)
    one = protect(raw, by, Known(areas_of(rows), ASKED.splits))
    other = protect(tuple(reversed(raw)), by, Known(areas_of(rows), ASKED.splits))
    assert abs(hidden(one) - hidden(other)) <= hidden(one) // 20
