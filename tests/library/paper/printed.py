"""A PDF read back: its words in order, its places, its tags."""

from __future__ import annotations

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2

from tellback.paper.booklet import booklet
from tellback.paper.look import Look, Variant
from tellback.questionnaire.model import Questionnaire
from tellback.questionnaire.read import read_any

ROOT = Path(__file__).parents[3]
CONTENT = ROOT / "content"
FILES = sorted((CONTENT / "questionnaires").glob("*.yaml"))
GALLERY = sorted((ROOT / "tests/gallery/questionnaires").glob("*.yaml"))
POINTS_IN_MM = 72 / 25.4
A4 = (210.0, 297.0)


def in_file(path: Path) -> Questionnaire:
    return read_any(path)[0]


def asks(*questions: dict[str, object], **more: object) -> Questionnaire:
    """A questionnaire of one section; what a question lacks is filled in."""
    filled = [
        {"id": f"q{at}", "text": "Well?", "kind": "yes_no", **one}
        for at, one in enumerate(questions)
    ]
    sections = [{"id": "s", "title": "The only part", "questions": filled}]
    made = {"id": "made", "title": "Made", "version": "1", "sections": sections}
    return Questionnaire.model_validate(made | more)


def pdf_of(
    questionnaire: Questionnaire,
    variant: Variant = Variant.NORMAL,
    language: str = "",
    *,
    mono: bool = False,
) -> bytes:
    look = Look(variant, black_and_white=mono)
    return booklet(questionnaire, look, content=CONTENT, language=language)


def plain(text: str) -> str:
    """Letters alone: no spaces, breaks or marks that only the typesetter needs."""
    kept = unicodedata.normalize("NFKC", text)
    return "".join(one for one in kept if not one.isspace() and unicodedata.category(one) != "Cf")


def pages_of(made: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_range() for page in document]


def letters_of(made: bytes) -> str:
    """All letters of a PDF, in the order printed, without heads and feet."""
    return plain("".join(pages_of(made)))


def boxes_of(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """(left, bottom, right, top) in mm of everything that is drawn."""
    return (bounds(thing) for thing in page.get_objects(max_depth=1))


def bounds(thing: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    pypdfium2.raw.FPDFPageObj_GetBounds(thing.raw, *(ctypes.byref(side) for side in sides))
    left, bottom, right, top = (side.value / POINTS_IN_MM for side in sides)
    return left, bottom, right, top


def squares_of(page: pypdfium2.PdfPage) -> set[tuple[int, int]]:
    """The middles, in whole mm, of all white squares of 5 mm or more and less than a picture."""
    found = set()
    for thing in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = bounds(thing)
        if (
            abs((right - left) - (top - bottom)) < 0.1
            and 5 <= right - left <= 9
            and is_white(thing)
        ):
            found.add((round((left + right) / 2), round((bottom + top) / 2)))
    return found


def is_white(thing: pypdfium2.PdfObject) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    pypdfium2.raw.FPDFPageObj_GetFillColor(thing.raw, *(ctypes.byref(one) for one in channels))
    return all(one.value == 255 for one in channels[:3])


def reader(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def tags_of(made: bytes) -> list[str]:
    """The kinds of all structure elements, in order."""
    return [*_kinds(reader(made).trailer["/Root"]["/StructTreeRoot"])]


def _kinds(node: object) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _kinds(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from _kinds(node["/K"])
