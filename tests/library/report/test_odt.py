"""A document as an OpenDocument text: what an editor must find in it to know what is what."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import odfdo
import pytest
from hypothesis import given

from tellback.figure.said import said
from tellback.report.blocks import Heading, Words
from tellback.report.document import Document
from tellback.report.office.odt import MIME, report_odt
from tests.library.report.made_up import (
    ARABIC,
    CONTENT,
    FRUIT,
    MILK,
    document,
    documents,
    full,
    table,
)

SPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
TEXT, TABLE, STYLE, DRAW, SVG, FO, MANIFEST = (
    SPACE.format(one)
    for one in (
        "text", "table", "style", "drawing", "svg-compatible", "xsl-fo-compatible", "manifest",
    )
)  # fmt: skip
LINK = "{http://www.w3.org/1999/xlink}"


def parts(made: Document) -> dict[str, bytes]:
    """Name -> what is there."""
    with ZipFile(BytesIO(report_odt(made, content=CONTENT))) as held:
        return {name: held.read(name) for name in held.namelist()}


def xml(made: Document, name: str = "content.xml") -> ET.Element:
    """One part of a document."""
    return ET.fromstring(parts(made)[name])  # noqa: S314 - ours


def words(one: ET.Element) -> str:
    """All in it, without marks of direction."""
    return "".join(one.itertext()).replace("\u200e", "")


def faults(made: Document) -> list[str]:
    """What an editor would stumble over: styles, pictures, marks and cells that are not there."""
    held = parts(made)
    root, styles = (ET.fromstring(held[one]) for one in ("content.xml", "styles.xml"))  # noqa: S314
    known = {
        one.get(f"{STYLE}name")
        for part in (root, styles)
        for kind in (f"{STYLE}style", f"{TEXT}list-style")
        for one in part.iter(kind)
    }
    used = {
        value
        for one in root.iter()
        for name, value in one.attrib.items()
        if name in {f"{TEXT}style-name", f"{TABLE}style-name", f"{DRAW}style-name"}
    }
    found = [f"no style {one}" for one in used - known]
    names = [one.get(f"{TABLE}name") for one in root.iter(f"{TABLE}table")]
    names += [one.get(f"{DRAW}name") for one in root.iter(f"{DRAW}frame")]
    found += ["a name twice"] * (len(names) != len(set(names)))
    shown = {one.get(f"{LINK}href") for one in root.iter(f"{DRAW}image")}
    found += [f"no picture {one}" for one in shown - set(held)]
    notes = {one.get(f"{TEXT}id") for one in root.iter(f"{TEXT}note")}
    asked = {one.get(f"{TEXT}ref-name") for one in root.iter(f"{TEXT}note-ref")}
    found += [f"no note {one}" for one in asked - notes]
    for one in root.iter(f"{TABLE}table"):
        columns = len(list(one.iter(f"{TABLE}table-column")))
        wide = {len(row) for row in one.iter(f"{TABLE}table-row")}
        found += [f"rows of {wide} in {columns} columns"] * (wide - {columns} != set())
    listed = {
        one.get(f"{MANIFEST}full-path")
        for one in ET.fromstring(held["META-INF/manifest.xml"])  # noqa: S314
    }
    missing = set(held) - listed - {"mimetype", "META-INF/manifest.xml"}
    return [*found, *(f"not in the manifest: {one}" for one in missing)]


@given(documents())
def test_an_editor_stumbles_over_no_document(made: Document) -> None:
    assert not faults(made)


def test_what_an_editor_would_stumble_over_is_found(monkeypatch) -> None:
    monkeypatch.setattr("tellback.report.office.odt.automatic_styles", lambda _columns: "")
    assert "no style Ruled" in faults(document(table()))


def test_it_is_an_open_document() -> None:
    data = report_odt(full(), content=CONTENT)
    with ZipFile(BytesIO(data)) as held:
        first = held.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert held.read("mimetype").decode() == MIME
    opened = odfdo.Document(BytesIO(data))
    assert opened.get_type() == "text"
    assert len(opened.body.headers) == 7
    assert len(opened.body.tables) == 5
    assert opened.meta.title == "Young people’s lifestyle survey 2009"
    assert opened.meta.language == "en-GB"


def test_headings_have_levels() -> None:
    heads = [
        (one.get(f"{TEXT}outline-level"), one.get(f"{TEXT}style-name"), words(one))
        for one in xml(full()).iter(f"{TEXT}h")
    ]
    assert heads[:4] == [
        ("1", "Heading_20_1", "1. Headlines"),
        ("2", "Heading_20_2", "In words"),
        ("3", "Heading_20_3", "Deeper"),
        ("1", "Heading_20_1", "2. Pictures"),
    ]
    assert heads[-1][2] == "Where the numbers come from"


def test_a_table_has_heads_of_columns_and_of_rows_and_a_name() -> None:
    (held,) = xml(document(table())).iter(f"{TABLE}table")
    (head,) = held.findall(f"{TABLE}table-header-rows/{TABLE}table-row")
    assert [words(one) for one in head] == ["School", "Pupils", "Rate"]
    assert len(held.findall(f"{TABLE}table-header-columns/{TABLE}table-column")) == 1
    assert held.findtext(f"{TABLE}title") == "Who took part"
    over = held.findall(f"{TABLE}table-row")[0]
    assert [one.tag.partition("}")[2] for one in over] == [
        "table-cell", "covered-table-cell", "covered-table-cell",
    ]  # fmt: skip
    assert over[0].get(f"{TABLE}number-columns-spanned") == "3"


def test_small_tables_stay_on_one_page() -> None:
    for times, style in ((1, "Together"), (5, "Table")):
        (held,) = xml(document(table(table().rows * times))).iter(f"{TABLE}table")
        assert held.get(f"{TABLE}style-name") == style


def test_pictures_say_what_they_show_and_are_drawn_sharp() -> None:
    held = parts(full())
    frames = list(ET.fromstring(held["content.xml"]).iter(f"{DRAW}frame"))  # noqa: S314
    assert [one.findtext(f"{SVG}desc") for one in frames] == [
        "Chart. Of all 572 pupils. Half.",
        "Chart. Of all 570 pupils. Half.",
        "Picture: apple",
        "Picture: dont know",
    ]
    assert [one.findtext(f"{SVG}title") for one in frames[:2]] == ["Fruit", "Milk"]
    for one in frames:
        svg, png = (image.get(f"{LINK}href", "") for image in one.iter(f"{DRAW}image"))
        assert held[svg].startswith(b"<svg")
        assert b"arial, helvetica" not in held[svg]
        assert held[png].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("look", "kind"),
    [("report", "endnote"), ("letter", "footnote"), ("newsletter", "footnote")],
)
def test_notes_are_notes(look, kind) -> None:
    root = xml(full(look=look))
    notes = list(root.iter(f"{TEXT}note"))
    assert {one.get(f"{TEXT}note-class") for one in notes} == {kind}
    bodies = [words(body) for one in notes for body in one.iter(f"{TEXT}note-body")]
    assert bodies == [
        FRUIT.words,
        f"{MILK.words}Lifestyle survey 2007, page 12. Published in 2007",
    ]
    again = [one.get(f"{TEXT}ref-name") for one in root.iter(f"{TEXT}note-ref")]
    assert again == ["note1"] * 3
    # Notes at the end come below their heading, and not on a page of their own.
    assert len(list(root.iter(f"{TEXT}section"))) == (kind == "endnote")


def test_contents_lead_to_headings() -> None:
    root = xml(full())
    (contents,) = root.iter(f"{TEXT}table-of-content")
    links = [(one.get(f"{LINK}href", ""), words(one)) for one in contents.iter(f"{TEXT}a")]
    assert [text for _, text in links] == ["1. Headlines", "In words", "2. Pictures", "Milk"]
    marks = {f"#{one.get(f'{TEXT}name')}" for one in root.iter(f"{TEXT}bookmark")}
    assert {where for where, _ in links} <= marks


def test_lists_are_numbered_each_by_itself() -> None:
    root = xml(full())
    kinds = [one.get(f"{TEXT}style-name") for one in root.iter(f"{TEXT}list")]
    assert kinds == ["Bullets", "Numbers", "Letters", "Numbers", "Bullets"]
    ends = {
        one.get(f"{STYLE}name"): [
            (level.get(f"{STYLE}num-format"), level.get(f"{STYLE}num-suffix")) for level in one
        ]
        for one in xml(full(), "styles.xml").iter(f"{TEXT}list-style")
    }
    assert ends == {"Bullets": [(None, None)], "Numbers": [("1", ".")], "Letters": [("a", ")")]}


def test_spaces_and_lines_are_kept() -> None:
    root = xml(document(Words(said(" two  spaces\tand\na line"))))
    written = [one.tag.partition("}")[2] for one in root.iter() if one.tag.startswith(TEXT)]
    assert written.count("s") == 2
    assert "tab" in written
    assert "line-break" in written


def test_what_runs_from_right_to_left_is_marked() -> None:
    root = xml(document(Words(said(f"At {ARABIC}, noon."))))
    spans = [
        one.text
        for one in root.iter(f"{TEXT}span")
        if one.get(f"{TEXT}style-name") == "From_20_Right"
    ]
    assert spans == [ARABIC]


def test_a_document_of_another_language_runs_its_way() -> None:
    made = document(Heading("عنوان"), language="ar")
    styles = xml(made, "styles.xml")
    (default,) = styles.iter(f"{STYLE}default-style")
    facts = {name: value for one in default for name, value in one.attrib.items()}
    assert (facts[f"{STYLE}writing-mode"], facts[f"{FO}language"]) == ("rl-tb", "ar")
    assert "\u200e" not in parts(made)["content.xml"].decode()


def test_the_foot_says_whose_it_is_and_counts_pages() -> None:
    styles = xml(full(), "styles.xml")
    foot = next(styles.iter(f"{STYLE}footer"))
    assert [words(one) for one in foot] == [
        "Aldermoor Council · For everyone · 2009, release 1",
        "1 June 2010Page 1 of 1",
    ]
    assert list(foot.iter(f"{TEXT}page-number"))
    assert list(foot.iter(f"{TEXT}page-count"))
