"""Makes a picture of a page small: at most 256 colours, which is all that such pages need.

`python -m tests.journeys.fewer_colours docs/images/*.png` does it to pictures that are there.
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

BEGINS = b"\x89PNG\r\n\x1a\n"
RGB, RGBA, PALETTE = 2, 6, 3


def shrink(path: Path) -> None:
    """Write the picture anew with a palette, where that makes it smaller; again changes nothing."""
    data = path.read_bytes()
    chunks = dict(_chunks(data))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    if kind not in (RGB, RGBA) or depth != 8:
        return
    channels = 3 if kind == RGB else 4
    pixels = _pixels(zlib.decompress(chunks[b"IDAT"]), width * channels, height, channels)
    colours = [pixels[at : at + 3] for at in range(0, len(pixels), channels)]
    made = _indexed(colours, width, height)
    if len(made) < len(data):
        path.write_bytes(made)


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found: dict[bytes, bytes] = {}
    at = len(BEGINS)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name = data[at + 4 : at + 8]
        found[name] = found.get(name, b"") + data[at + 8 : at + 8 + length]
        at += length + 12
    return list(found.items())


def _pixels(raw: bytes, stride: int, height: int, step: int) -> bytes:
    """The picture's bytes without PNG's line filters (PNG specification, section 9)."""
    lines = bytearray()
    before = bytearray(stride)
    for row in range(height):
        start = row * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, before, step)
        lines += line
        before = line
    return bytes(lines)


def _unfilter(kind: int, line: bytearray, before: bytearray, step: int) -> None:
    if kind == 0:
        return
    for at, value in enumerate(line):
        left = line[at - step] if at >= step else 0
        corner = before[at - step] if at >= step else 0
        above = before[at]
        guess = (0, left, above, (left + above) // 2, _paeth(left, above, corner))[kind]
        line[at] = (value + guess) & 0xFF


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    nearest = min(abs(guess - left), abs(guess - above), abs(guess - corner))
    if abs(guess - left) == nearest:
        return left
    return above if abs(guess - above) == nearest else corner


def _indexed(colours: list[bytes], width: int, height: int) -> bytes:
    palette, dropped = _palette(colours)
    index_of = {colour: at for at, colour in enumerate(palette)}
    indexes = bytes(index_of[_rounded(colour, dropped)] for colour in colours)
    lines = b"".join(b"\0" + indexes[at : at + width] for at in range(0, width * height, width))
    return BEGINS + b"".join(
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, PALETTE, 0, 0, 0)),
            (b"PLTE", b"".join(palette)),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def _palette(colours: list[bytes]) -> tuple[list[bytes], int]:
    """The colours to use, and how many low bits of each were dropped to have at most 256."""
    for dropped in range(8):
        found = {_rounded(colour, dropped) for colour in set(colours)}
        if len(found) <= 256:
            return sorted(found), dropped
    raise AssertionError


def _rounded(colour: bytes, dropped: int) -> bytes:
    """Each channel to its nearest step; black and white stay what they are."""
    step = 1 << dropped
    return bytes(min(255, (part + step // 2) // step * step) for part in colour)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        shrink(Path(name))
