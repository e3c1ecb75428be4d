"""A document as a Word file: real headings, lists, tables and notes, which Word knows as such.

The text is written as XML, which the library that holds it together has no words for: notes,
fields, repeated heads of tables, runs from right to left.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from tellback.release.steady_zip import steady_zip
from tellback.report.blocks import Fields, Heading, List, Table
from tellback.report.document import Document, SourceNote
from tellback.report.office.docx_parts import (
    NoteKind,
    clear,
    field,
    set_notes,
    set_page,
    set_properties,
    set_settings,
)
from tellback.report.office.docx_styles import set_lists, set_styles, style_id
from tellback.report.office.docx_tables import boxes, form, numbers
from tellback.report.office.drawn import Image
from tellback.report.office.styles import styles_for
from tellback.report.office.writing import Writing, heading_words
from tellback.report.runs import FROM_LEFT, Run, full_language, held, is_right_to_left, runs

EMU_A_CM = 360_000
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def report_docx(document: Document, *, content: Path) -> bytes:
    """The .docx file of `document`; the same document gives the same bytes.

    `content` is the folder with fonts/ and symbols/. Raises FileNotFoundError for a card's
    symbol that is not there.
    """
    language, rtl = full_language(document.language), is_right_to_left(document.language)
    writing = _Docx(document, content)
    clear(writing.package)
    body = parse_xml(
        f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{''.join(writing.body())}</w:body>"
    )
    held_body = writing.package.element.body
    last = held_body.find(qn("w:sectPr"))
    for one in list(body):
        last.addprevious(one)
    set_styles(writing.package, styles_for(document.look), language=language, rtl=rtl)
    set_lists(writing.package, tuple(writing.lists))
    foot = " · ".join((document.council, document.audience, document.release))
    set_page(writing.package, document, writing.text(foot), writing.kind, rtl=rtl)
    set_notes(writing.package, writing.notes, writing.kind)
    set_settings(writing.package, writing.kind, language=language)
    set_properties(writing.package, document, language=language)
    made = BytesIO()
    writing.package.save(made)
    return steady_zip(made.getvalue(), document.made_on)


class _Docx(Writing):
    """The blocks as WordprocessingML."""

    line_break = "<w:r><w:br/></w:r>"

    def __init__(self, document: Document, content: Path) -> None:
        super().__init__(document, content)
        self.package = docx.Document()
        self.notes: list[str] = []
        self.kind: NoteKind = "endnote" if self.notes_at == "end" else "footnote"
        self.lists: list[str] = []
        self._rtl = is_right_to_left(document.language)
        self._known = 0

    def text(self, words: str) -> str:
        return "".join(_run(one, rtl=self._rtl) for one in runs(words))

    def number(self, words: str) -> str:
        return "".join(_run(one, "Number", rtl=self._rtl) for one in runs(words))

    def note(self, note: SourceNote, lines: Sequence[str]) -> str:
        kind, style = self.kind, self.kind.capitalize()
        mark = f'<w:r><w:rPr><w:rStyle w:val="{style}Reference"/></w:rPr>'
        text = self.line_break.join(self.text(one) for one in lines)
        self.notes.append(
            f'<w:{kind} w:id="{note.number}"><w:p><w:pPr><w:pStyle w:val="{style}Text"/></w:pPr>'
            f"{mark}<w:{kind}Ref/></w:r>{self.text(' ')}{text}</w:p></w:{kind}>"
        )
        inside = f'{mark}<w:{kind}Reference w:id="{note.number}"/></w:r>'
        return self._bookmarked(f"_Note{note.number}", inside)

    def note_again(self, note: SourceNote) -> str:
        style = f"{self.kind.capitalize()}Reference"
        return field(f"NOTEREF _Note{note.number} \\f \\h", str(note.number), style)

    def paragraph(self, style: str, inside: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{inside}</w:p>'

    def heading(self, words: str, level: int, known: str) -> str:
        inside = self.text(words)
        if known:
            inside = self._bookmarked(f"_{known}", inside)
        return self.paragraph(f"Heading {min(level - 1, 4)}", inside)

    def list(self, block: List, items: Sequence[str], *, keep: bool = False) -> str:
        self.lists.append(block.kind)
        style = "ListBullet" if block.kind == "bullet" else "ListNumber"
        number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(self.lists)}"/></w:numPr>'
        start = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:keepNext/>" if keep else ""}{number}'
        last = '<w:spacing w:after="160"/>'
        return "".join(
            f"{start}{last if at == len(items) else ''}</w:pPr>{one}</w:p>"
            for at, one in enumerate(items, 1)
        )

    def table(self, table: Table) -> str:
        return numbers(table, self._written_cell, rtl=self._rtl)

    def fields(self, fields: Fields) -> str:
        return form(fields.rows, self._written_cell, rtl=self._rtl)

    def cards(self, rows: Sequence[Sequence[tuple[str, str]]]) -> str:
        return boxes(rows, rtl=self._rtl)

    def image(self, image: Image) -> str:
        place, _ = self.package.part.get_or_add_image(BytesIO(image.png))
        self._known += 1
        size = f'cx="{image.width * EMU_A_CM:.0f}" cy="{image.height * EMU_A_CM:.0f}"'
        about = f'id="{self._known}" name={quoteattr(held(image.name))}'
        told = f"title={quoteattr(held(image.title))} descr={quoteattr(held(image.alt))}"
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f"<wp:extent {size}/><wp:docPr {about} {told}/><wp:cNvGraphicFramePr>"
            '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            f'<a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {about}/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{place}"/><a:stretch>'
            f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def contents(self, parts: Sequence[tuple[str, Heading]]) -> str:
        """A field that Word can make anew; without pages, which only Word can count."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
            ' TOC \\o "1-2" \\h \\n \\z </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = [self.paragraph("TOC Heading", self.text("Contents"))]
        for at, (known, heading) in enumerate(parts, 1):
            link = (
                f'<w:hyperlink w:anchor="_{known}" w:history="1">'
                f"{self.text(heading_words(heading))}</w:hyperlink>"
            )
            last = '<w:spacing w:after="320"/>' if at == len(parts) else ""
            lines.append(
                f'<w:p><w:pPr><w:pStyle w:val="TOC{heading.level - 1}"/>{last}</w:pPr>'
                f"{begin if at == 1 else ''}{link}{end if last else ''}</w:p>"
            )
        return "".join(lines)

    def page_break(self) -> str:
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def _written_cell(self, style: str, words: str, *, keep: bool = False) -> str:
        facts = f'<w:pStyle w:val="{style_id(style)}"/>{"<w:keepNext/>" if keep else ""}'
        return f"<w:p><w:pPr>{facts}</w:pPr>{self.text(words)}</w:p>"

    def _bookmarked(self, name: str, inside: str) -> str:
        self._known += 1
        return (
            f'<w:bookmarkStart w:id="{self._known}" w:name="{name}"/>{inside}'
            f'<w:bookmarkEnd w:id="{self._known}"/>'
        )


def _run(run: Run, style: str = "", *, rtl: bool) -> str:
    """Text; where it runs from right to left it is marked, and what follows is not drawn in."""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += '<w:rtl/><w:lang w:bidi="ar-SA"/>' if run.right_to_left else ""
    facts = f"<w:rPr>{look}</w:rPr>" if look else ""
    end = f"<w:r><w:t>{FROM_LEFT}</w:t></w:r>" if run.right_to_left and not rtl else ""
    return f'<w:r>{facts}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>{end}'
