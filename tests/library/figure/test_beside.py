"""Series of bars side by side: their intervals, how they compare, and what stays hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings, strategies as st

from tellback.disclosure import Hidden, SafeTable, protect
from tellback.figure import (
    Beside,
    Row,
    Side,
    Spread,
    draw_beside,
    rest_of,
    side_of,
    spread_of,
    svg_beside,
    table_beside,
)
from tellback.figure.side import NOBODY
from tellback.inference import compare, counted, wilson, wilson_of_population
from tellback.tabulation import RawTable
from tests.library.disclosure.tables import raw_measure, raw_table, rule
from tests.library.figure.test_figure import EVIL, SVG, cells, labels, texts

RULE = rule(10, 3)
REST = {"words": "The rest", "name": "the rest"}


def safe(raw: RawTable) -> SafeTable:
    return protect([raw], RULE)[0]


def measure(count: int, base: int) -> SafeTable:
    return protect([raw_table([count, base - count]), raw_measure(count, base, "c0")], RULE)[1]


def pair(
    whole: Sequence[int], part: Sequence[int], *, names: tuple[str, str] = ("Mine", "mine")
) -> tuple[SafeTable, tuple[Side, Side]]:
    """A table of everyone, and a part of them beside the rest."""
    table = safe(raw_table(whole, 4))
    mine = side_of(safe(raw_table(part, 3)), names[0], name=names[1], on_roll=1.25)
    others = rest_of(table, mine, on_roll=1.25, **REST)
    return table, (replace(mine, against=others), others)


def drawn(whole: Sequence[int], part: Sequence[int]) -> Beside:
    table, sides = pair(whole, part)
    return draw_beside([spread_of(table, sides)])[0]


CLEAR = drawn([100, 300, 0], [60, 30, 0])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=5))
@settings(max_examples=60)
def test_the_rest_is_everyone_less_the_part_wherever_both_are_shown(
    counts: list[tuple[int, int]],
) -> None:
    whole = safe(raw_table([mine + theirs for mine, theirs in counts]))
    part = side_of(safe(raw_table([mine for mine, _ in counts])), "Mine")
    rest = rest_of(whole, part, **REST)
    every = side_of(whole, "Every")
    for at, (_, theirs) in enumerate(counts):
        shown = [side.count(f"c{at}") for side in (every, part)]
        found = rest.count(f"c{at}")
        if any(isinstance(one, Hidden) for one in (*shown, every.base, part.base)):
            assert isinstance(found, Hidden)
        elif rest.base is NOBODY:
            assert found is NOBODY
        else:
            assert found == theirs


def test_of_nobody_else_there_is_nothing_to_say() -> None:
    table = safe(raw_table([20, 30]))
    rest = rest_of(table, side_of(table, "All of them"), **REST)
    assert rest.base is NOBODY
    assert (rest.said("c0"), rest.interval("c0"), rest.sample("c0")) == ("hidden", None, None)


def test_a_part_that_is_larger_than_its_whole_is_refused() -> None:
    part = side_of(safe(raw_table([30, 30])), "Mine")
    with pytest.raises(ValueError, match="30 pupils cannot be part of 20"):
        rest_of(safe(raw_table([20, 50])), part, **REST)


def test_what_is_hidden_is_hidden_in_the_rest_for_the_same_reason() -> None:
    table, (mine, others) = pair([100, 50, 60], [2, 20, 30])
    reason = mine.count("c0")
    assert isinstance(reason, Hidden)
    assert others.count("c0") is reason
    figure = draw_beside([spread_of(table, (mine, others))])[0]
    assert figure.lines[0].values[1].said == "hidden"
    assert figure.lines[0].values[1].interval is None
    assert not figure.all_hidden
    assert figure.reasons == (reason.reason,)


def test_a_school_that_is_hidden_whole_hides_the_rest_and_is_not_compared() -> None:
    figure = drawn([100, 50], [2, 3])
    assert figure.all_hidden
    assert figure.reasons == ("Hidden: fewer than 10 pupils were asked",)
    assert all(value.mark is None for line in figure.lines for value in line.values)


@pytest.mark.parametrize(
    ("count", "base", "said"),
    [(4, 1000, "less than 1%"), (0, 1000, "0%"), (996, 1000, "more than 99%"), (25, 200, "13%")],
)
def test_per_cents_round_halves_up_and_say_what_only_rounds(
    count: int, base: int, said: str
) -> None:
    assert side_of(safe(raw_table([count, base - count])), "S").said("c0") == said


def test_of_a_base_of_nobody_there_is_no_figure() -> None:
    side = Side("S", 0, {"c0": 0}, "s")
    assert side.said("c0") == "no figure"
    assert side.shown("c0") is None


def test_an_interval_is_about_the_pupils_on_roll_where_that_is_known() -> None:
    table = safe(raw_table([90, 110]))
    assert side_of(table, "S").interval("c0") == wilson(90, 200)
    assert side_of(table, "S", on_roll=1.25).interval("c0") == wilson_of_population(90, 200, 250)
    everyone = side_of(table, "S", on_roll=0.9).interval("c0")
    assert everyone is not None
    assert everyone.low == everyone.high == 0.45


def test_comparisons_of_all_figures_are_one_family() -> None:
    spreads, pairs = [], []
    for at in range(30):
        table, sides = pair([200, 200], [60, 40] if at == 0 else [50, 50])
        spreads.append(spread_of(table, sides))
        for choice in ("c0", "c1"):
            shown = [side.shown(choice) for side in sides]
            pairs.append(
                [counted(one.name, *had) for one, had in zip(sides, shown, strict=True) if had]
            )
    made = draw_beside(spreads)
    together = compare([(one, other) for one, other in pairs], between="groups")
    words = [line.values[0].mark.word for one in made for line in one.lines if line.values[0].mark]
    assert words == [one.word for one in together]
    alone = draw_beside(spreads[:1])[0].lines[0].values[0].mark
    assert alone is not None
    assert alone.word == "higher"
    assert words[0] == "no real difference"  # as one of sixty it may be chance


def test_those_without_an_answer_and_the_rest_itself_are_not_compared() -> None:
    assert [[value.mark is not None for value in line.values] for line in CLEAR.lines] == [
        [True, False],
        [True, False],
        [True, False],
        [False, False],
    ]
    assert CLEAR.lines[-1].note


def test_what_is_more_than_chance_is_said_in_words() -> None:
    said = [(line.words, value.mark.sentence) for line, value in CLEAR.differences if value.mark]
    assert said == [
        ("C0", "Higher than the rest: 65% against 13% is more than chance."),
        ("C1", "Lower than the rest: 32% against 87% is more than chance."),
    ]
    assert "C0: Mine 65% (higher), The rest 13%." in CLEAR.description


def test_too_few_are_said_to_be_too_few() -> None:
    table = safe(raw_table([100, 100]))
    few = Side("Few", 6, {"c0": 3}, "this group")
    side = replace(few, against=side_of(table, "All", name="all"))
    figure = draw_beside([Spread("q", "Q", "Of all pupils", (Row("C0", "c0", (side,)),))])[0]
    mark = figure.lines[0].values[0].mark
    assert mark is not None
    assert (mark.word, mark.sign, mark.real) == ("too few to say", "●", False)


def test_a_chart_says_words_numbers_and_comparisons_as_text() -> None:
    said = texts(svg_beside(CLEAR))
    assert said[:6] == ["C0", "Mine", "65%", "higher", "The rest", "13%"]
    chart = ElementTree.fromstring(svg_beside(CLEAR))
    shapes = [
        one.attrib["aria-label"] for one in chart.iter(f"{SVG}path") if "aria-label" in one.attrib
    ]
    assert shapes == ["higher", "lower", "no real difference"]


def test_each_bar_is_labelled_with_its_number_and_its_interval() -> None:
    interval = CLEAR.lines[0].values[0].interval
    assert interval is not None
    assert labels(svg_beside(CLEAR))[0] == f"Mine: 65%, {interval.percents} for all such pupils"


def test_an_interval_is_drawn_where_it_lies() -> None:
    value = CLEAR.lines[0].values[0]
    assert value.interval is not None
    chart = svg_beside(CLEAR)
    drawn_at = re.findall(r'd="M([\d.]+) [\d.]+v8M[\d.]+ [\d.]+H([\d.]+)M', chart)[0]
    low, high = (float(one) / 360 for one in drawn_at)
    assert low == pytest.approx(value.interval.low, abs=0.002)
    assert high == pytest.approx(value.interval.high, abs=0.002)


def test_where_everyone_was_asked_no_interval_is_drawn() -> None:
    table = safe(raw_table([90, 110]))
    side = side_of(table, "All pupils", on_roll=1.0)
    assert "v8" not in svg_beside(draw_beside([spread_of(table, [side])])[0])


def test_a_single_series_has_its_answers_in_the_place_of_its_name() -> None:
    table = safe(raw_table([90, 110]))
    said = texts(svg_beside(draw_beside([spread_of(table, [side_of(table, "All pupils")])])[0]))
    assert said == ["C0", "45%", "C1", "55%", "Did not answer", "0%"]


def many(count: int, answers: Sequence[int] = (50, 50)) -> Beside:
    table = safe(raw_table(answers))
    all_of_them = side_of(table, "All", name="all")
    sides = [replace(side_of(table, f"School {at}"), against=all_of_them) for at in range(count)]
    return draw_beside([spread_of(table, sides)])[0]


def test_many_series_stand_one_to_a_line_with_a_shape_each() -> None:
    chart = svg_beside(many(7))
    assert texts(chart)[:5] == ["C0", "School 0", "50%", "School 1", "50%"]
    assert chart.count('aria-label="no real difference"') == 14
    assert "no real difference" not in texts(chart)


def test_what_only_rounds_has_room_where_bars_stand_one_to_a_line() -> None:
    assert texts(svg_beside(many(5, [996, 4])))[2] == ">99%"
    assert "<strong>more than 99%</strong>" in table_beside(many(5, [996, 4]))


@pytest.mark.parametrize("figure", [CLEAR, many(9), drawn([100, 50], [2, 3])])
def test_a_chart_needs_no_style_and_no_script(figure: Beside) -> None:
    chart = svg_beside(figure)
    assert not re.search(r"style|class=|<script|\son\w+=|href|url\(", chart)
    ElementTree.fromstring(chart)


@pytest.mark.parametrize("figure", [CLEAR, many(100), many(3, [9] * 60)])
def test_no_bar_leaves_the_chart_and_none_lies_on_another(figure: Beside) -> None:
    chart = ElementTree.fromstring(svg_beside(figure))
    bars = [one.attrib for one in chart.iter(f"{SVG}rect") if "aria-label" in one.attrib]
    tops = [float(one["y"]) for one in bars]
    height = float(chart.attrib["viewBox"].split()[3])
    assert all(b - a >= 14 for a, b in pairwise(tops))
    assert tops[-1] + 14 <= height
    assert all(float(one["x"]) + float(one["width"]) <= 360 for one in bars)


def test_a_table_has_a_line_an_answer_and_a_column_a_series() -> None:
    rows = cells(table_beside(CLEAR))
    assert rows[0] == ["Answer", "Mine93 pupils", "The rest311 pupils"]
    assert rows[1][0] == "C0"
    assert rows[1][1].startswith("65% 60 ")
    assert rows[1][1].endswith("▲ higher")
    assert [row[0] for row in rows[1:]] == ["C0", "C1", "C2", "Did not answer"]


def test_a_table_of_many_series_has_a_line_a_series() -> None:
    rows = cells(table_beside(many(5)))
    assert rows[0] == ["Pupils", "C0", "C1", "Did not answer"]
    assert rows[1][0] == "School 0 100 pupils"
    assert len(rows) == 6


def test_a_table_says_each_lines_numbers_where_they_differ() -> None:
    one, other = (side_of(measure(20, base), "Mine") for base in (40, 80))
    rows = (Row("Has a pet", "held", (one,)), Row("Walks", "held", (other,)))
    text = table_beside(draw_beside([Spread("m", "M", "Of some", rows)])[0])
    assert [row[0] for row in cells(text)] == [
        "Answer",
        "Has a petMine: 40 pupils",
        "WalksMine: 80 pupils",
    ]


def test_a_measure_needs_no_words_of_its_own() -> None:
    table = measure(20, 50)
    made = spread_of(table, [side_of(table, "Mine")], title="M")
    spread = replace(made, rows=tuple(replace(row, words="") for row in made.rows))
    figure = draw_beside([spread])[0]
    assert figure.id == "measure-m"
    assert cells(table_beside(figure))[0] == ["Mine50 pupils"]
    assert figure.description == "Mine 40%."


def test_a_table_says_why_it_hides() -> None:
    text = table_beside(drawn([100, 50], [2, 3]))
    assert "<strong>hidden</strong>" in text
    assert "Hidden: fewer than 10 pupils were asked." in text
    assert "number hidden" in text


def test_words_cannot_become_markup() -> None:
    table, sides = pair([100, 300], [60, 30], names=(EVIL, EVIL))
    figure = draw_beside([spread_of(replace_title(table), sides)])[0]
    for text in (svg_beside(figure), table_beside(figure)):
        assert "<script" not in text
        assert "&lt;script&gt;" in text


def replace_title(table: SafeTable) -> SafeTable:
    """The same table with a title that a stranger wrote."""
    return safe(replace(raw_table([100, 300], 4), title=EVIL, base_words=EVIL, id=table.id))


def test_a_table_with_more_answers_than_series_has_a_line_an_answer() -> None:
    rows = cells(table_beside(many(5, [9] * 60)))
    assert rows[0] == ["Answer", *(f"School {at}540 pupils" for at in range(5))]
    assert len(rows) == 62
