"""Tables of every group, from every engine, against counting pupil by pupil."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from tellback.questionnaire.expression import parse
from tellback.questionnaire.model import Questionnaire
from tellback.response import accept
from tellback.snapshot import PupilRow, Snapshot
from tellback.tabulation import (
    EVERYONE,
    Group,
    RawTable,
    UnknownSplit,
    UnknownTable,
    tabulate,
    tabulate_all,
    tabulate_family,
    tabulate_measure,
)
from tellback.tabulation.leads import leads_to
from tests.library.small import asking, in_memory, single
from tests.library.tabulation.families import (
    ASKING,
    LOCALITIES,
    SPLITS,
    TOGETHER,
    rows_of_pupils,
    snapshot_of_rows,
)
from tests.library.tabulation.oracle import Obvious, Obviously, groups

OBVIOUSLY = Obviously(ASKING)


def told(table: RawTable) -> Obvious:
    return Obvious(
        {cell.id: cell.count for cell in table.cells},
        table.base,
        table.not_answered,
        table.refused,
        table.differences,
    )


def check_family(tables: Sequence[RawTable], rows: Sequence[PupilRow]) -> None:
    """Every table of every group is there once and says what is obvious."""
    there = {EVERYONE: list(rows)}
    for split in SPLITS:
        there |= groups(ASKING, rows, split, TOGETHER)
    ids = [table.id for table in tabulate_all(snapshot_of_rows([]))]
    keys = [(table.id, table.group) for table in tables]
    assert len(set(keys)) == len(keys)
    assert {(name, with_order(group)) for name in ids for group in there} == {
        (name, with_order(group)) for name, group in keys
    }
    by_order = {with_order(group): pupils for group, pupils in there.items()}
    for table in tables:
        expected = OBVIOUSLY.table(table, by_order[with_order(table.group)])
        if table.leads and table.group != EVERYONE:
            expected = Obvious(
                expected.cells, expected.base, expected.not_answered, expected.refused, ()
            )
        assert told(table) == expected, (table.id, table.group)


def with_order(group: Group) -> tuple[str, str, frozenset[tuple[str, str]]]:
    return group.level, group.area, frozenset(zip(group.split, group.value, strict=True))


@pytest.mark.parametrize("engine", ["local", "numpy"])
@settings(max_examples=25)
@given(rows=rows_of_pupils(14))
def test_every_table_of_every_group_is_what_counting_pupil_by_pupil_gives(
    engine: str, rows: list[PupilRow]
) -> None:
    snapshot = snapshot_of_rows(rows)
    tables = tabulate_family(snapshot, SPLITS, engine=engine, together=TOGETHER)  # type: ignore[arg-type]
    check_family(tables, rows)


@settings(max_examples=25)
@given(rows=rows_of_pupils(14))
def test_leading_cells_add_up_to_the_base_in_every_group(rows: list[PupilRow]) -> None:
    tables = tabulate_family(snapshot_of_rows(rows), SPLITS, together=TOGETHER)
    counts: dict[tuple[str, Group], dict[str, int]] = {}
    sizes = {(table.group): table.base for table in tables if table.id == "q1"}
    for table in tables:
        if table.kind == "variable":
            missing = {
                "-9": table.not_answered,
                "-8": sizes[table.group] - table.base,
                "-7": table.refused,
            }
            counts[table.id, table.group] = missing | {one.id: one.count for one in table.cells}
    for table in tables:
        if table.leads:
            assert table.base == sum(counts[name, table.group][cell] for name, cell in table.leads)
            assert not table.everyone
        if table.everyone:
            assert table.base == sizes[table.group]


@pytest.mark.parametrize(
    ("name", "leads"),
    [
        ("q1", ()),
        ("either", (("place", "often"), ("place", "never"))),
        ("blank_too", (("place", "rarely"), ("place", "never"), ("place", "-9"))),
        ("hours", (("care", "yes"),)),
        ("of_routed", tuple(("hours", one) for one in "2345")),
        ("not_two", (*(("hours", one) for one in "01345"), ("hours", "-9"), ("hours", "-8"))),
        ("ticked", (("food", "fruit"),)),
        ("other_tick", ()),
        ("refusers", (("q1", "-7"),)),
        ("both", ()),
        ("tall", ()),
        ("told", ()),
        ("preset", ()),
        ("m_plain", ()),
        ("m_routed", (("place", "often"), ("place", "never"))),
        ("m_everyone", ()),
        ("m_where", (("care", "yes"),)),
        ("m_two", ()),
    ],
)
def test_a_base_says_which_answers_lead_to_it(name: str, leads: object) -> None:
    (table,) = tabulate_family(snapshot_of_rows([]), (), only=[name])
    assert table.leads == leads
    assert table.everyone == (name in {"q1", "m_plain", "m_everyone"})


def test_a_rule_of_too_many_ticks_is_no_sum() -> None:
    many = [{"id": f"c{at}", "text": f"C{at}"} for at in range(13)]
    asked = asking(
        {"id": "ticks", "kind": "multi", "text": "Which?", "choices": many},
        single("q", show_if="selected(${ticks}, 'c1')"),
    )
    (table,) = tabulate_family(in_memory(asked, [{"ticks": "c1 c2"}]), (), only=["q"])
    assert (table.leads, table.base) == ((), 1)


def test_a_rule_that_no_tick_keeps_leads_from_nowhere() -> None:
    assert leads_to(ASKING, [parse("${food} = 'bread'")]) == ()
    assert leads_to(ASKING, [parse("${food} = ''")]) == (("food", "-9"),)


def test_a_measure_is_no_variable_and_a_variable_no_measure() -> None:
    with pytest.raises(KeyError):
        tabulate(snapshot_of_rows([]), "m_plain")
    with pytest.raises(KeyError):
        tabulate_measure(snapshot_of_rows([]), "q1")


def test_a_table_says_what_it_is_about() -> None:
    rows = [row("1001", {"q1": "often"})]
    tables = {table.id: table for table in tabulate_family(snapshot_of_rows(rows), ())}
    assert {table.wave for table in tables.values()} == {"2009"}
    assert (tables["q1"].may_refuse, tables["care"].may_refuse) == (True, False)
    assert (tables["either"].sensitive, tables["q1"].sensitive) == (True, False)
    assert (tables["m_routed"].sensitive, tables["m_plain"].sensitive) == (True, False)
    assert tables["m_plain"].may_refuse


def row(school: str, answers: dict[str, str], locality: str = "") -> PupilRow:
    place = locality or LOCALITIES[school]
    return PupilRow(school, place, "5", "online", accept(ASKING, answers))


def test_tables_come_in_the_order_asked_and_groups_by_area_and_choice() -> None:
    rows = [
        row("20", {"q1": "never"}),
        row("1001", {"q1": "often"}),
        row("1002", {"q1": "prefer_not_to_say"}),
        row("1002", {"q1": "rarely"}),
        row("1002", {"q1": "often"}),
    ]
    splits = [("school", "sex"), ("sex",), ("locality",)]
    tables = tabulate_family(snapshot_of_rows(rows), splits, only=["m_plain", "care", "q1"])
    assert list(dict.fromkeys(table.id for table in tables)) == ["q1", "care", "m_plain"]
    assert [table.group for table in tables if table.id == "care"] == [
        EVERYONE,
        Group("school", "1001", ("sex",), ("often",)),
        Group("school", "1002", ("sex",), ("often",)),
        Group("school", "1002", ("sex",), ("rarely",)),
        Group("school", "1002", ("sex",), ("-9",)),
        Group("school", "20", ("sex",), ("never",)),
        Group("borough", "", ("sex",), ("often",)),
        Group("borough", "", ("sex",), ("rarely",)),
        Group("borough", "", ("sex",), ("never",)),
        Group("borough", "", ("sex",), ("-9",)),
        Group("locality", "East"),
        Group("locality", "North"),
        Group("locality", "South"),
    ]


def test_a_school_whose_rows_name_two_localities_is_counted_in_each() -> None:
    rows = [row("1001", {}), row("1001", {}, "North"), row("1002", {})]
    tables = tabulate_family(snapshot_of_rows(rows), [("locality",), ("school",)], only=["q1"])
    assert {(table.group.area, table.base) for table in tables} == {
        ("", 3),
        ("South", 1),
        ("North", 2),
        ("1001", 2),
        ("1002", 1),
    }


def test_a_snapshot_in_several_pieces_gives_the_same_tables() -> None:
    rows = [row(school, {"q1": "often", "height": "1.5"}) for school in LOCALITIES] * 3
    whole = snapshot_of_rows(rows)
    pieces = pa.concat_tables([whole.table.slice(0, 5), whole.table.slice(5, 4), whole.table[9:]])
    parted = Snapshot(whole.manifest, whole.questionnaire, pieces)
    assert pieces.column("q1").num_chunks == 3
    assert tabulate_family(parted, SPLITS) == tabulate_family(whole, SPLITS)


def test_a_year_long_ago_is_counted_value_by_value_in_little_room() -> None:
    asked = asking(
        {"id": "born", "kind": "number", "text": "Born?", "least": 1990, "most": 1995},
    )
    snapshot = in_memory(asked, [{"born": "1990"}, {"born": "1995"}, {"born": "1995"}, {}])
    (table,) = tabulate_family(snapshot, ())
    assert [cell.count for cell in table.cells] == [1, 0, 0, 0, 0, 2]
    assert table.not_answered == 1


def test_a_number_that_nobody_could_answer_is_in_no_cell() -> None:
    snapshot = snapshot_of_rows([row("1001", {"care": "yes", "hours": "5"})] * 3)
    at = snapshot.table.schema.get_field_index("hours")
    beyond = snapshot.table.set_column(at, "hours", pa.array([5, 6, -1], pa.int32()))
    (table,) = tabulate_family(
        Snapshot(snapshot.manifest, snapshot.questionnaire, beyond), (), only=["hours"]
    )
    assert [cell.count for cell in table.cells] == [0, 0, 0, 0, 0, 1]
    assert (table.base, table.not_answered) == (3, 0)


@pytest.mark.parametrize(
    ("split", "says"),
    [
        (("sexx",), "Did you mean `sex`?"),
        (("shoe size",), "It can be split by: locality, origin, school, sex."),
        (("school", "locality"), "no split by school and locality"),
        (("sex", "sex"), "no name twice"),
    ],
)
def test_a_split_that_cannot_be_made_is_refused_with_a_sentence(
    split: tuple[str, ...], says: str
) -> None:
    with pytest.raises(UnknownSplit) as refused:
        tabulate_family(snapshot_of_rows([]), [split])
    assert says in str(refused.value)


def test_an_unknown_table_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownTable) as refused:
        tabulate_family(snapshot_of_rows([]), (), only=["m_plian"])
    assert str(refused.value) == (
        "This wave has no question or measure `m_plian`. Did you mean `m_plain`?"
    )


def test_a_split_named_twice_is_counted_once() -> None:
    rows = [row("1001", {"q1": "often", "place": "often"})]
    tables = tabulate_family(
        snapshot_of_rows(rows), [("sex", "origin"), ("origin", "sex"), ("sex", "origin")]
    )
    assert len(tables) == 2 * len(tabulate_all(snapshot_of_rows(rows)))


def test_a_questionnaire_that_asks_nothing_has_no_tables() -> None:
    silent = Questionnaire.model_validate(
        {
            "id": "none",
            "title": "None",
            "version": "1",
            "sections": [
                {"id": "s", "title": "S", "questions": [{"id": "n", "kind": "note", "text": "Hi"}]}
            ],
        }
    )
    assert tabulate_family(in_memory(silent, [{}, {}]), [("school",)]) == ()


@settings(max_examples=20)
@given(data=st.data())
def test_a_group_is_counted_as_if_nobody_else_had_taken_part(data: st.DataObject) -> None:
    rows = data.draw(rows_of_pupils(12))
    school = data.draw(st.sampled_from(sorted(LOCALITIES)))
    mine = [one for one in rows if one.school == school]
    family = tabulate_family(snapshot_of_rows(rows), [("school",)])
    found = [table for table in family if table.group.area == school]
    alone = tabulate_all(snapshot_of_rows(mine)) if mine else ()
    assert [told(one).cells for one in found] == [told(one).cells for one in alone]
    assert [one.base for one in found] == [one.base for one in alone]
