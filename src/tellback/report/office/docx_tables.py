"""Tables of a .docx file. Source: ECMA-376, Office Open XML, part 1, 17.4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from xml.sax.saxutils import quoteattr

from tellback.report.blocks import Row, Table
from tellback.report.office.docx_parts import TWIPS_A_CM
from tellback.report.office.styles import WIDTH_CM
from tellback.report.office.writing import MOST_TOGETHER, column_widths
from tellback.report.runs import held


class Written(Protocol):
    """Writes a paragraph in a cell."""

    def __call__(self, style: str, words: str, *, keep: bool = False) -> str:
        """In a style; `keep` it on the page of what follows."""


COLUMNS = 6
"""Of cards: as many as two and three go into."""
WIDE = WIDTH_CM * TWIPS_A_CM


def numbers(table: Table, written: Written, *, rtl: bool) -> str:
    """A table whose head is repeated on each page, and whose first column heads its rows."""
    widths = [round(share * WIDE) for share in column_widths(table)]
    over_numbers = "Table Head Number" if table.numeric else "Table Head"
    head = [
        written(over_numbers if at else "Table Head", words, keep=True)
        for at, words in enumerate(table.columns)
    ]
    rows = [_row(head, widths, head=True)]
    together = len(table.rows) <= MOST_TOGETHER
    for row in table.rows:
        keep = together and row is not table.rows[-1]
        if row.over:
            cells = [written("Table Head", row.head, keep=keep)]
            rows.append(_row(cells, [sum(widths)], over=len(widths)))
        else:
            rows.append(_row(_cells(row, table, written, keep=keep), widths))
    return tbl("Numbers", widths, rows, title=table.caption, rtl=rtl)


def form(rows: Sequence[tuple[str, str, str]], written: Written, *, rtl: bool) -> str:
    """Number, name, and what stands there."""
    widths = [round(share * WIDE) for share in (0.08, 0.34, 0.58)]
    styles = ("Field Name", "Field Name", "Field Value")
    lines = [_row([written(*one) for one in zip(styles, row, strict=True)], widths) for row in rows]
    return tbl("Numbers", widths, lines, title="About this report", rtl=rtl, head=False)


def boxes(rows: Sequence[Sequence[tuple[str, str]]], *, rtl: bool) -> str:
    """Cards, already written, in coloured boxes: one, two or three to a row of six columns."""
    widths = [round(WIDE / COLUMNS)] * COLUMNS
    lines = []
    for row in rows:
        span = COLUMNS // len(row)
        cells = "".join(
            _cell(one, widths[0] * span, over=span, ground=ground) for one, ground in row
        )
        lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    return tbl("Cards", widths, lines, title="What you said", rtl=rtl, head=False)


def tbl(
    style: str,
    widths: Sequence[int],
    rows: Sequence[str],
    *,
    title: str,
    rtl: bool,
    head: bool = True,
) -> str:
    """The table itself; `title` is what it is called to who hears it."""
    first, column = int(head), int(style != "Cards")
    look = f"{0x600 + 0x20 * first + 0x80 * column:04X}"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" if rtl else ""}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="{column}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(held(title))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cells(row: Row, table: Table, written: Written, *, keep: bool) -> list[str]:
    style = "Table Number" if table.numeric else "Table Text"
    cells = [*row.cells, *[""] * (len(table.columns) - 1 - len(row.cells))]
    return [
        written("Table Text", row.head, keep=keep),
        *(written(style, one, keep=keep) for one in cells),
    ]


def _row(cells: Sequence[str], widths: Sequence[int], *, head: bool = False, over: int = 0) -> str:
    facts = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    inside = "".join(_cell(*one, over=over) for one in zip(cells, widths, strict=False))
    return f"<w:tr><w:trPr>{facts}</w:trPr>{inside}</w:tr>"


def _cell(inside: str, width: int, *, over: int = 0, ground: str = "") -> str:
    span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    shade += '<w:vAlign w:val="center"/>' if ground else ""
    facts = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>'
    return f"<w:tc>{facts}{inside}</w:tc>"
