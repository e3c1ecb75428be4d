"""A document as an OpenDocument text: real headings, lists, tables and notes.

Source: OASIS, OpenDocument 1.3, part 3. The parts are written here, as those of the spreadsheet
of a release are, so that the same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from tellback.release.steady_zip import FIRST, steady_zip
from tellback.report.blocks import Fields, Heading, List, Row, Table
from tellback.report.document import Document, SourceNote
from tellback.report.html.page import day_words
from tellback.report.office.drawn import Image
from tellback.report.office.odt_styles import (
    KEPT,
    LAST,
    LISTS,
    NAMESPACES,
    automatic_styles,
    column_style,
    font_faces,
    named_styles,
    page_styles,
    style_name,
)
from tellback.report.office.styles import WIDTH_CM, styles_for
from tellback.report.office.writing import MOST_TOGETHER, Writing, column_widths, heading_words
from tellback.report.runs import FROM_LEFT, Run, full_language, held, is_right_to_left, runs

MIME = "application/vnd.oasis.opendocument.text"
COLUMNS = 6
"""Of cards: as many as two and three go into."""
VERSION = 'office:version="1.3"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPES = {"xml": "text/xml", "svg": "image/svg+xml", "png": "image/png"}


def report_odt(document: Document, *, content: Path) -> bytes:
    """The .odt file of `document`; the same document gives the same bytes.

    `content` is the folder with fonts/ and symbols/. Raises FileNotFoundError for a card's
    symbol that is not there.
    """
    writing = _Odt(document, content)
    body = "".join(writing.body())
    if writing.notes_at == "end":
        # Notes come at the end of a section of their own, and not on a page of their own.
        body = f'<text:section text:style-name="Section" text:name="All">{body}</text:section>'
    parts = {
        FIRST: MIME.encode(),
        "content.xml": _content(body, writing.columns).encode(),
        "styles.xml": _styles(document, writing).encode(),
        "meta.xml": _meta(document).encode(),
        **writing.pictures,
    }
    parts["META-INF/manifest.xml"] = _manifest(parts).encode()
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return steady_zip(made.getvalue(), document.made_on)


class _Odt(Writing):
    """The blocks as OpenDocument."""

    line_break = "<text:line-break/>"

    def __init__(self, document: Document, content: Path) -> None:
        super().__init__(document, content)
        self.pictures: dict[str, bytes] = {}
        self.columns: set[float] = set()
        self._rtl = is_right_to_left(document.language)
        self._known = 0

    def text(self, words: str) -> str:
        return "".join(_run(one, rtl=self._rtl) for one in runs(words))

    def number(self, words: str) -> str:
        return f'<text:span text:style-name="Number">{self.text(words)}</text:span>'

    def note(self, note: SourceNote, lines: Sequence[str]) -> str:
        kind = f"{self.notes_at}note"
        text = self.line_break.join(self.text(one) for one in lines)
        return (
            f'<text:note text:id="note{note.number}" text:note-class="{kind}"><text:note-citation>'
            f"{note.number}</text:note-citation><text:note-body>"
            f'<text:p text:style-name="{kind.capitalize()}_20_Text"><text:s/>{text}</text:p>'
            "</text:note-body></text:note>"
        )

    def note_again(self, note: SourceNote) -> str:
        return (
            f'<text:span text:style-name="Note_20_Mark"><text:note-ref '
            f'text:note-class="{self.notes_at}note" text:reference-format="text" '
            f'text:ref-name="note{note.number}">{note.number}</text:note-ref></text:span>'
        )

    def paragraph(self, style: str, inside: str) -> str:
        return f'<text:p text:style-name="{style_name(style)}">{inside}</text:p>'

    def heading(self, words: str, level: int, known: str) -> str:
        mark = f'<text:bookmark text:name="{known}"/>' if known else ""
        name = style_name(f"Heading {min(level - 1, 4)}")
        return (
            f'<text:h text:style-name="{name}" text:outline-level="{level - 1}">'
            f"{mark}{self.text(words)}</text:h>"
        )

    def list(self, block: List, items: Sequence[str], *, keep: bool = False) -> str:
        name = style_name("List Bullet" if block.kind == "bullet" else "List Number")
        style = f"{name}{KEPT}" if keep else name
        ends = [""] * (len(items) - 1) + [LAST]
        lines = "".join(
            f'<text:list-item><text:p text:style-name="{style}{end}">{one}</text:p>'
            "</text:list-item>"
            for one, end in zip(items, ends, strict=False)
        )
        return f'<text:list text:style-name="{LISTS[block.kind]}">{lines}</text:list>'

    def table(self, table: Table) -> str:
        over_numbers = "Table Head Number" if table.numeric else "Table Head"
        head = "".join(
            self._cell(over_numbers if at else "Table Head", words)
            for at, words in enumerate(table.columns)
        )
        rows = [f"<table:table-header-rows>{_row(head)}</table:table-header-rows>"]
        rows += [self._line(row, table) for row in table.rows]
        widths = [share * WIDTH_CM for share in column_widths(table)]
        style = "Together" if len(table.rows) <= MOST_TOGETHER else "Table"
        return self._tabled(widths, rows, title=table.caption, style=style)

    def fields(self, fields: Fields) -> str:
        rows = [
            _row(
                self._cell("Field Name", number)
                + self._cell("Field Name", name)
                + self._cell("Field Value", said)
            )
            for number, name, said in fields.rows
        ]
        widths = [share * WIDTH_CM for share in (0.08, 0.34, 0.58)]
        return self._tabled(widths, rows, title="About this report", style="Table")

    def cards(self, rows: Sequence[Sequence[tuple[str, str]]]) -> str:
        lines = []
        for row in rows:
            span = COLUMNS // len(row)
            hidden = "<table:covered-table-cell/>" * (span - 1)
            cells = (_box(inside, f"Card{ground}", span=span) + hidden for inside, ground in row)
            lines.append(_row("".join(cells)))
        widths = [WIDTH_CM / COLUMNS] * COLUMNS
        return self._tabled(widths, lines, title="What you said", style="Table", heads=False)

    def image(self, image: Image) -> str:
        """The drawing itself, and dots for programs that cannot draw it."""
        self._known += 1
        links = []
        for ending, data in (("svg", image.svg.encode()), ("png", image.png)):
            name = f"Pictures/{sha256(data).hexdigest()[:24]}.{ending}"
            self.pictures[name] = data
            links.append(
                f'<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed" '
                f'xlink:actuate="onLoad" draw:mime-type="{_TYPES[ending]}"/>'
            )
        return (
            f'<draw:frame draw:style-name="Chart" draw:name="{self._known}-'
            f'{escape(held(image.name), {chr(34): "&quot;"})}" text:anchor-type="as-char" '
            f'svg:width="{image.width:.2f}cm" svg:height="{image.height:.2f}cm">{"".join(links)}'
            f"<svg:title>{escape(held(image.title))}</svg:title>"
            f"<svg:desc>{escape(held(image.alt))}</svg:desc></draw:frame>"
        )

    def contents(self, parts: Sequence[tuple[str, Heading]]) -> str:
        """An index that an editor can make anew; without pages, which only that can count."""
        lines = "".join(
            self.paragraph(
                f"TOC {heading.level - 1}{'' if at < len(parts) else LAST}",
                f'<text:a xlink:type="simple" xlink:href="#{known}" '
                'text:style-name="Internet_20_link" '
                f'text:visited-style-name="Internet_20_link">'
                f"{self.text(heading_words(heading))}</text:a>",
            )
            for at, (known, heading) in enumerate(parts, 1)
        )
        entries = "".join(
            f'<text:table-of-content-entry-template text:outline-level="{level}" '
            f'text:style-name="TOC_20_{level}"><text:index-entry-link-start/>'
            "<text:index-entry-text/><text:index-entry-link-end/>"
            "</text:table-of-content-entry-template>"
            for level in (1, 2)
        )
        title = f'<text:p text:style-name="TOC_20_Heading">{self.text("Contents")}</text:p>'
        return (
            '<text:table-of-content text:name="Contents" text:protected="true">'
            '<text:table-of-content-source text:outline-level="2">'
            '<text:index-title-template text:style-name="TOC_20_Heading">Contents'
            f"</text:index-title-template>{entries}</text:table-of-content-source>"
            f'<text:index-body><text:index-title text:name="Contents_Head">{title}'
            f"</text:index-title>{lines}</text:index-body></text:table-of-content>"
        )

    def page_break(self) -> str:
        return '<text:p text:style-name="Page_20_Break"/>'

    def _line(self, row: Row, table: Table) -> str:
        columns = len(table.columns)
        if row.over:
            covered = "<table:covered-table-cell/>" * (columns - 1)
            return _row(self._cell("Table Head", row.head, span=columns) + covered)
        style = "Table Number" if table.numeric else "Table Text"
        cells = [*row.cells, *[""] * (columns - 1 - len(row.cells))]
        head = self._cell("Table Text", row.head)
        return _row(head + "".join(self._cell(style, one) for one in cells))

    def _cell(self, style: str, words: str, *, span: int = 1) -> str:
        return _box(self.paragraph(style, self.text(words)), "Ruled", span=span)

    def _tabled(
        self, widths: Sequence[float], rows: Sequence[str], *, title: str, style: str,
        heads: bool = True,
    ) -> str:  # fmt: skip
        """The first column heads its rows, unless `heads` is false."""
        self._known += 1
        self.columns.update(round(one, 2) for one in widths)
        columns = [
            f'<table:table-column table:style-name="{column_style(round(one, 2))}"/>'
            for one in widths
        ]
        if heads:
            columns[0] = f"<table:table-header-columns>{columns[0]}</table:table-header-columns>"
        return (
            f'<table:table table:name="Table{self._known}" table:style-name="{style}">'
            f"<table:title>{escape(held(title))}</table:title>"
            f"{''.join(columns)}{''.join(rows)}</table:table>"
        )


def _run(run: Run, *, rtl: bool) -> str:
    """Text, its spaces as they are; figures after what runs from right to left stay outside."""
    words = escape(run.text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    words = words.replace("  ", " <text:s/>")
    if words.startswith(" "):
        words = f"<text:s/>{words[1:]}"
    if not run.right_to_left:
        return words
    end = "" if rtl else FROM_LEFT
    return f'<text:span text:style-name="From_20_Right">{words}</text:span>{end}'


def _row(cells: str) -> str:
    return f'<table:table-row table:style-name="Row">{cells}</table:table-row>'


def _box(inside: str, style: str, *, span: int = 1) -> str:
    wide = f' table:number-columns-spanned="{span}"' if span > 1 else ""
    return (
        f'<table:table-cell table:style-name="{style}"{wide} office:value-type="string">'
        f"{inside}</table:table-cell>"
    )


def _content(body: str, columns: set[float]) -> str:
    return (
        f"{HEAD}<office:document-content {NAMESPACES} {VERSION}>{font_faces()}"
        f"{automatic_styles(columns)}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def _styles(document: Document, writing: _Odt) -> str:
    rtl = is_right_to_left(document.language)
    words = writing.text(" · ".join((document.council, document.audience, document.release)))
    page = (
        "Page <text:page-number text:select-page='current'>1</text:page-number>"
        " of <text:page-count>1</text:page-count>"
    )
    foot = writing.paragraph("Footer", words)
    foot += writing.paragraph("Footer", f"{day_words(document.made_on)}<text:tab/>{page}")
    language = full_language(document.language)
    named = named_styles(styles_for(document.look), language=language, rtl=rtl)
    return (
        f"{HEAD}<office:document-styles {NAMESPACES} {VERSION}>{font_faces()}{named}"
        f"{page_styles(foot, rtl=rtl)}</office:document-styles>"
    )


def _meta(document: Document) -> str:
    moment = f"{document.made_on.isoformat()}T00:00:00"
    council = escape(held(document.council))
    return (
        f"{HEAD}<office:document-meta {NAMESPACES} {VERSION}><office:meta>"
        f"<meta:generator>Tellback</meta:generator><dc:title>{escape(held(document.title))}"
        f"</dc:title><dc:subject>{escape(held(document.subtitle))}</dc:subject>"
        f"<dc:description>{escape(held(document.audience))}</dc:description>"
        f"<meta:initial-creator>{council}</meta:initial-creator><dc:creator>{council}</dc:creator>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        f"<dc:language>{full_language(document.language)}</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _manifest(parts: dict[str, bytes]) -> str:
    entries = "".join(
        f"<manifest:file-entry manifest:full-path={quoteattr(name)} "
        f'manifest:media-type="{_TYPES[name.rpartition(".")[2]]}"/>'
        for name in parts
        if name != FIRST
    )
    return (
        f'{HEAD}<manifest:manifest {NAMESPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{MIME}"/>{entries}</manifest:manifest>'
    )
