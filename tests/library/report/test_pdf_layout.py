"""Where things stand on the pages of a PDF: tables over pages, charts with their tables."""

from __future__ import annotations

import io
import re

import pikepdf
from hypothesis import given, settings, strategies as st

from tellback.figure.said import said
from tellback.report.blocks import (
    Heading,
    Lines,
    Row,
    Table,
    Words,
)
from tests.library.paper.printed import plain
from tests.library.report import pdf_samples
from tests.library.report.pdf_checks import elements_of, faults_of
from tests.library.report.pdf_read import (
    kinds_in,
    pages_of,
    pdf_of,
    stays_on_its_pages,
)
from tests.library.report.pdf_samples import LONG_TABLE, chart_of


def test_a_long_table_repeats_its_heads_and_splits_no_row() -> None:
    rows = tuple(Row(f"Row{at:03} " + "long words " * 9, ("1", "2")) for at in range(60))
    made = pdf_of(Table("Long", ("Headingone", "Two", "Three"), rows))
    pages = [text for text in pages_of(made) if "Row0" in text]
    assert len(pages) > 1
    for text in pages:
        assert "Headingone" in text
        for row in re.findall(r"Row0\d\d", text):
            assert plain(f"{row} " + "long words " * 9) in text


def test_headings_over_rows_are_repeated_where_the_table_goes_on() -> None:
    pages = [text for text in pages_of(pdf_of(LONG_TABLE)) if "holyname" in text]
    assert len(pages) == 2
    for text in pages:
        assert re.search(r"SchoolPupilsonrollAnsweredShareLocality\d", text)


def test_every_cell_names_its_column_its_row_and_the_heading_over_it() -> None:
    with pikepdf.open(io.BytesIO(pdf_of(LONG_TABLE))) as pdf:
        elements = elements_of(pdf)
        by_id = {str(one.node.ID): one for one in elements if "/ID" in one.node}
        cells = [one for one in elements if one.kind == "TD"]
        assert len(cells) == 4 * 14 * 3
        for cell in cells:
            heads = [by_id[str(one)] for one in cell.node.A[0].Headers]
            scopes = sorted(str(one.node.A[0].Scope) for one in heads)
            assert scopes == ["/Column", "/Column", "/Row"]
            row = next(one for one in heads if one.node.A[0].Scope == "/Row")
            assert row.parent is cell.parent


def test_a_chart_and_its_table_stay_on_one_page() -> None:
    """Whatever stands above them, a line more each time."""
    for above in range(0, 40, 4):
        lines = Lines(tuple("Above" for _ in range(above + 1)))
        pages = pages_of(pdf_of(lines, chart_of("q04"), sources=False))
        with_chart = [at for at, text in enumerate(pages) if "Myhealthis:" in text]
        with_table = [at for at, text in enumerate(pages) if "PupilsPercent" in text]
        assert with_chart == with_table == [len(pages) - 1]


def test_a_heading_and_its_sentence_stay_with_the_chart() -> None:
    for above in range(0, 44, 4):
        blocks = (
            Lines(tuple("Above" for _ in range(above + 1))),
            Heading("A part begins"),
            Words(said("A sentence says what is in it.")),
            chart_of("q04"),
        )
        pages = pages_of(pdf_of(*blocks, sources=False))
        at = next(at for at, text in enumerate(pages) if "Myhealthis:" in text)
        assert "Apartbegins" in pages[at]


def test_each_chart_is_there_with_its_table() -> None:
    charts = [*pdf_samples.every_chart()][::5]
    made = pdf_of(*charts)
    kinds = kinds_in(made)
    assert kinds.count("Figure") == len(charts)
    assert kinds.count("Table") == len(charts)
    assert kinds.count("Caption") == len(charts)
    assert faults_of(made) == []
    assert stays_on_its_pages(made)


def test_a_picture_says_who_was_asked_once_and_its_numbers_to_who_cannot_see_it() -> None:
    made = pdf_of(chart_of("q04"))
    assert "".join(pages_of(made)).count("Ofall572pupils") == 1
    with pikepdf.open(io.BytesIO(made)) as pdf:
        figure = next(one for one in elements_of(pdf) if one.kind == "Figure")
        assert str(figure.node.Alt).startswith("Chart. Of all 572 pupils. Very good 42%, Good 42%")


WORDS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "Zs")), max_size=90)
TABLES = st.integers(1, 8).flatmap(
    lambda columns: st.builds(
        Table,
        WORDS,
        st.tuples(*[WORDS] * columns),
        st.lists(
            st.builds(Row, WORDS, st.tuples(*[WORDS] * (columns - 1))), min_size=1, max_size=30
        ).map(tuple),
        st.booleans(),
        st.lists(WORDS, max_size=2).map(tuple),
    )
)


@settings(max_examples=20)
@given(TABLES)
def test_any_table_stays_on_its_pages_with_every_cell_headed(table: Table) -> None:
    made = pdf_of(table)
    assert stays_on_its_pages(made)
    assert faults_of(made) == []
