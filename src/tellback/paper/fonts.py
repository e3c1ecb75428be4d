"""Which letters the fonts of a folder have."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff\u00ad"
"""Joiners, marks of direction and the like, which are never drawn."""
_RANGES, _LONG_RANGES = 4, 12
"""Kinds of a font's table of characters: the only two that today's fonts use."""


@lru_cache(maxsize=8)
def letters_in(folder: Path) -> frozenset[int]:
    """The code points that some font (.ttf, .otf) in `folder` can draw."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".ttf", ".otf"})
    return frozenset(point for path in paths for point in _points(path.read_bytes()))


def can_be_drawn(letter: str, drawn: frozenset[int]) -> bool:
    """Whether one character can be printed; also where it is never seen, or is a space."""
    if ord(letter) in drawn or letter in UNSEEN or letter.isspace():
        return unicodedata.category(letter) != "Co"
    return False


def _points(font: bytes) -> Iterator[int]:
    """The characters in a font's `cmap` (OpenType specification, "cmap")."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * tables, 16):
        tag, _, place, _ = struct.unpack_from(">4sLLL", font, at)
        if tag == b"cmap":
            yield from _of_table(font, place)


def _of_table(font: bytes, place: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", font, place + 2)
    for at in range(place + 4, place + 4 + 8 * count, 8):
        (offset,) = struct.unpack_from(">L", font, at + 4)
        (kind,) = struct.unpack_from(">H", font, place + offset)
        if kind == _RANGES:
            yield from _short_ranges(font, place + offset)
        elif kind == _LONG_RANGES:
            yield from _long_ranges(font, place + offset)


def _short_ranges(font: bytes, place: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", font, place + 6)
    ends = struct.unpack_from(f">{twice // 2}H", font, place + 14)
    starts = struct.unpack_from(f">{twice // 2}H", font, place + 16 + twice)
    for start, end in zip(starts, ends, strict=True):
        yield from (point for point in range(start, end + 1) if point != 0xFFFF)  # noqa: PLR2004


def _long_ranges(font: bytes, place: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", font, place + 12)
    for at in range(place + 16, place + 16 + 12 * count, 12):
        start, end, _ = struct.unpack_from(">LLL", font, at)
        yield from range(start, end + 1)
