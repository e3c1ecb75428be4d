"""Widths of letters are those of the fonts that documents are set in, and lines keep to them."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tellback.figure.letters import BOLD, REGULAR, SPARE, wide, wrapped

FONTS = Path(__file__).resolve().parents[3] / "content/fonts"
SIZE = 14.0


@lru_cache(maxsize=2)
def font(name: str) -> Mapping[int, float]:
    """Character -> its width in thousandths, read from the tables `cmap` and `hmtx` of a font."""
    data = (FONTS / name).read_bytes()

    def numbers(at: int, form: str) -> tuple[int, ...]:
        return struct.unpack_from(f">{form}", data, at)

    (count,) = numbers(4, "H")
    entries = (struct.unpack_from(">4s3L", data, 12 + 16 * at) for at in range(count))
    tables = {tag: offset for tag, _, offset, _ in entries}
    (units,) = numbers(tables[b"head"] + 18, "H")
    (long,) = numbers(tables[b"hhea"] + 34, "H")
    widths = numbers(tables[b"hmtx"], "Hh" * long)[::2]
    cmap = tables[b"cmap"]
    records = (numbers(cmap + 4 + 8 * at, "HHL") for at in range(numbers(cmap + 2, "H")[0]))
    at = next(cmap + offset for _, _, offset in records if numbers(cmap + offset, "H") == (4,))
    parts = numbers(at + 6, "H")[0] // 2
    ends, starts, shifts, ranges = (
        numbers(at + 14 + part * 2 * parts + (2 if part else 0), f"{parts}{form}")
        for part, form in enumerate("HHhH")
    )
    found = {}
    for part in range(parts):
        for letter in range(starts[part], min(ends[part], 0xFFFE) + 1):
            glyph = letter + shifts[part]
            if ranges[part]:
                place = at + 16 + 6 * parts + 2 * part + ranges[part]
                (glyph,) = numbers(place + 2 * (letter - starts[part]), "H")
            if glyph % 65536:
                found[letter] = widths[min(glyph % 65536, long - 1)] * 1000 / units
    return found


@pytest.mark.parametrize(
    ("name", "widths"),
    [("liberation-sans-400.ttf", REGULAR), ("liberation-sans-700.ttf", BOLD)],
)
def test_no_letter_is_wider_than_is_reckoned(name: str, widths: dict[int, str]) -> None:
    held = font(name)
    for width, letters in widths.items():
        for letter in letters:
            assert width - 90 <= held[ord(letter)] <= width + 1, letter
    assert len({letter for letters in widths.values() for letter in letters}) == sum(
        len(letters) for letters in widths.values()
    )
    printable = {chr(one) for one in range(32, 127)}
    assert printable <= {letter for letters in widths.values() for letter in letters}


LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), min_size=1, max_size=120)


@settings(max_examples=150, deadline=None)
@given(words=LATIN, room=st.floats(40, 360), bold=st.booleans())
def test_lines_fit_in_the_font_itself_and_lose_nothing(words: str, room: float, bold: bool) -> None:
    held = font("liberation-sans-700.ttf" if bold else "liberation-sans-400.ttf")
    lines = wrapped(words, room, SIZE, bold=bold)
    assert "".join(lines).replace(" ", "") == "".join(words.split())
    for line in lines:
        true = sum(held.get(ord(letter), 600) for letter in line) * SIZE / 1000
        assert true <= room + 1


def test_other_scripts_are_reckoned_wide_and_marks_as_nothing() -> None:
    assert wide("é", SIZE) == wide("e", SIZE)
    assert wide("e\u0301", SIZE) == wide("e", SIZE)
    assert wide("漢", SIZE) == SIZE * SPARE
    assert wide("ب", SIZE) > wide("b", SIZE)
    assert wide("W", SIZE, bold=True) == wide("W", SIZE)
    assert wide("a", SIZE) == wide("a", 2 * SIZE) / 2


def test_words_are_parted_at_spaces_and_only_long_ones_cut() -> None:
    assert wrapped("one two  three", 60, SIZE) == ["one two", "three"]
    assert wrapped("", 60, SIZE) == [""]
    assert wrapped("  ", 60, SIZE) == [""]
    assert wrapped("unparted", 1, SIZE) == list("unparted")
    cut = wrapped("a " + "e\u0301" * 9, 30, SIZE)
    assert cut[0] == "a"
    assert all(not line.startswith("\u0301") for line in cut)
    assert "".join(cut) == "a" + "e\u0301" * 9
