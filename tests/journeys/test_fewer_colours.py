"""A picture with few colours is made small without changing a pixel."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from random import Random

import pytest

from tests.journeys import fewer_colours
from tests.journeys.fewer_colours import BEGINS, shrink

SIZE = 60


def filtered(kind: int, line: bytes, before: bytes, step: int) -> bytes:
    """A line as PNG's filter `kind` writes it, from the specification's formulas."""
    made = bytearray([kind])
    for at, value in enumerate(line):
        left = line[at - step] if at >= step else 0
        corner = before[at - step] if at >= step else 0
        guess = {
            0: 0,
            1: left,
            2: before[at],
            3: (left + before[at]) // 2,
            4: min(
                (left, before[at], corner), key=lambda one: abs(left + before[at] - corner - one)
            ),
        }[kind]
        made.append((value - guess) % 256)
    return bytes(made)


def picture(lines: list[bytes], channels: int) -> bytes:
    """A PNG of these lines, each with another filter than the one before."""
    before, made = bytes(len(lines[0])), b""
    for row, line in enumerate(lines):
        made += filtered(row % 5, line, before, channels)
        before = line
    kind = {3: 2, 4: 6}[channels]
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", SIZE, len(lines), 8, kind, 0, 0, 0),
        b"IDAT": zlib.compress(made, 0),
        b"IEND": b"",
    }
    return BEGINS + b"".join(
        struct.pack(">I", len(one)) + name + one + struct.pack(">I", zlib.crc32(name + one))
        for name, one in parts.items()
    )


def colours_of(path: Path) -> list[bytes]:
    """The pixels of a picture with a palette and unfiltered lines."""
    chunks = dict(fewer_colours._chunks(path.read_bytes()))
    lines = zlib.decompress(chunks[b"IDAT"])
    palette = chunks[b"PLTE"]
    rows = [lines[at + 1 : at + 1 + SIZE] for at in range(0, len(lines), SIZE + 1)]
    return [palette[3 * index : 3 * index + 3] for row in rows for index in row]


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("colours", [2, 256, 900])
def test_pixels_stay_as_they_are_where_there_are_few_colours(
    channels: int, colours: int, tmp_path: Path
) -> None:
    chance = Random(colours)
    palette = [bytes(chance.randbytes(3)) for _ in range(colours)]
    pixels = [chance.choice(palette) for _ in range(SIZE * 20)]
    full = [pixel + b"\xff" * (channels - 3) for pixel in pixels]
    lines = [b"".join(full[at : at + SIZE]) for at in range(0, len(full), SIZE)]
    path = tmp_path / "one.png"
    path.write_bytes(picture(lines, channels))
    before = path.stat().st_size
    shrink(path)
    assert path.stat().st_size < before
    found = colours_of(path)
    furthest = max(
        abs(a - b) for one, other in zip(pixels, found, strict=True)
        for a, b in zip(one, other, strict=True)
    )  # fmt: skip
    assert furthest <= (0 if colours <= 256 else 32)
    assert len(set(found)) <= 256
    again = path.read_bytes()
    shrink(path)
    assert path.read_bytes() == again
