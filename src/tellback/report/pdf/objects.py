"""The objects of a PDF with a plain table of them, and the file written again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_LINE = 20
"""Bytes of a line of the table (ISO 32000-1, 7.5.4)."""


class OtherLayout(ValueError):
    """The file is not laid out as was thought; carries what is otherwise."""


def objects_in(made: bytes) -> dict[int, bytes]:
    """Number -> bytes of each object, in the order in which they stand. Raises OtherLayout."""
    start = _table_at(made)
    head = _TABLE.match(made, start)
    if head is None:
        msg = "The PDF has no plain table of its objects."
        raise OtherLayout(msg)
    lines = made[head.end() : head.end() + _LINE * int(head[1])]
    places = sorted(
        (int(lines[at : at + 10]), at // _LINE)
        for at in range(0, len(lines), _LINE)
        if lines[at + 17 : at + 18] == b"n"
    )
    return {
        number: made[place:end] for (place, number), (end, _) in pairwise([*places, (start, 0)])
    }


def written(made: bytes, objects: Mapping[int, bytes]) -> bytes:
    """The file of `made` with other objects; they stand one after the other in its order."""
    start = _table_at(made)
    at = made.index(b"%d 0 obj" % next(iter(objects)))
    parts, places = [made[:at]], {}
    for number, one in objects.items():
        places[number] = at
        parts.append(one)
        at += len(one)
    size = max(objects) + 1
    lines = (
        b"%010d 00000 n\r\n" % places[one] if one in places else b"0000000000 65535 f\r\n"
        for one in range(size)
    )
    trailer = made[made.index(b"trailer", start) : made.rindex(b"startxref")]
    end = b"startxref\n%d\n%%%%EOF" % at
    return b"".join([*parts, b"xref\n0 %d\n" % size, *lines, trailer, end])


def _table_at(made: bytes) -> int:
    found = _START.search(made[-64:])
    if found is None:
        msg = "The PDF does not say where the table of its objects is."
        raise OtherLayout(msg)
    return int(found[1])
