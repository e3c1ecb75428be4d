"""A chart as a PNG: as wide as asked, on white, in letters of ours."""

from __future__ import annotations

import struct

import pytest

from tellback.report.chart_image import OUR_FONT, WEB_FONT, chart_png, with_our_font
from tellback.report.pictures import picture_of
from tests.library.report.demo import AS_PRINTED, CONTENT, demo_material


def a_chart() -> str:
    whole = demo_material(AS_PRINTED).ground.borough.whole
    return str(picture_of([whole["variable", "q04"]]).svg)


@pytest.mark.parametrize("width_px", [360, 1080, 1440])
def test_it_is_as_wide_as_asked_and_keeps_its_shape(width_px: int) -> None:
    svg = a_chart()
    made = chart_png(svg, content=CONTENT, width_px=width_px)
    assert made.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", made[16:24])
    high = int(svg.split('viewBox="0 0 360 ')[1].split('"')[0])
    assert width == width_px
    assert abs(height - width_px * high / 360) <= 1


def test_the_same_chart_gives_the_same_bytes() -> None:
    svg = a_chart()
    made = {chart_png(svg, content=CONTENT, width_px=720) for _ in range(2)}
    assert len(made) == 1


def test_its_letters_are_drawn_in_our_font() -> None:
    svg = a_chart()
    assert WEB_FONT in svg
    assert OUR_FONT in with_our_font(svg)
    letters = chart_png(svg, content=CONTENT, width_px=360)
    without = chart_png(svg.replace("<text", "<desc").replace("</text", "</desc"),
                        content=CONTENT, width_px=360)  # fmt: skip
    assert len(letters) > len(without) * 2
