"""The styles of an .odt file. Source: OASIS, OpenDocument 1.3, part 3, 16 and 17."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tellback.report.office.styles import (
    CARD_GROUNDS,
    DEEP,
    FONT,
    GREY,
    LINE,
    MARGIN_CM,
    PAGE_CM,
    WIDTH_CM,
    Style,
)

_SHORT = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
    "meta": "meta",
    "manifest": "manifest",
}
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in _SHORT.items()
)
NAMESPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
_OTHERS = (
    '<style:style style:name="Section" style:family="section"><style:section-properties>'
    '<text:notes-configuration text:note-class="endnote" style:num-format="1"/>'
    "</style:section-properties></style:style>"
    '<style:style style:name="Chart" style:family="graphic"><style:graphic-properties '
    'style:vertical-pos="top" style:vertical-rel="baseline" fo:border="none"/></style:style>'
    '<style:style style:name="Page_20_Break" style:family="paragraph" '
    'style:parent-style-name="Normal"><style:paragraph-properties fo:break-after="page"/>'
    "</style:style>"
)
"""A part whose notes come at its end; a picture in a line; the end of a page."""
KEPT, LAST = "_kept", "_last"
"""What names of paragraphs end with that stay with what follows, or end a list."""
COMMON = 8
"""Points below most paragraphs."""
LISTS = {"bullet": "Bullets", "number": "Numbers", "letter": "Letters"}


def style_name(name: str) -> str:
    """As a name is written where it is referred to: `Heading_20_1`."""
    return name.replace(" ", "_20_")


def font_faces() -> str:
    """The one font, by its name."""
    return (
        f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}" '
        'style:font-family-generic="swiss"/></office:font-face-decls>'
    )


def named_styles(styles: Iterable[Style], *, language: str, rtl: bool) -> str:
    """All that paragraphs, words, lists and notes are called by."""
    return "".join(
        (
            "<office:styles>",
            _default(language, rtl=rtl),
            *(_paragraph(one) for one in styles),
            *_characters(),
            *(_list(name) for name in LISTS),
            *_notes(),
            "</office:styles>",
        )
    )


def page_styles(foot: str, *, rtl: bool) -> str:
    """A4, with its foot, whose words come as XML."""
    way = "rl-tb" if rtl else "lr-tb"
    return (
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties '
        f'fo:page-width="{PAGE_CM[0]}cm" fo:page-height="{PAGE_CM[1]}cm" '
        f'style:print-orientation="portrait" style:writing-mode="{way}" '
        f'fo:margin="{MARGIN_CM}cm" fo:margin-bottom="0.9cm"/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="1.2cm" fo:margin-top="0.3cm"/>'
        "</style:footer-style></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="A4"><style:footer>{foot}</style:footer></style:master-page>'
        '<style:master-page style:name="Endnote" style:page-layout-name="A4">'
        f"<style:footer>{foot}</style:footer></style:master-page></office:master-styles>"
    )


def automatic_styles(columns: Iterable[float]) -> str:
    """Those of tables and pictures; `columns` are widths in cm."""
    return "".join(
        (
            "<office:automatic-styles>",
            *_tables(),
            *(_column(one) for one in sorted(set(columns))),
            *_in_their_place(),
            _OTHERS,
            "</office:automatic-styles>",
        )
    )


def column_style(width: float) -> str:
    """The name of the style of a column so many cm wide."""
    return f"w{width * 100:.0f}"


def _default(language: str, *, rtl: bool) -> str:
    word, _, country = language.partition("-")
    way = "rl-tb" if rtl else "lr-tb"
    # What is written from right to left has a language of its own in every document.
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties '
        f'style:writing-mode="{way}" fo:line-height="112%" fo:orphans="2" fo:widows="2"/>'
        f'<style:text-properties style:font-name="{FONT}" style:font-name-complex="{FONT}" '
        f'fo:font-size="11pt" fo:language="{word}" fo:country="{country or "none"}" '
        'style:language-complex="ar" style:country-complex="SA"/></style:default-style>'
    )


def _paragraph(style: Style) -> str:
    name, parent = style_name(style.name), ' style:parent-style-name="Normal"'
    outline = f' style:default-outline-level="{style.outline}"' if style.outline else ""
    following = ' style:next-style-name="Normal"' if style.outline else ""
    weight = "bold" if style.bold else "normal"
    return (
        f'<style:style style:name="{name}" style:display-name="{style.name}" '
        f'style:family="paragraph"{parent if name != "Normal" else ""}{following}{outline}>'
        f"<style:paragraph-properties {' '.join(_properties(style))}>{_tabs(style)}"
        f'</style:paragraph-properties><style:text-properties fo:color="#{style.colour}" '
        f'fo:font-size="{style.size}pt" style:font-size-complex="{style.size}pt" '
        f'fo:font-weight="{weight}" style:font-weight-complex="{weight}"/></style:style>'
    )


def _properties(style: Style) -> Iterator[str]:
    # Here the space below one paragraph and above the next are added up; Word takes the larger.
    before = style.before - COMMON if style.before > COMMON else style.before
    yield f'fo:margin-top="{before}pt" fo:margin-bottom="{style.after}pt"'
    yield f'fo:text-align="{style.align}"'
    if style.indent and not style.side and not style.name.startswith("List"):
        yield f'fo:margin-left="{style.indent}pt"'
    if style.keep:
        yield 'fo:keep-with-next="always"'
    if style.top:
        yield f'fo:border-top="2pt solid #{style.top}" fo:padding-top="6pt"'
    if style.side:
        yield f'fo:border-left="4.5pt solid #{style.side}" fo:padding-left="8pt"'
    if style.ground:
        yield f'fo:background-color="#{style.ground}"'


def _tabs(style: Style) -> str:
    if style.name != "Footer":
        return ""
    return (
        f'<style:tab-stops><style:tab-stop style:position="{WIDTH_CM:.2f}cm" '
        'style:type="right"/></style:tab-stops>'
    )


def _characters() -> Iterator[str]:
    """Released numbers, what runs from right to left, marks of notes, links."""
    looks = {
        "Number": "",
        "From_20_Right": 'fo:language="none" fo:country="none"',
        "Note_20_Mark": f'style:text-position="super 65%" fo:color="#{GREY}"',
        "Internet_20_link": f'fo:color="#{DEEP}"',
    }
    for name, look in looks.items():
        yield (
            f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
            f'style:family="text"><style:text-properties {look}/></style:style>'
        )


def _list(kind: str) -> str:
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" '
        'text:list-tab-stop-position="0.75cm" fo:text-indent="-0.75cm" fo:margin-left="0.75cm"/>'
        "</style:list-level-properties>"
    )
    signs = {"number": ("1", "."), "letter": ("a", ")")}
    if kind == "bullet":
        level = f'<text:list-level-style-bullet text:level="1" text:bullet-char="•">{place}'
        level += "</text:list-level-style-bullet>"
    else:
        form, end = signs[kind]
        level = f'<text:list-level-style-number text:level="1" style:num-format="{form}" '
        level += f'style:num-suffix="{end}">{place}</text:list-level-style-number>'
    return f'<text:list-style style:name="{LISTS[kind]}">{level}</text:list-style>'


def _notes() -> Iterator[str]:
    for kind in ("footnote", "endnote"):
        yield (
            f'<text:notes-configuration text:note-class="{kind}" style:num-format="1" '
            'text:start-value="0" text:citation-body-style-name="Note_20_Mark" '
            f'text:citation-style-name="Note_20_Mark" text:master-page-name="Endnote" '
            f'text:default-style-name="{kind.capitalize()}_20_Text"/>'
        )


def _tables() -> Iterator[str]:
    rule = (
        f'fo:border-bottom="0.5pt solid #{LINE}" fo:padding-top="0cm" fo:padding-bottom="0cm" '
        'fo:padding-left="0.1cm" fo:padding-right="0.1cm"'
    )
    yield (
        '<style:style style:name="Table" style:family="table"><style:table-properties '
        f'style:width="{WIDTH_CM:.2f}cm" table:align="left"/></style:style>'
        '<style:style style:name="Together" style:family="table"><style:table-properties '
        f'style:width="{WIDTH_CM:.2f}cm" table:align="left" '
        'style:may-break-between-rows="false"/></style:style>'
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties '
        'fo:keep-together="always"/></style:style>'
        '<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties '
        f"{rule}/></style:style>"
    )
    for ground in ("FFFFFF", *CARD_GROUNDS):
        yield (
            f'<style:style style:name="Card{ground}" style:family="table-cell">'
            f'<style:table-cell-properties fo:background-color="#{ground}" '
            'fo:border="5pt solid #FFFFFF" fo:padding="0.1cm" '
            'style:vertical-align="middle"/></style:style>'
        )


def _column(width: float) -> str:
    return (
        f'<style:style style:name="{column_style(width)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
    )


def _in_their_place() -> Iterator[str]:
    """Paragraphs as they are named, but kept with what follows, or the last of their kind."""
    looks = {KEPT: 'fo:keep-with-next="always"', LAST: 'fo:margin-bottom="10pt"'}
    looks[KEPT + LAST] = " ".join(looks.values())
    for name in ("List_20_Bullet", "List_20_Number", "TOC_20_1", "TOC_20_2"):
        for end, look in looks.items():
            yield (
                f'<style:style style:name="{name}{end}" style:family="paragraph" '
                f'style:parent-style-name="{name}"><style:paragraph-properties {look}/>'
                "</style:style>"
            )
