"""A chart whose words the typesetter sets looks as the chart itself, and says the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from hypothesis import given, settings, strategies as st

from tellback.figure.marks import chart, text
from tellback.report.blocks import Picture
from tellback.report.chart_words import words_apart
from tellback.report.pdf import typst_data
from tests.library.report.pdf_read import pages_of, pdf_of
from tests.library.report.pdf_samples import chart_of, localities


def drawn(picture: Picture) -> npt.NDArray[np.int_]:
    page = pypdfium2.PdfDocument(pdf_of(picture))[0]
    pixels: npt.NDArray[np.int_] = page.render(scale=1).to_numpy()[:, :, :3].astype(int)
    return pixels


@pytest.mark.parametrize("picture", [chart_of("q04"), chart_of("q06"), localities()],
                         ids=["bars", "grid", "beside"])  # fmt: skip
def test_it_looks_the_same_as_the_chart_with_its_own_words(
    picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = drawn(picture)
    monkeypatch.setattr(typst_data, "words_apart", lambda svg: (svg, []))
    whole = drawn(picture)
    assert apart.shape == whole.shape
    assert (apart < 128).any()
    # Letters stand where they stood, but for a part of a pixel at their edges.
    assert (np.abs(apart - whole).max(axis=2) > 110).mean() < 0.0005


def test_all_words_of_our_charts_are_set_by_the_typesetter() -> None:
    for picture in (chart_of("q04"), chart_of("q06"), localities()):
        left, words = words_apart(str(picture.svg))
        assert "<text" not in left
        assert len(words) == str(picture.svg).count("<text")


@pytest.mark.parametrize("facts", [
    'x="1" y="2" transform="rotate(9)"', 'x="1"', 'x="one" y="2"', 'x="1" y="2" fill="red"',
    'x="1" y="2" font-weight="900"', 'x="1" y="2" text-anchor="inherit"',
])  # fmt: skip
def test_what_is_unknown_stays_in_the_chart(facts: str) -> None:
    svg = f'<svg viewBox="0 0 360 9"><text {facts}>Words</text></svg>'
    assert words_apart(svg) == (svg, [])


WORDS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), min_size=1)


@settings(max_examples=60)
@given(WORDS, st.integers(0, 360), st.integers(0, 999), st.booleans())
def test_any_words_come_out_as_they_went_in(words: str, x: int, y: int, bold: bool) -> None:
    class Told:
        id, caption, description = "q", "Title", words

    left, found = words_apart(str(chart(Told(), text(x, y, words, bold=bold), 99)))
    assert "<text" not in left
    assert [one[:3] for one in found] == [[x, y, words]]
    assert found[0][4] is bold


def test_words_of_a_chart_are_in_the_page_once() -> None:
    text_of = pages_of(pdf_of(chart_of("q04")))[0]
    # In the chart, and in its table.
    assert text_of.count("Notverygood") == 2
