"""The styles, lists and table look of a .docx file.

Source: ECMA-376, Office Open XML, part 1, 17.7 (styles), 17.9 (numbering).
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as Package
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from tellback.report.office.styles import DEEP, FONT, GREY, LINE, Style

_SIDES = {"start": "left", "end": "right", "center": "center"}
"""As Word calls them, who turns them round where a paragraph runs from right to left."""
LOWER = ("Heading", "Caption", "Footer", "Endnote", "Footnote", "TOC 1", "TOC 2")
"""What names begin with that Word writes in small letters."""
_KEPT = {"DefaultParagraphFont", "TableNormal", "NoList"}
KINDS = {"bullet": ("bullet", "•"), "number": ("decimal", "%1."), "letter": ("lowerLetter", "%1)")}
"""Kind of a list -> what Word calls its numbers, and how one is written."""


def style_id(name: str) -> str:
    """As paragraphs refer to it: `Heading1`."""
    return name.replace(" ", "")


def set_styles(package: Package, styles: tuple[Style, ...], *, language: str, rtl: bool) -> None:
    """Put our styles in place of the template's."""
    held = package.styles.element
    defaults = held.find(qn("w:docDefaults"))
    held.replace(defaults, parse_xml(_defaults(language)))
    for one in held.findall(qn("w:style")):
        if one.get(qn("w:styleId")) not in _KEPT:
            held.remove(one)
    for xml in (*(_paragraph(one, rtl=rtl) for one in styles), *_characters(), *_tables()):
        held.append(parse_xml(xml))


def set_lists(package: Package, kinds: tuple[str, ...]) -> None:
    """A numbering for each list of the document, in order: the first list is number 1."""
    held = package.part.numbering_part.element
    for one in list(held):
        held.remove(one)
    for at, kind in enumerate(KINDS):
        held.append(parse_xml(_abstract(at, *KINDS[kind])))
    for number, kind in enumerate(kinds, 1):
        held.append(parse_xml(_numbering(number, list(KINDS).index(kind))))


def _defaults(language: str) -> str:
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        '<w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="269" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _paragraph(style: Style, *, rtl: bool) -> str:
    """Schema order matters: keep, borders, shade, direction, space, indent, side, outline."""
    name = style.name.lower() if style.name.startswith(LOWER) else style.name
    base = "" if style.name == "Normal" else '<w:basedOn w:val="Normal"/>'
    first = ' w:default="1"' if style.name == "Normal" else ""
    after = "<w:next w:val='Normal'/>" if style.outline or style.name == "Title" else ""
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{first} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{name}"/>{base}{after}<w:qFormat/>'
        f"<w:pPr>{''.join(_properties(style, rtl=rtl))}</w:pPr>"
        f"<w:rPr>{'<w:b/><w:bCs/>' if style.bold else ''}"
        f'<w:color w:val="{style.colour}"/><w:sz w:val="{style.size * 2:.0f}"/>'
        f'<w:szCs w:val="{style.size * 2:.0f}"/></w:rPr></w:style>'
    )


def _properties(style: Style, *, rtl: bool) -> Iterator[str]:
    yield "<w:keepNext/>" if style.keep else ""
    yield "<w:keepLines/>" if style.outline else ""
    if borders := "".join(_borders(style)):
        yield f"<w:pBdr>{borders}</w:pBdr>"
    if style.ground:
        yield f'<w:shd w:val="clear" w:color="auto" w:fill="{style.ground}"/>'
    yield "<w:bidi/>" if rtl else ""
    yield f'<w:spacing w:before="{style.before * 20:.0f}" w:after="{style.after * 20:.0f}"/>'
    if style.indent:
        hanging = f' w:hanging="{style.indent * 20:.0f}"' if style.name.startswith("List") else ""
        yield f'<w:ind w:left="{style.indent * 20:.0f}"{hanging}/>'
    yield f'<w:jc w:val="{_SIDES[style.align]}"/>'
    yield f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""


def _borders(style: Style) -> Iterator[str]:
    if style.top:
        yield f'<w:top w:val="single" w:sz="16" w:space="6" w:color="{style.top}"/>'
    if style.side:
        yield f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{style.side}"/>'


def _characters() -> Iterator[str]:
    """Released numbers, which somebody may want to find; marks of notes; links."""
    mark = f'<w:color w:val="{GREY}"/><w:vertAlign w:val="superscript"/>'
    looks = {
        "Number": "",
        "endnote reference": mark,
        "footnote reference": mark,
        "Hyperlink": f'<w:color w:val="{DEEP}"/><w:u w:val="single"/>',
    }
    for name, look in looks.items():
        known = "".join(word.capitalize() for word in name.split())
        yield (
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="{known}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/>'
            f"<w:rPr>{look}</w:rPr></w:style>"
        )


def _tables() -> Iterator[str]:
    """Numbers under a ruled head; and cards, which are coloured boxes with white between."""
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    looks = {
        "Numbers": f"<w:bottom {rule}/><w:insideH {rule}/>",
        "Cards": "".join(
            f'<w:{side} w:val="single" w:sz="96" w:space="0" w:color="FFFFFF"/>'
            for side in ("insideH", "insideV")
        ),
    }
    for name, borders in looks.items():
        yield (
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
            f"<w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>"
            '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
            '</w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
            "</w:style>"
        )


def _abstract(at: int, kind: str, words: str) -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{at}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{440 if kind != "bullet" else 360}" '
        f'w:hanging="{440 if kind != "bullet" else 360}"/></w:pPr></w:lvl></w:abstractNum>'
    )


def _numbering(number: int, abstract: int) -> str:
    return (
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
