"""What is wrong with a PDF for whoever hears it read: our own walk of its tags and its pages.

Checkers by other people judge the rules of PDF/UA one by one; none of them counts whether all that
stands on a page can be reached from the tree of tags. This does.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import page
import pikepdf
from page import validate_pdf_bytes

from tellback.report.pdf.objects import objects_in

STANDARDS = ("ua1", "2a")
SHOWN = frozenset(
    {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"}
)
"""Operators that put something on a page."""


LENGTH = "PDFA2A-STREAM-LENGTH-001"
_STREAM = re.compile(rb"/Length (\d+).*?stream\n", re.DOTALL)


def judged_wrong(made: bytes) -> list[str]:
    """What page-validation finds against PDF/UA-1 and PDF/A-2a.

    Where a stream's last byte is a carriage return, it takes that for a part of the end of the
    line that follows, and its length for wrong; veraPDF does not. There we count ourselves.
    """
    objects = objects_in(made) if made.rstrip().endswith(b"%%EOF") else {}
    return [
        f"{standard}: {one.rule_id} {one.message}"
        for standard in STANDARDS
        for one in validate_pdf_bytes(made, profile=page.ValidationProfile(standard)).failures
        if not (
            one.rule_id == LENGTH
            and one.object_id
            and length_is_right(objects[one.object_id.object_number])
        )
    ]


def length_is_right(stream: bytes) -> bool:
    """Whether a stream object has as many bytes as it says."""
    found = _STREAM.search(stream)
    return found is not None and stream[found.end() + int(found[1]) :].startswith(b"\nendstream")


@dataclass
class Element:
    """A structure element, with the marked content that is directly in it."""

    kind: str
    node: pikepdf.Object
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    marked: list[tuple[int, int]] = field(default_factory=list)
    """(number of the page's object, MCID)."""

    def within(self, kind: str) -> bool:
        return self.kind == kind or (self.parent is not None and self.parent.within(kind))

    def all(self) -> Iterator[Element]:
        yield self
        for one in self.kids:
            yield from one.all()


def elements_of(pdf: pikepdf.Pdf) -> list[Element]:
    """Every structure element, in reading order."""
    top = Element("", pdf.Root.StructTreeRoot, None)
    _read(top, pdf.Root.StructTreeRoot.K, None)
    return [*top.all()][1:]


def _read(into: Element, kids: pikepdf.Object, on: int | None) -> None:
    if isinstance(kids, int):
        assert on is not None
        into.marked.append((on, int(kids)))
    elif isinstance(kids, pikepdf.Array):
        for one in kids:
            _read(into, one, on)
    elif "/S" in kids:
        made = Element(str(kids.S)[1:], kids, into)
        into.kids.append(made)
        if "/K" in kids:
            _read(made, kids.K, _page_of(kids, on))
    elif kids.get("/Type") == "/MCR":
        into.marked.append((_page_of(kids, on) or 0, int(kids.MCID)))


def _page_of(node: pikepdf.Object, otherwise: int | None) -> int | None:
    return int(node.Pg.objgen[0]) if "/Pg" in node else otherwise


def faults_of(made: bytes) -> list[str]:
    """Everything that is wrong with it, in sentences; empty where nothing is."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        elements = elements_of(pdf)
        return [
            *_about_the_whole(pdf),
            *_about_reach(pdf, elements),
            *_about_headings(elements),
            *_about_tables(elements),
            *_about_figures(elements),
        ]


def _about_the_whole(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "the language is not said"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "there is no title"
    if "/MarkInfo" not in root or not root.MarkInfo.get("/Marked"):
        yield "it does not say that it is tagged"
    if "/ViewerPreferences" not in root or not root.ViewerPreferences.get("/DisplayDocTitle"):
        yield "a window would show the file's name and not its title"


def _about_reach(pdf: pikepdf.Pdf, elements: list[Element]) -> Iterator[str]:
    reached = Counter(mark for one in elements for mark in one.marked)
    found: set[tuple[int, int]] = set()
    for at, shown in enumerate(pdf.pages, start=1):
        on_page, loose = marks_on(shown)
        marks = {(int(shown.objgen[0]), mark) for mark in on_page}
        found |= marks
        if loose:
            yield f"page {at}: {loose} things are neither tagged nor an artifact"
        if missed := marks - {*reached}:
            yield f"page {at}: {len(missed)} pieces of {len(marks)} are not reached from the tags"
    yield from (f"a tag names the piece {mark[1]} that no page has" for mark in {*reached} - found)
    yield from (f"tags name the piece {mark[1]} twice" for mark, n in reached.items() if n > 1)


def marks_on(shown: pikepdf.Page) -> tuple[set[int], int]:
    """The MCIDs on a page, and how many things are shown outside of all marks."""
    marks: set[int] = set()
    loose, depth = 0, 0
    for instruction in pikepdf.parse_content_stream(shown):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in {"BDC", "BMC"}:
            depth += 1
            if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                marks |= {int(operands[1].MCID)} if "/MCID" in operands[1] else set()
        elif name == "EMC":
            depth -= 1
        elif name in SHOWN and depth == 0:
            loose += 1
    return marks, loose


def _about_headings(elements: list[Element]) -> Iterator[str]:
    levels = [int(one.kind[1:]) for one in elements if one.kind[:1] == "H" and one.kind[1:]]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "the first heading is not the only one of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} comes after one of level {before}"


def _about_tables(elements: list[Element]) -> Iterator[str]:
    ids = {str(one.node.ID) for one in elements if "/ID" in one.node}
    for table in (one for one in elements if one.kind == "Table"):
        if not any(one.kind == "TH" for one in table.all()):
            yield "a table has no heads"
        for one in table.all():
            yield from _about_cell(one, ids)
            if one.kind == "TR" and not one.within("THead") and one.kids[0].kind != "TH":
                yield "a line of a table has no head"


def _about_cell(one: Element, ids: set[str]) -> Iterator[str]:
    named = {str(name) for name in _attribute(one, "/Headers") or ()}
    if not named <= ids:
        yield "a cell names a head that is not there"
    if one.kind == "TH" and not _attribute(one, "/Scope"):
        yield "a table's head does not say of what"
    if one.kind == "TD" and not named:
        yield "a cell names no head"


def _attribute(one: Element, name: str) -> Any:
    parts: Any = one.node.get("/A", ())
    return next((part[name] for part in parts if name in part), None)


def _about_figures(elements: list[Element]) -> Iterator[str]:
    for one in elements:
        if one.kind == "Figure" and not str(one.node.get("/Alt", "")):
            yield "a picture has no words for who cannot see it"
