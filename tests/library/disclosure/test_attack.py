"""No hidden count comes out, however the published numbers are put together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from tellback.disclosure import Hidden, SafeTable, protect
from tellback.disclosure.rule import Rule
from tellback.disclosure.table import KEY
from tellback.questionnaire.model import Questionnaire
from tellback.tabulation import RawTable, tabulate_all
from tests.library.disclosure.attacker import differences, possible
from tests.library.disclosure.tables import raw_table, rule
from tests.library.small import answers_to, asking, in_memory, single

SCHOOLING = asking(
    single("care", may_refuse=True),
    single("free"),
    {
        "id": "food",
        "kind": "multi",
        "text": "What?",
        "may_refuse": True,
        "choices": [{"id": name, "text": name} for name in ("fruit", "sweets", "bread")],
    },
    single("club", show_if="${care} = 'often'"),
    single("team", show_if="${club} = 'often'"),
    single("both", show_if="${care} = 'often' and ${free} = 'often'"),
    measures=[
        {"id": "m1", "text": "m", "variable": "care", "choices": ["often", "rarely"]},
        {"id": "m2", "text": "m", "variable": "club", "choices": ["often"], "of": "everyone"},
        {
            "id": "m3",
            "text": "m",
            "variable": "care",
            "choices": ["often", "rarely"],
            "where": "${free} = 'often'",
        },
        {"id": "m4", "text": "m", "variable": "food", "choices": ["fruit", "sweets"]},
        {"id": "m5", "text": "m", "variable": "food", "choices": ["fruit", "sweets", "bread"]},
        {"id": "m6", "text": "m", "variable": "food", "choices": ["bread"]},
    ],
)

LONE = asking(single("q"))


def assert_safe(
    tables: tuple[SafeTable, ...],
    raw: tuple[RawTable, ...],
    by: Rule,
    *,
    questionnaire: Questionnaire,
) -> None:
    truth = {
        (table.id, name): count
        for table in raw
        for name, count in [
            *((cell.id, cell.count) for cell in table.cells),
            ("-9", table.not_answered),
            ("-7", table.refused),
        ]
    }
    for table in tables:
        assert isinstance(table.base, Hidden) or table.base >= by.least_base
        for cell in table.cells:
            shown = not isinstance(cell.count, Hidden)
            assert shown == (not isinstance(cell.percent, Hidden))
            assert not (shown and by.is_small(truth[table.id, cell.id]))
    for (table, cell), counts in possible(questionnaire, tables).items():
        true = truth[table, cell]
        assert true in counts, "the attacker is wrong"
        assert len(counts) > 1, f"{cell} of {table} is told"
        if by.is_small(true):
            assert max(counts) >= by.least_cell["borough"], (
                f"{cell} of {table} is known to be small"
            )


@st.composite
def groups(draw: st.DrawFn) -> list[dict[str, str]]:
    """Pupils who come in groups of the same answers, so that not all counts are small."""
    some = draw(st.lists(st.tuples(answers_to(SCHOOLING), st.integers(1, 4)), max_size=4))
    return [answers for answers, times in some for _ in range(times)]


@settings(max_examples=80, deadline=None)
@given(pupils=groups(), least_base=st.integers(4, 6), least_cell=st.integers(2, 4))
def test_no_count_of_few_is_told_by_a_whole_release(
    pupils: list[dict[str, str]], least_base: int, least_cell: int
) -> None:
    by = rule(least_base, least_cell)
    raw = tabulate_all(in_memory(SCHOOLING, pupils))
    tables = protect(raw, by)
    assert_safe(tables, raw, by, questionnaire=SCHOOLING)
    for table, left in differences({one.id: one for one in tables}, SCHOOLING, len(pupils)):
        assert not by.is_small(left), f"{table} tells {left} pupils"


few = st.one_of(st.integers(0, 4), st.integers(0, 8))
gap = st.integers(0, 3)


@settings(max_examples=100, deadline=None)
@given(counts=st.lists(few, min_size=1, max_size=5), gaps=st.tuples(few, few))
def test_no_count_of_few_is_told_by_a_table_of_one_choice(
    counts: list[int], gaps: tuple[int, int]
) -> None:
    raw = raw_table(counts, *gaps, answered=0)
    by = rule(5, 3)
    assert_safe(protect([raw], by), (raw,), by, questionnaire=LONE)


@settings(max_examples=100, deadline=None)
@given(
    ticked=st.lists(st.sets(st.integers(0, 2), min_size=1), min_size=1, max_size=8),
    gaps=st.tuples(gap, gap),
)
def test_no_count_of_few_is_told_by_a_table_of_ticks(
    ticked: list[set[int]], gaps: tuple[int, int]
) -> None:
    counts = [sum(choice in one for one in ticked) for choice in range(3)]
    raw = raw_table(counts, *gaps, answered=len(ticked))
    by = rule(5, 3)
    tables = protect([raw], by)
    assert_safe(tables, (raw,), by, questionnaire=LONE)
    for cell in tables[0].cells:
        if cell.role == "choice" and not isinstance(cell.count, Hidden):
            assert not by.is_small(raw.base - cell.count)


def test_the_attacker_finds_what_hiding_small_counts_alone_would_tell() -> None:
    """A control: were only the small count hidden, the attacker would have it."""
    raw = raw_table([2, 8, 6], 5, 0, answered=0)
    (safe,) = protect([raw], rule(5, 3))
    assert possible(LONE, [safe]) == {
        ("q", "c0"): set(range(8)),
        ("q", "-9"): set(range(8)),
    }
    told = replace(safe.cells[-1], count=5, percent=24, key=KEY)
    naive = replace(safe, cells=(*safe.cells[:-1], told), key=KEY)
    assert possible(LONE, [naive]) == {("q", "c0"): {2}}
