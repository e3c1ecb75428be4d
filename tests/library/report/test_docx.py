"""A document as a Word file: what Word must find in it to know what is what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given
from markupsafe import Markup

from tellback.figure.said import said
from tellback.report.blocks import Cards, Fields, Heading, Picture, Table, Words
from tellback.report.document import Document
from tellback.report.office.docx import report_docx
from tests.library.report.made_up import (
    ARABIC,
    CHART,
    CONTENT,
    FRUIT,
    MILK,
    document,
    documents,
    full,
    table,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ORDER = {
    "pPr": "pStyle keepNext keepLines numPr pBdr shd tabs bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color sz szCs u vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan shd vAlign",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr "
    "tblStylePr",
    "sectPr": "footerReference footnotePr endnotePr pgSz pgMar cols bidi docGrid",
    "settings": "zoom proofState defaultTabStop characterSpacingControl savePreviewPicture "
    "footnotePr endnotePr compat rsids mathPr themeFontLang clrSchemeMapping "
    "doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator docId defaultImageDpi",
}
"""The order of ECMA-376's schema, which Word asks for and LibreOffice does not."""


def parts(data: bytes) -> dict[str, bytes]:
    """Name -> what is there."""
    with ZipFile(BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def xml(made: Document, name: str = "word/document.xml") -> ET.Element:
    """One part of the Word file of a document."""
    return ET.fromstring(parts(report_docx(made, content=CONTENT))[name])  # noqa: S314 - ours


def paragraphs(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Style and text of each."""
    for one in root.iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        words = "".join(text.text or "" for text in one.iter(f"{W}t"))
        yield (style.get(f"{W}val", "") if style is not None else ""), words.replace("\u200e", "")


def disorder(root: ET.Element) -> list[str]:
    """Where the children of an element are not in the order that its schema wants."""
    found = []
    for name, order in ORDER.items():
        for one in root.iter(f"{W}{name}"):
            names = [child.tag.partition("}")[2] for child in one]
            places = [order.split().index(child) for child in names]
            if places != sorted(places):
                found.append(f"{name}: {names}")
    return found


def faults(made: Document) -> list[str]:
    """What Word would stumble over: order, grids, references that lead nowhere."""
    held = parts(report_docx(made, content=CONTENT))
    root = ET.fromstring(held["word/document.xml"])  # noqa: S314
    found = [
        fault
        for name, data in held.items()
        if name in {"word/document.xml", "word/styles.xml", "word/settings.xml"}
        for fault in disorder(ET.fromstring(data))  # noqa: S314
    ]
    for one in root.iter(f"{W}tbl"):
        columns = len(one.findall(f"{W}tblGrid/{W}gridCol"))
        for row in one.iter(f"{W}tr"):
            spans = [int(span.get(f"{W}val", "")) for span in row.iter(f"{W}gridSpan")]
            wide = len(row.findall(f"{W}tc")) + sum(spans) - len(spans)
            found += [f"a row of {wide} in a grid of {columns}"] * (wide != columns)
    found += [
        "a cell ends without a paragraph" for cell in root.iter(f"{W}tc") if cell[-1].tag != f"{W}p"
    ]
    styles = {
        one.get(f"{W}styleId")
        for one in ET.fromstring(held["word/styles.xml"]).iter(f"{W}style")  # noqa: S314
    }
    for kind in ("pStyle", "rStyle", "tblStyle"):
        used = {one.get(f"{W}val") for one in root.iter(f"{W}{kind}")}
        found += [f"no style {one}" for one in used - styles]
    known = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
    found += ["a bookmark's number twice"] * (len(known) != len(set(known)))
    relations = ET.fromstring(held["word/_rels/document.xml.rels"])  # noqa: S314
    places = {one.get("Id") for one in relations}
    shown = {one.get(f"{R}embed") for one in root.iter(f"{A}blip")}
    return [*found, *(f"no picture {one}" for one in shown - places)]


@given(documents())
def test_word_stumbles_over_no_document(made: Document) -> None:
    assert not faults(made)


def test_what_word_would_stumble_over_is_found() -> None:
    root = ET.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:jc/><w:keepNext/></w:pPr></w:p>')  # noqa: S314
    assert disorder(root) == ["pPr: ['jc', 'keepNext']"]


def test_styles_are_words_own() -> None:
    held = docx.Document(BytesIO(report_docx(full(), content=CONTENT)))
    said_in = [(one.style.name, one.text) for one in held.paragraphs if one.style is not None]
    assert said_in[0] == ("Title", "Young people’s lifestyle survey 2009")
    assert said_in[1] == ("Subtitle", "What 572 pupils told us")
    heads = [(name, text) for name, text in said_in if name.startswith("Heading")]
    assert heads == [
        ("Heading 1", "1. Headlines"),
        ("Heading 2", "In words"),
        ("Heading 3", "Deeper"),
        ("Heading 1", "2. Pictures"),
        ("Heading 2", "Fruit"),
        ("Heading 2", "Milk"),
        ("Heading 1", "Where the numbers come from"),
    ]
    names = [name for name, _ in said_in]
    for name in ("List Bullet", "List Number", "Caption", "Lead", "Small", "Inset", "Hidden"):
        assert name in names
    assert ("Warning", "Warning: Do not compare.") in said_in


def test_facts_about_the_file_are_those_of_the_document() -> None:
    held = docx.Document(BytesIO(report_docx(full(), content=CONTENT))).core_properties
    assert held.title == "Young people’s lifestyle survey 2009"
    assert (held.author, held.last_modified_by) == ("Aldermoor Council",) * 2
    assert held.created == held.modified == datetime(2010, 6, 1, tzinfo=UTC)
    assert (held.language, held.revision) == ("en-GB", 1)


def test_nothing_of_the_template_is_left() -> None:
    names = set(parts(report_docx(document(), content=CONTENT)))
    assert not [one for one in names if "thumbnail" in one or "Effects" in one or "custom" in one]


def test_a_table_repeats_its_head_and_has_a_name() -> None:
    root = xml(document(table()))
    (held,) = root.iter(f"{W}tbl")
    rows = list(held.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True, False, False, False, False,
    ]  # fmt: skip
    look = held.find(f"{W}tblPr/{W}tblLook")
    assert look is not None
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
    assert look.get(f"{W}val") == "06A0"
    caption = held.find(f"{W}tblPr/{W}tblCaption")
    assert caption is not None
    assert caption.get(f"{W}val") == "Who took part"
    # Small enough to stay on one page: every row but the last is kept with the next.
    kept = [row.find(f".//{W}keepNext") is not None for row in rows]
    assert kept == [True, True, True, True, False]


def test_a_long_table_may_go_over_a_page() -> None:
    rows = table().rows * 5
    (held,) = xml(document(table(rows))).iter(f"{W}tbl")
    assert len(held.findall(f".//{W}keepNext")) == 3  # its head, and no more


def test_pictures_say_what_they_show() -> None:
    root = xml(full())
    alts = [one.get("descr", "") for one in root.iter(f"{DRAWN}docPr")]
    assert alts == [
        "Chart. Of all 572 pupils. Half.",
        "Chart. Of all 570 pupils. Half.",
        "Picture: apple",
        "Picture: dont know",
    ]
    sizes = [one.get("cx") for one in root.iter(f"{DRAWN}extent")]
    assert sizes == [f"{8.8 * 360_000:.0f}"] * 2 + [f"{2.4 * 360_000:.0f}"] * 2


def test_a_chart_that_is_higher_than_a_page_is_cut_and_said_once() -> None:
    bars = "".join(
        f'<text x="0" y="{at * 60 + 20}">{at}</text><rect x="0" y="{at * 60 + 24}" width="9" '
        'height="18" fill="#12436D"/>'
        for at in range(20)
    )
    tall = Markup(CHART.format("q1").replace("0 0 360 60", "0 0 360 1200"))  # noqa: S704 - ours
    drawn = tall.replace("</svg>", Markup(bars + "</svg>"))  # noqa: S704
    root = xml(document(Picture("q1", "Food", "All", "Half.", drawn, table())))
    alts = [one.get("descr", "") for one in root.iter(f"{DRAWN}docPr")]
    assert alts == [
        "Chart. All. Half.",
        "The chart goes on: part 2 of 2. All of it is said before.",
    ]
    high = [int(one.get("cy", "")) / 360_000 for one in root.iter(f"{DRAWN}extent")]
    assert max(high) <= 15
    assert sum(high) == pytest.approx(8.8 * 1200 / 360)


def test_a_picture_that_does_not_say_how_big_it_is_is_refused() -> None:
    with pytest.raises(ValueError, match="no viewBox"):
        xml(document(Picture("q1", "Food", "All", "Half.", Markup("<svg></svg>"), table())))


def test_each_list_begins_at_its_beginning() -> None:
    held = full()
    root = xml(held)
    numbers = [
        one.get(f"{W}val")
        for style, one in (
            (item.find(f"{W}pStyle"), item.find(f"{W}numPr/{W}numId"))
            for item in root.iter(f"{W}pPr")
        )
        if style is not None and one is not None
    ]
    assert numbers == ["1", "1", "1", "2", "2", "3", "3", "4", "5"]
    numbering = xml(held, "word/numbering.xml")
    formats = {
        one.get(f"{W}abstractNumId"): [
            (level.find(f"{W}numFmt"), level.find(f"{W}lvlText")) for level in one
            if level.tag == f"{W}lvl"
        ]
        for one in numbering.iter(f"{W}abstractNum")
    }  # fmt: skip
    kinds = []
    for one in numbering.iter(f"{W}num"):
        abstract = one.find(f"{W}abstractNumId")
        assert abstract is not None
        ((form, text),) = formats[abstract.get(f"{W}val")]
        assert form is not None
        assert text is not None
        kinds.append((form.get(f"{W}val"), text.get(f"{W}val")))
        assert one.find(f"{W}lvlOverride/{W}startOverride") is not None
    number, letter, bullet = ("decimal", "%1."), ("lowerLetter", "%1)"), ("bullet", "•")
    assert kinds == [bullet, number, letter, number, bullet]


@pytest.mark.parametrize(
    ("look", "kind"),
    [("report", "endnote"), ("letter", "footnote"), ("newsletter", "footnote")],
)
def test_notes_are_notes(look, kind) -> None:
    made = full(look=look)
    root = xml(made)
    marks = [one.get(f"{W}id") for one in root.iter(f"{W}{kind}Reference")]
    assert marks == ["1", "2"]
    held = list(xml(made, f"word/{kind}s.xml").iter(f"{W}{kind}"))
    assert [one.get(f"{W}id") for one in held] == ["-1", "0", "1", "2"]
    words = ["".join(text.text or "" for text in one.iter(f"{W}t")).strip() for one in held[2:]]
    assert words[0] == FRUIT.words
    assert words[1] == f"{MILK.words}Lifestyle survey 2007, page 12. Published in 2007"
    # Later sentences of the same sources lead to the first.
    fields = [(one.text or "").split() for one in root.iter(f"{W}instrText")]
    again = [one for one in fields if one[0] == "NOTEREF"]
    assert [one[1] for one in again] == ["_Note1"] * 3
    names = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    assert {"_Note1", "_Note2"} <= names
    heads = [text for style, text in paragraphs(root) if style == "Heading1"]
    assert ("Where the numbers come from" in heads) == (kind == "endnote")


def test_contents_are_a_field_that_leads_to_headings() -> None:
    root = xml(full())
    kinds = [one.get(f"{W}fldCharType") for one in root.iter(f"{W}fldChar")]
    depth = 0
    for kind in kinds:
        depth += {"begin": 1, "separate": 0, "end": -1}[kind or ""]
        assert depth in {0, 1}
    assert depth == 0
    codes = [(one.text or "").strip() for one in root.iter(f"{W}instrText")]
    assert codes[0] == 'TOC \\o "1-2" \\h \\n \\z'
    leads = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")}
    assert len(leads) == 4
    assert leads <= {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    lines = [(style, text) for style, text in paragraphs(root) if style.startswith("TOC")]
    assert lines == [
        ("TOCHeading", "Contents"),
        ("TOC1", "1. Headlines"),
        ("TOC2", "In words"),
        ("TOC1", "2. Pictures"),
        ("TOC2", "Milk"),
    ]


def test_what_runs_from_right_to_left_is_marked() -> None:
    root = xml(document(Words(said(f"At {ARABIC}, noon."))))
    marked = [one for one in root.iter(f"{W}r") if one.find(f"{W}rPr/{W}rtl") is not None]
    assert ["".join(text.text or "" for text in one.iter(f"{W}t")) for one in marked] == [ARABIC]


def test_a_document_of_another_language_runs_its_way() -> None:
    made = document(Heading("عنوان"), table(), language="ar")
    styles = xml(made, "word/styles.xml")
    language = styles.find(f".//{W}docDefaults//{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == "ar"
    assert styles.find(f".//{W}style/{W}pPr/{W}bidi") is not None
    root = xml(made)
    assert root.find(f".//{W}sectPr/{W}bidi") is not None
    assert root.find(f".//{W}tbl/{W}tblPr/{W}bidiVisual") is not None
    assert not faults(made)


def test_the_foot_says_whose_it_is_and_counts_pages() -> None:
    root = xml(full(), "word/footer1.xml")
    lines = [text for _, text in paragraphs(root)]
    assert lines == ["Aldermoor Council · For everyone · 2009, release 1", "1 June 2010Page 1 of 1"]
    assert [(one.text or "").strip() for one in root.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]


def test_fields_and_cards_are_tables_without_a_head() -> None:
    made = full()
    tables = list(xml(made).iter(f"{W}tbl"))
    for one in (tables[0], tables[-1]):
        assert not list(one.iter(f"{W}tblHeader"))
    assert [text for style, text in paragraphs(tables[0])] == [
        "1.", "Report of", "Director of Children’s Services", "", "Meeting", ARABIC,
    ]  # fmt: skip
    grounds = [one.get(f"{W}fill") for one in tables[-1].iter(f"{W}shd")]
    assert len(set(grounds)) == 3


def test_blocks_with_nothing_in_them_are_left_out() -> None:
    made = document(Cards(()), Fields(()), Table("No rows", ("One",), ()))
    assert len(list(xml(made).iter(f"{W}tbl"))) == 1


def test_the_looks_differ_in_their_letters() -> None:
    sizes = {}
    for look in ("report", "letter", "newsletter"):
        styles = xml(document(look=look), "word/styles.xml")
        found = {
            one.get(f"{W}styleId"): one.find(f"{W}rPr/{W}sz") for one in styles.iter(f"{W}style")
        }
        sizes[look] = [
            int(size.get(f"{W}val", "")) / 2
            for name in ("Normal", "Title")
            if (size := found[name]) is not None
        ]
    assert sizes == {"report": [11, 26], "letter": [11, 13], "newsletter": [14, 26]}
