"""The same workbook as an OpenDocument spreadsheet, the format that public bodies publish.

Source: OASIS, OpenDocument 1.3, part 3. The parts are written here: the library that reads
them in the tests takes 0.4 ms a cell to write one, which is minutes for a borough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from tellback.release.sheets import HEADER, WIDTHS, Sheet, Value
from tellback.release.steady_zip import FIRST, steady_zip

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
        ("config", "config"),
        ("manifest", "manifest"),
    )
)
PURL = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NARROW = (32, 90)
"""Widths, in letters, of the two columns of a cover or notes."""


def to_ods(sheets: Sequence[Sheet], title: str, day: date) -> bytes:
    """The file, dated `day`."""
    parts = {
        FIRST: MIME,
        "content.xml": "".join(_content(sheets)),
        "styles.xml": _styles(),
        "meta.xml": _meta(title, day),
        "settings.xml": _settings(sheets),
    }
    parts["META-INF/manifest.xml"] = _manifest(parts)
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode())
    return steady_zip(held.getvalue(), day)


def _content(sheets: Sequence[Sheet]) -> Iterator[str]:
    yield f'{HEAD}<office:document-content {NAMESPACES} office:version="1.3">'
    yield "<office:automatic-styles>"
    for width in sorted({*WIDTHS, *NARROW}):
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * 0.2:.1f}cm"/>'
            "</style:style>"
        )
    yield (
        '<style:style style:name="bold" style:family="table-cell">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
    )
    for sheet in sheets:
        yield from _sheet(sheet)
    yield "<table:database-ranges>"
    for at, sheet in enumerate(sheets, 1):
        yield _range(sheet, f"table_{at}")
    yield ("</table:database-ranges></office:spreadsheet></office:body></office:document-content>")


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(sheet.name)}>"
    for width in WIDTHS if sheet.header == HEADER else NARROW:
        yield f'<table:table-column table:style-name="w{width}"/>'
    for at, sentence in enumerate(sheet.sentences):
        yield _row([sentence], bold=not at)
    yield "<table:table-header-rows>"
    yield _row(sheet.header, bold=True)
    yield "</table:table-header-rows>"
    for row in sheet.rows:
        yield _row(row)
    yield "</table:table>"


def _row(values: Iterable[Value], *, bold: bool = False) -> str:
    style = ' table:style-name="bold"' if bold else ""
    return f"<table:table-row>{''.join(_cell(value, style) for value in values)}</table:table-row>"


def _cell(value: Value, style: str) -> str:
    about = f'{style} office:value-type="string"'
    if isinstance(value, int):
        about = f'{style} office:value-type="float" office:value="{value}"'
    words = escape(str(value))
    if words.startswith(" "):
        words = f"<text:s/>{words[1:]}"
    return f"<table:table-cell{about}><text:p>{words}</text:p></table:table-cell>"


def _range(sheet: Sheet, name: str) -> str:
    """Marks the sheet's table, so that programs find it and its header."""
    last = chr(ord("A") + len(sheet.header) - 1)
    end = sheet.header_row + len(sheet.rows)
    where = f"'{sheet.name}'.A{sheet.header_row}:'{sheet.name}'.{last}{end}"
    return (
        f'<table:database-range table:name="{name}" '
        f"table:target-range-address={quoteattr(where)} "
        'table:contains-header="true" table:display-filter-buttons="false"/>'
    )


def _styles() -> str:
    return (
        f'{HEAD}<office:document-styles {NAMESPACES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties '
        'fo:language="en" fo:country="GB" fo:font-size="12pt"/></style:default-style>'
        "</office:styles></office:document-styles>"
    )


def _meta(title: str, day: date) -> str:
    moment = f"{day.isoformat()}T00:00:00"
    return (
        f'{HEAD}<office:document-meta {NAMESPACES} {PURL} office:version="1.3"><office:meta>'
        f"<meta:generator>Tellback</meta:generator><dc:title>{escape(title)}</dc:title>"
        f"<meta:creation-date>{moment}</meta:creation-date><dc:date>{moment}</dc:date>"
        "<dc:language>en-GB</dc:language></office:meta></office:document-meta>"
    )


def _settings(sheets: Sequence[Sheet]) -> str:
    """Each sheet's header stays in sight when one scrolls."""
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>"
        + _item("VerticalSplitMode", "short", 2)
        + _item("VerticalSplitPosition", "int", sheet.header_row)
        + _item("PositionBottom", "int", sheet.header_row)
        + "</config:config-item-map-entry>"
        for sheet in sheets
    )
    return (
        f'{HEAD}<office:document-settings {NAMESPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{_item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{tables}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _item(name: str, kind: str, value: str | int) -> str:
    return (
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
        "</config:config-item>"
    )


def _manifest(parts: Iterable[str]) -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in parts
        if name != FIRST
    )
    return (
        f'{HEAD}<manifest:manifest {NAMESPACES} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
        f"{entries}</manifest:manifest>"
    )
