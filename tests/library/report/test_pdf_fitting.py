"""What is reckoned before a PDF is set: heights, widths, pieces of charts; and heads of rows."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, strategies as st

from tellback.report.blocks import Fields, Row, Table
from tellback.report.chart_pieces import height_of, pieces
from tellback.report.pdf.fitting import (
    PAGE_WIDTH,
    ROW,
    column_widths,
    placed,
    row_heights,
    table_high,
)
from tellback.report.pdf.objects import OtherLayout, objects_in, written
from tellback.report.pdf.row_heads import with_row_heads
from tests.library.report.pdf_checks import elements_of, faults_of
from tests.library.report.pdf_read import pdf_of, sample
from tests.library.report.pdf_samples import every_chart

NUMBERS = Table("Caption", ("Answer", "Pupils", "Per cent"), (Row("Yes", ("12", "45%")),))


def bars(many: int) -> str:
    """A chart of `many` bars with their words above, 50 units each."""
    drawn = "".join(
        f'<text x="0" y="{at * 50 + 16}" fill="#000000">Bar {at}</text>'
        f'<rect x="0" y="{at * 50 + 20}" width="9" height="18" fill="#000000"/>'
        for at in range(many)
    )
    return f'<svg viewBox="0 0 360 {many * 50}">{drawn}</svg>'


def windows(cut: tuple[str, ...]) -> list[tuple[float, float]]:
    found = [re.search(r'viewBox="0 ([\d.]+) 360 ([\d.]+)"', one) for one in cut]
    return [(float(one[1]), float(one[1]) + float(one[2])) for one in found if one]


def test_a_chart_that_fits_is_not_cut() -> None:
    assert pieces(bars(4), 200) == (bars(4),)


@given(st.integers(2, 40), st.integers(60, 700))
def test_a_chart_is_cut_between_its_bars_and_nothing_is_lost(many: int, most: int) -> None:
    found = windows(pieces(bars(many), most))
    assert found[0][0] == 0
    assert found[-1][1] == many * 50
    assert all(before[1] == after[0] for before, after in pairwise(found))
    assert all(end - top <= max(most, 100) for top, end in found)
    for top, _ in found[1:]:
        # Below a bar, and above the words of the next.
        assert top % 50 <= 2 or top % 50 >= 38


def test_a_bar_without_an_end_is_not_cut() -> None:
    svg = '<svg viewBox="0 0 360 900"><rect x="0" y="0" width="9" height="900" fill="x"/></svg>'
    assert len(pieces(svg, 300)) == 1


def test_an_svg_of_somebody_else_is_refused() -> None:
    with pytest.raises(ValueError, match="no chart of ours"):
        height_of('<svg viewBox="5 5 10 10"></svg>')


def test_a_small_table_stands_beside_its_chart_and_a_wide_one_below() -> None:
    assert placed(bars(5), NUMBERS, ()).way == "beside"
    wide = Table("Wide", ("", *("Every day or most days",) * 6), (Row("a", ("124 (22%)",) * 6),))
    assert placed(bars(5), wide, ()).way == "above"


def test_a_chart_that_no_page_holds_is_cut_and_its_table_comes_after() -> None:
    place = placed(bars(60), NUMBERS, ("A sentence.",))
    assert (place.way, place.whole) == ("above", False)
    assert len(place.charts) > 1


def test_every_chart_of_the_demo_is_in_one_piece_and_its_letters_can_be_read() -> None:
    for picture in every_chart():
        place = placed(str(picture.svg), picture.table, ())
        assert len(place.charts) == 1
        assert place.width / 360 * 14 >= 7.2


def rows_of(columns: int) -> st.SearchStrategy[Row]:
    cells = st.tuples(*[st.text(max_size=40)] * (columns - 1))
    return st.builds(Row, st.text(max_size=80), cells)


TABLES = st.integers(1, 9).flatmap(
    lambda many: st.builds(
        Table,
        st.text(max_size=60),
        st.tuples(*[st.text(max_size=30)] * many),
        st.lists(rows_of(many), max_size=6).map(tuple),
        st.booleans(),
    )
)


@given(TABLES)
def test_columns_leave_room_for_the_heads_of_rows(table: Table) -> None:
    widths = column_widths(table, PAGE_WIDTH)
    assert len(widths) == len(table.columns) - 1
    assert sum(widths) <= PAGE_WIDTH - 40
    assert all(one > 0 for one in widths)
    assert table_high(table, PAGE_WIDTH, most=False) <= table_high(table, PAGE_WIDTH)
    assert len(row_heights(table, PAGE_WIDTH)) == len(table.rows) + 1


def test_a_row_has_its_height_only_where_its_words_surely_fit() -> None:
    wide = Row("W" * 60, ("12", "45%"))
    over = Row("Girls", (), over=True)
    table = Table("Caption", NUMBERS.columns, (*NUMBERS.rows, wide, over))
    assert row_heights(table, 300)[1:] == (ROW, None, None)


def test_what_is_not_laid_out_as_the_typesetter_does_is_refused() -> None:
    with pytest.raises(OtherLayout, match="does not say where"):
        objects_in(b"%PDF-1.7 nothing")
    with pytest.raises(OtherLayout, match="no plain table"):
        objects_in(b"%PDF-1.7\nstartxref\n3\n%%EOF")
    made = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f\r\n0000000009 00000 n\r\ntrailer\n<</Size 2>>\n"
    with pytest.raises(OtherLayout, match="no structure tree"):
        with_row_heads(made + table + b"startxref\n%d\n%%%%EOF" % len(made))


def test_a_file_written_again_is_the_same_file() -> None:
    made = sample("rich_letter")
    assert written(made, objects_in(made)) == made


def test_a_document_without_tables_stays_as_it_is() -> None:
    made = sample("rich_letter")
    assert with_row_heads(made) == made


def test_heads_of_rows_are_the_only_change() -> None:
    """Read by another library: the same tags in the same order, but for first cells."""
    made = sample("rich_report")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        kinds = [one.kind for one in elements_of(pdf)]
        rows = [one for one in elements_of(pdf) if one.kind == "TR"]
        for row in rows:
            assert all(cell.kind == "TD" for cell in row.kids[1:]) or row.within("THead")
        names = [str(one) for one in pdf.Root.StructTreeRoot.IDTree.Names[::2]]
        assert names == sorted(names)
        assert len(names) == kinds.count("TH")
    assert with_row_heads(made) == made


def test_the_head_of_a_form_has_rows_with_heads_and_no_columns() -> None:
    made = pdf_of(Fields((("1.", "Meeting", "The panel"), ("2.", "Date", "14 July"))))
    assert faults_of(made) == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        kinds = [one.kind for one in elements_of(pdf)]
    assert (kinds.count("TH"), kinds.count("TD")) == (2, 2)
