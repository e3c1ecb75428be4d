"""What kind of picture or sound some bytes are, by their first bytes and never by their name."""

from __future__ import annotations

STARTS: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"WEBP", 8, "image/webp"),
    (b"ID3", 0, "audio/mpeg"),
    (b"\xff\xfb", 0, "audio/mpeg"),
    (b"\xff\xf3", 0, "audio/mpeg"),
    (b"OggS", 0, "audio/ogg"),
    (b"WAVE", 8, "audio/wav"),
    (b"ftypM4A", 4, "audio/mp4"),
)
KINDS = "a picture as PNG, JPEG or WebP, or a recording as MP3, OGG, M4A or WAV"


def kind_of(data: bytes) -> str | None:
    """The media type, or None where it is none that we show or play.

    SVG is not among them: it may hold script.
    """
    return next(
        (kind for start, at, kind in STARTS if data[at : at + len(start)] == start),
        None,
    )
