"""Dots: each where its number is, with its interval, told by shape and words and not by colour."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings, strategies as st

from tellback.disclosure import Hidden
from tellback.figure import Beside, svg_dots
from tellback.figure.beside import Line, Mark, Value
from tellback.figure.dots import FULL, LEFT, SHAPES
from tellback.figure.letters import wide
from tellback.inference import Interval, wilson
from tests.library.figure.test_beside import drawn as drawn_beside
from tests.library.figure.test_figure import EVIL, SVG, texts

SHOWN = drawn_beside([100, 300, 0], [60, 30, 0])
HIDDEN = Hidden("Hidden to protect a small number of pupils")


def value(side: str, share: float | None, interval: Interval | None = None) -> Value:
    said = "hidden" if share is None else f"{round(share * 100)}%"
    count = HIDDEN if share is None else round(share * 100)
    return Value(side, "100 pupils", count, share, said, interval, None)


def years(*values: Value) -> Beside:
    """One answer over the years, or of as many schools."""
    return Beside("y", "Sport", "Of all pupils", (Line("Do sport", False, values),))


def marks(chart: str) -> list[tuple[str, float]]:
    """What each dot says of itself, and the share at which it stands."""
    root = ElementTree.fromstring(chart)
    found = []
    for one in root.iter(f"{SVG}path"):
        if one.attrib.get("role") == "img" and ":" in one.attrib["aria-label"]:
            x = float(re.match(r"M([\d.]+)", one.attrib["d"])[1])  # type: ignore[index]
            found.append((one.attrib["aria-label"], (x - LEFT) / FULL))
    return found


def test_each_dot_is_where_its_number_is_and_says_it() -> None:
    found = marks(svg_dots(SHOWN))
    values = [one for line in SHOWN.lines for one in line.values]
    assert len(found) == len(values)
    for (label, share), one in zip(found, values, strict=True):
        assert one.share is not None
        assert share == pytest.approx(one.share, abs=0.001)
        assert label.startswith(f"{one.side}: {one.said}")
        assert one.interval is None or one.interval.percents in label


def test_series_have_shapes_that_a_key_names_and_differences_their_words() -> None:
    chart = svg_dots(SHOWN)
    assert texts(chart)[:2] == list(SHOWN.sides)
    said = texts(chart)
    for line in SHOWN.lines:
        assert line.words in said
        for one in line.values:
            assert one.said in said
            assert not one.mark or one.mark.word in said
    forms = {re.sub(r"M[\d.]+ [\d.]+", "", one) for one in re.findall(r' d="(M[^"]*z)"', chart)}
    assert len(forms) >= 2
    assert len({re.sub(r"\{[^}]*\}", "", one) for one in SHAPES}) == len(SHAPES)


def test_an_interval_goes_from_its_low_to_its_high() -> None:
    chart = svg_dots(years(value("2009", 0.7, Interval(0.6, 0.8)), value("2008", 0.63)))
    ends = re.findall(r'd="M([\d.]+) [\d.]+v8M[\d.]+ [\d.]+H([\d.]+)M', chart)
    assert [[float(one) for one in pair] for pair in ends] == [
        [pytest.approx(LEFT + FULL * 0.6, abs=0.1), pytest.approx(LEFT + FULL * 0.8, abs=0.1)]
    ]


def test_what_is_hidden_has_no_dot_and_says_whose_it_is() -> None:
    chart = svg_dots(years(value("2009", None), value("2008", 0.63)))
    assert [label for label, _ in marks(chart)] == ["2008: 63%"]
    assert "2009: hidden" in texts(chart)
    assert "stroke-dasharray" in chart
    none = replace(value("2009", None), count=0, said="no figure")
    chart = svg_dots(years(none, value("2008", 0.63)))
    assert "2009: no figure" in texts(chart)
    assert "stroke-dasharray" not in chart
    long = svg_dots(years(value("A very long name of a school " * 4, None), value("b", 0.1)))
    assert any(one.endswith("…: hidden") for one in texts(long))


def test_one_series_needs_no_key_and_many_are_named_above_their_lines() -> None:
    assert texts(svg_dots(years(value("2009", 0.7))))[0] == "Do sport"
    many = [replace(value(f"School {at}", at / 10), mark=Mark("higher", "triangle up", "x"))
            for at in range(6)]  # fmt: skip
    said = texts(svg_dots(years(*many)))
    assert said[0] == "Do sport"
    assert [one for one in said if one.startswith("School")] == [one.side for one in many]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=6), st.booleans())
def test_numbers_stand_inside_and_beside_their_dots(counts: list[int], marked: bool) -> None:
    mark = Mark("no real difference", "bar", "x") if marked else None
    values = [
        replace(value(f"S{at}", count / 100, wilson(count, 100)), mark=mark)
        for at, count in enumerate(counts)
    ]
    root = ElementTree.fromstring(svg_dots(years(*values)))
    for one in root.iter(f"{SVG}text"):
        assert one.text is not None
        assert 0 <= float(one.attrib["x"]) <= 360 - wide(one.text, 14) + 0.1


def test_it_needs_no_style_and_words_cannot_become_markup() -> None:
    figure = Beside("y", EVIL, EVIL, (Line(EVIL, False, (value(EVIL, 0.5), value("b", None))),))
    chart = svg_dots(figure)
    assert "<script" not in chart
    assert not re.search(r"style=|class=|\son\w+=|href", chart)
    assert EVIL in "".join(ElementTree.fromstring(chart).itertext())
