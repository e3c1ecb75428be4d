"""A school beside the rest of the borough, computed at once, is what it is one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tellback.figure import Side, draw_beside, spread_of
from tellback.report.ground import beside_rest
from tellback.report.school.sides import HERE, beside_borough, intervals
from tests.library.report import edges
from tests.library.report.demo import demo_material

ASKED = st.integers(1, 400).flatmap(
    lambda base: st.tuples(
        st.integers(0, base), st.just(base), st.none() | st.floats(1.0, 4.0, allow_nan=False)
    )
)


@given(st.lists(ASKED, max_size=8))
def test_intervals_are_those_of_each_side(asked: list[tuple[int, int, float | None]]) -> None:
    made = intervals(asked)
    for (count, base, on_roll), one in zip(asked, made, strict=True):
        known = Side("x", base, {"a": count}, "x", on_roll=on_roll).interval("a")
        assert known is not None
        assert one.low == pytest.approx(known.low, abs=1e-12)
        assert one.high == pytest.approx(known.high, abs=1e-12)
        assert one.percents == known.percents


@pytest.mark.parametrize("number", ["9001", "9004", "9015"])
def test_figures_and_marks_are_those_of_the_ground_one_by_one(number: str) -> None:
    ground = demo_material().ground
    area = edges.area_of(demo_material(), number)
    keys = [key for key, table in ground.held(area).whole.items() if not table.hidden]
    made = beside_borough(ground, area, keys)
    spreads = []
    for key in keys:
        part = beside_rest(ground, area, key)
        assert part.against is not None
        spreads.append(spread_of(ground.borough.whole[key], (part, part.against)))
    for one, known in zip(made.values(), draw_beside(spreads), strict=True):
        assert (one.id, one.title, one.base) == (known.id, known.title, known.base)
        for line, other in zip(one.lines, known.lines, strict=True):
            for value, expected in zip(line.values, other.values, strict=True):
                assert (value.count, value.said, value.of) == (
                    expected.count,
                    expected.said,
                    expected.of,
                )
                assert (value.mark and value.mark.word) == (expected.mark and expected.mark.word)
                assert (value.interval and value.interval.percents) == (
                    expected.interval and expected.interval.percents
                )


def test_a_side_is_called_by_what_it_is_and_not_by_a_name() -> None:
    material = demo_material()
    made = beside_borough(
        material.ground, edges.area_of(material, "9001"), [("measure", "five_a_day")]
    )
    assert made["measure", "five_a_day"].sides == (HERE["school"], "The rest of the borough")


def test_where_nobody_else_was_asked_the_school_stands_alone() -> None:
    material = edges.material_of(edges.release_of(edges.ALONE, (("9004", 30),)))
    made = beside_borough(
        material.ground, edges.area_of(material, "9004"), [("variable", "health")]
    )
    assert made["variable", "health"].sides == (HERE["school"],)
    assert not made["variable", "health"].differences


def test_a_table_that_a_school_has_not_is_an_error() -> None:
    material = demo_material()
    with pytest.raises(KeyError):
        beside_borough(material.ground, edges.area_of(material, "9001"), [("measure", "none")])


def test_nothing_asked_has_no_intervals() -> None:
    assert intervals([]) == ()
