"""A letter as a PDF: its words literally, a slip with lines below the scissors, tags."""

from __future__ import annotations

import pypdfium2
import pytest

from tellback.paper.letter import letter_pdf
from tellback.paper.typeset import Unprintable
from tests.library.paper.printed import A4, CONTENT, bounds, letters_of, plain, reader, tags_of

PARAGRAPHS = ("Dear *parent*,", "- a point #1", "- [another]", "Yours")
SLIP = ("I do not want my child to take part.", "Name of child:", "Signed:")


def lines_of(made: bytes) -> int:
    """Lines that reach from the middle of the page to its right margin."""
    page = pypdfium2.PdfDocument(made)[0]
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    found = [bounds(thing) for thing in page.get_objects(kinds, max_depth=1)]
    return sum(1 for left, _, right, _ in found if left < A4[0] / 2 and right > A4[0] - 25)


def test_a_letter_says_what_it_is_told_literally_and_in_order() -> None:
    made = letter_pdf("To *all*", PARAGRAPHS, content=CONTENT, sender="A Council", slip=SLIP)
    letters = letters_of(made)
    places = [letters.index(plain(one)) for one in ("A Council", "To *all*", "[another]", *SLIP)]
    assert places == sorted(places)
    assert reader(made).metadata.title == "To *all*"  # type: ignore[union-attr]
    tags = tags_of(made)
    assert (tags.count("/H1"), tags.count("/LI")) == (1, 2)


def test_only_a_slip_brings_scissors_and_lines_to_write_on() -> None:
    without = letter_pdf("To all", PARAGRAPHS, content=CONTENT)
    with_slip = letter_pdf("To all", PARAGRAPHS, content=CONTENT, slip=SLIP)
    assert "✂" in letters_of(with_slip)
    assert "✂" not in letters_of(without)
    assert (lines_of(without), lines_of(with_slip)) == (0, 3)


def test_the_same_letter_gives_the_same_bytes_and_an_unknown_sign_is_named() -> None:
    assert letter_pdf("A", ["b"], content=CONTENT) == letter_pdf("A", ["b"], content=CONTENT)
    with pytest.raises(Unprintable, match=r"U\+732B"):
        letter_pdf("猫", ["b"], content=CONTENT)
