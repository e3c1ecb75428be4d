"""A line over the years, where there are years enough for one."""

from __future__ import annotations

import re

import pytest
from defusedxml import ElementTree

from tellback.figure import YearPoint, svg_years
from tests.library.figure.test_figure import EVIL, SVG, texts

THREE = [YearPoint("2007", 0.56), YearPoint("2008", 0.63), YearPoint("2009", 0.7)]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_of_two_years_there_is_no_line(count: int) -> None:
    assert svg_years("m", "M", THREE[:count]) == ""


def test_years_and_numbers_stand_as_text_and_in_words() -> None:
    chart = svg_years("m-years", "Do sport", THREE)
    assert texts(chart) == ["56%", "2007", "63%", "2008", "70%", "2009"]
    root = ElementTree.fromstring(chart)
    held = {node.attrib["id"]: node.text for node in root if "id" in node.attrib}
    named = root.attrib["aria-labelledby"].split()
    assert [held[name] for name in named] == [
        "Do sport: over the years",
        "2007 56%, 2008 63%, 2009 70%.",
    ]


def test_higher_is_higher_and_the_line_goes_through_each_dot() -> None:
    shares = [0.0, 1.0, 0.5]
    root = ElementTree.fromstring(
        svg_years("m", "M", [YearPoint(str(at), share) for at, share in enumerate(shares)])
    )
    dots = [(one.attrib["cx"], one.attrib["cy"]) for one in root.iter(f"{SVG}circle")]
    assert [float(y) for _, y in dots] == [104, 24, 64]
    (line,) = root.iter(f"{SVG}polyline")
    assert line.attrib["points"] == " ".join(",".join(dot) for dot in dots)


def test_it_needs_no_style_and_words_cannot_become_markup() -> None:
    chart = svg_years("m", EVIL, [YearPoint(EVIL, 0.5)] * 3)
    assert "<script" not in chart
    assert not re.search(r"style=|class=|\son\w+=|href", chart)
    ElementTree.fromstring(chart)
