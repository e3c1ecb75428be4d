"""What stands beside the text of a .docx file: notes, settings, its foot, and facts about it.

Source: ECMA-376, Office Open XML, part 1, 17.11 (endnotes), 17.15 (settings), 17.16 (fields).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Literal

from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm

from tellback.report.document import Document
from tellback.report.html.page import day_words
from tellback.report.office.styles import MARGIN_CM, PAGE_CM, WIDTH_CM
from tellback.report.runs import held

TWIPS_A_CM = 567
LONGEST = 255
"""Letters of a fact about a file."""
NoteKind = Literal["endnote", "footnote"]
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}s+xml"
_RELATION = {"endnote": RELATIONSHIP_TYPE.ENDNOTES, "footnote": RELATIONSHIP_TYPE.FOOTNOTES}
_UNWANTED = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_COMPATIBILITY = (
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
)


def clear(package: Package) -> None:
    """Take out what the template brings that is not ours: a picture of it, old styles."""
    for relations in (package.part.package.rels, package.part.rels):
        for known in [one for one, rel in relations.items() if rel.reltype in _UNWANTED]:
            del relations[known]


def set_properties(package: Package, document: Document, *, language: str) -> None:
    """Title, council and day as the document has them; nothing of who ran the program."""
    facts = package.core_properties
    facts.title, facts.subject = _short(document.title), _short(document.subtitle)
    facts.author = facts.last_modified_by = _short(document.council)
    facts.comments, facts.keywords, facts.category = _short(document.audience), "", ""
    facts.version, facts.language, facts.revision = _short(document.release), language, 1
    facts.created = facts.modified = datetime.combine(document.made_on, time(), UTC)


def set_page(package: Package, document: Document, foot: str, kind: NoteKind, *, rtl: bool) -> None:
    """A4; `foot` is the words of its foot as runs, before the number of the page."""
    section = package.sections[0]
    section.page_width, section.page_height = Cm(PAGE_CM[0]), Cm(PAGE_CM[1])
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    footer = section.footer
    footer.is_linked_to_previous = False
    old = footer.paragraphs[0]._p  # noqa: SLF001 - python-docx has no other way to fields
    pages = f"{_run('Page ')}{field('PAGE', '1')}{_run(' of ')}{field('NUMPAGES', '1')}"
    right = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH_CM * TWIPS_A_CM:.0f}"/></w:tabs>'
    start = '<w:pPr><w:pStyle w:val="Footer"/>'
    last = f"{_run(day_words(document.made_on))}<w:r><w:tab/></w:r>{pages}"
    for facts, words in (("", foot), (right, last)):
        line = f"<w:p {nsdecls('w')}>{start}{facts}</w:pPr>{words}</w:p>"
        old.addprevious(parse_xml(line))
    old.getparent().remove(old)
    numbered = f'<w:{kind}Pr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:{kind}Pr>'
    properties = section._sectPr  # noqa: SLF001
    properties.find(qn("w:pgSz")).addprevious(parse_xml(numbered))
    if rtl:
        properties.find(qn("w:docGrid")).addprevious(parse_xml(f"<w:bidi {nsdecls('w')}/>"))


def set_notes(package: Package, notes: Iterable[str], kind: NoteKind) -> None:
    """The document's notes, each given as its `<w:endnote>` or `<w:footnote>`."""
    lines = "".join(
        f'<w:{kind} w:type="{line}" w:id="{number}"><w:p><w:r><w:{line}/></w:r></w:p></w:{kind}>'
        for number, line in ((-1, "separator"), (0, "continuationSeparator"))
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:{kind}s {nsdecls('w')}>{lines}{''.join(notes)}</w:{kind}s>"
    )
    part = Part(
        PackURI(f"/word/{kind}s.xml"), _NOTES.format(kind), text.encode(), package.part.package
    )
    package.part.relate_to(part, _RELATION[kind])


def set_settings(package: Package, kind: NoteKind, *, language: str) -> None:
    """How notes are numbered, and that Word need not fear an old program."""
    settings = package.settings.element
    compat = settings.find(qn("w:compat"))
    notes = (
        f'<w:{kind}Pr {nsdecls("w")}><w:numFmt w:val="decimal"/>'
        f'<w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
    )
    compat.addprevious(parse_xml(notes))
    settings.replace(compat, parse_xml(f"<w:compat {nsdecls('w')}>{_COMPATIBILITY}</w:compat>"))
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), language)


def field(code: str, words: str, style: str = "") -> str:
    """A field: its code, and what it says until somebody brings it up to date."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{words}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{look}{one}</w:r>" for one in pieces)


def _short(words: str) -> str:
    return held(words)[:LONGEST]


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
