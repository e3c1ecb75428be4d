"""A line over the years, where there are years enough for one, broken where they are not alike."""

from __future__ import annotations

import itertools
import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings, strategies as st

from tellback.figure import YearPoint, svg_years
from tellback.inference import Interval
from tests.library.figure.test_figure import EVIL, SVG, texts

THREE = [YearPoint("2007", 0.56), YearPoint("2008", 0.63), YearPoint("2009", 0.7)]
OTHER = "the answers offered were others"
BROKEN = [
    YearPoint("2005", 0.4),
    YearPoint("2006", 0.52),
    YearPoint("2007", 0.56, changed=OTHER),
    YearPoint("2008", 0.63),
    YearPoint("2009", 0.7, Interval(0.66, 0.74)),
]
SCALE = ["0%", "50%", "100%"]


def drawn(points: list[YearPoint]) -> Element:
    made: Element = ElementTree.fromstring(svg_years("m", "M", points))
    return made


def dots(root: Element) -> list[tuple[float, float]]:
    return [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in root.iter(f"{SVG}circle")]


def runs(root: Element) -> list[list[tuple[float, float]]]:
    return [
        [
            (float(x), float(y))
            for x, y in (pair.split(",") for pair in one.attrib["points"].split())
        ]
        for one in root.iter(f"{SVG}polyline")
    ]


def words_of(chart: str) -> list[str]:
    """The title and the description that a reader hears."""
    root = ElementTree.fromstring(chart)
    held = {node.attrib["id"]: node.text for node in root if "id" in node.attrib}
    return [held[name] or "" for name in root.attrib["aria-labelledby"].split()]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_of_two_years_there_is_no_line(count: int) -> None:
    assert svg_years("m", "M", THREE[:count]) == ""


def test_years_and_numbers_stand_as_text_and_in_words() -> None:
    chart = svg_years("m-years", "Do sport", THREE)
    assert texts(chart) == [*SCALE, "56%", "63%", "70%", "2007", "2008", "2009"]
    assert words_of(chart) == ["Do sport: over the years", "2007 56%, 2008 63%, 2009 70%."]


def test_higher_is_higher_and_the_line_goes_through_each_dot() -> None:
    root = drawn([YearPoint(str(at), share) for at, share in enumerate([0.0, 1.0, 0.5])])
    assert [y for _, y in dots(root)] == [146, 26, 86]
    assert runs(root) == [dots(root)]


def test_years_stand_as_far_apart_as_they_are() -> None:
    years = ("2001", "2002", "2004")
    places = [x for x, _ in dots(drawn([YearPoint(one, 0.5) for one in years]))]
    assert places[2] - places[1] == pytest.approx(2 * (places[1] - places[0]))
    # Years with no room between them, out of order, or that are no numbers, stand evenly.
    for names in (("1970", "2008", "2009"), ("2004", "2001", "2002"), ("a", "b", "c")):
        even = [x for x, _ in dots(drawn([YearPoint(one, 0.5) for one in names]))]
        assert even[2] - even[1] == pytest.approx(even[1] - even[0])


def test_where_the_question_changed_the_line_is_broken_and_a_sentence_says_why() -> None:
    chart = svg_years("m", "Do sport", BROKEN)
    root = ElementTree.fromstring(chart)
    every = dots(root)
    assert runs(root) == [every[:2], every[2:]]
    why = f"Not joined between 2006 and 2007: {OTHER}."
    assert " ".join(texts(chart)).endswith(why)
    (gap,) = (one for one in root.iter(f"{SVG}path") if "stroke-dasharray" in one.attrib)
    at = float(re.match(r"M([\d.]+)", gap.attrib["d"])[1])  # type: ignore[index]
    assert every[1][0] < at < every[2][0]
    said = f"2005 40%, 2006 52%. {why} 2007 56%, 2008 63%, 2009 70% (from 66% to 74%)."
    assert words_of(chart)[1] == said


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=3, max_size=9))
def test_no_line_joins_what_may_not_be_compared(years: list[tuple[float, bool]]) -> None:
    points = [
        YearPoint(f"{2000 + at}", share, changed=OTHER if broken else "")
        for at, (share, broken) in enumerate(years)
    ]
    root = drawn(points)
    places = dots(root)
    joined = {pair for run in runs(root) for pair in itertools.pairwise(run)}
    for at, (one, other) in enumerate(itertools.pairwise(places)):
        assert ((one, other) in joined) is not points[at + 1].changed.startswith("the")
    gaps = [one for one in root.iter(f"{SVG}path") if "stroke-dasharray" in one.attrib]
    assert len(gaps) == sum(bool(one.changed) for one in points[1:])


def test_a_lone_year_between_changes_is_a_dot() -> None:
    points = [YearPoint(str(2000 + 2 * at), 0.5, changed=OTHER) for at in range(3)]
    root = drawn(points)
    assert len(dots(root)) == 3
    assert runs(root) == []


def test_an_interval_reaches_from_its_low_to_its_high() -> None:
    paths = [one.attrib["d"] for one in drawn(BROKEN).iter(f"{SVG}path")]
    low, high = 146 - 120 * 0.66, 146 - 120 * 0.74
    assert sum(f"{high:.4g}V{low:.4g}" in path for path in paths) == 2


def test_a_number_stands_below_a_dot_where_the_line_would_cross_it() -> None:
    root = drawn([YearPoint(str(at), share) for at, share in enumerate([0.9, 0.4, 0.8])])
    said = {one.text: float(one.attrib["y"]) for one in root.iter(f"{SVG}text")}
    places = dots(root)
    assert said["90%"] < places[0][1]
    assert said["40%"] > places[1][1]
    # At the bottom there is no room below.
    root = drawn([YearPoint(str(at), share) for at, share in enumerate([0.9, 0.01, 0.8])])
    said = {one.text: float(one.attrib["y"]) for one in root.iter(f"{SVG}text")}
    assert said["1%"] < dots(root)[1][1]


def test_names_of_years_that_have_no_room_are_left_to_the_table() -> None:
    chart = svg_years("m", "M", [YearPoint(f"Autumn {2000 + at}", 0.5) for at in range(9)])
    shown = [one for one in texts(chart) if one.startswith("Autumn")]
    assert 2 <= len(shown) < 9
    assert shown[-1] == "Autumn 2008"


def test_it_needs_no_style_and_words_cannot_become_markup() -> None:
    chart = svg_years("m", EVIL, [YearPoint(EVIL, 0.5, changed=EVIL)] * 3)
    assert "<script" not in chart
    assert not re.search(r"style=|class=|\son\w+=|href", chart)
    ElementTree.fromstring(chart)
