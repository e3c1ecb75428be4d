"""The first cell of each line of a table made its head, in a PDF of the typesetter's.

Typst 0.15 tags the head of a column; that of a row it cannot tag without an option which its
Python package does not offer. Its structure elements are plain objects, each on its own, so that
they can be written anew (ISO 32000-1, 7.5.4 cross-reference table, 14.8.5.7 table attributes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CELL = re.compile(rb"/Type/StructElem/S/TD/P (\d+) 0 R")
_ROW = re.compile(rb"/Type/StructElem/S/TR/P (\d+) 0 R.*?/K\[([\d R]+)\]", re.DOTALL)
_HEADERS = re.compile(rb"/Headers\[([^\]]*)\]")
_ATTRIBUTES = re.compile(rb"/A\[")
_HEAD = re.compile(rb"/Type/StructElem/S/THead")
_TREE = re.compile(rb"/Type/StructTreeRoot")
_NAMES = re.compile(rb"/IDTree<</Names\[(.*?)\]>>", re.DOTALL)
_ENTRY = re.compile(rb"(\((?:\\.|[^\\)])*\))(\d+) 0 R", re.DOTALL)


class OtherLayout(ValueError):
    """The file is not laid out as Typst 0.15 lays them out; carries what is not."""


def with_row_heads(made: bytes) -> bytes:
    """The same PDF with TH, Scope Row and an ID where a line begins, named by its other cells.

    Raises OtherLayout.
    """
    start = _number(rb"startxref\s+(\d+)\s+%%EOF\s*$", made)
    objects = dict(_objects(made, start))
    root = next((at for at, one in objects.items() if _TREE.search(one, 0, 200)), None)
    if root is None:
        msg = "The PDF has no structure tree."
        raise OtherLayout(msg)
    ids = {}
    for at, row in [*objects.items()]:
        found = _ROW.search(row, 0, 200)
        if found and not _HEAD.search(objects[int(found[1])]):
            cells = [int(one) for one in found[2].replace(b" 0 R", b" ").split()]
            if cells and _CELL.search(objects[cells[0]]):
                name = b"(R%d)" % at
                ids[name] = cells[0]
                _head_and_cells(objects, cells, name)
    objects[root] = _with_ids(objects[root], ids)
    return _written(made, start, objects)


def _head_and_cells(objects: dict[int, bytes], cells: list[int], name: bytes) -> None:
    """The first of a line's cells becomes its head, and the others say so."""
    first, *others = cells
    head = _CELL.sub(rb"/Type/StructElem/S/TH/P \1 0 R/ID" + name, objects[first], count=1)
    if b"/O/Table" in head:
        head = head.replace(b"/O/Table", b"/O/Table/Scope/Row", 1)
    else:
        head = _ATTRIBUTES.sub(b"/A[<</O/Table/Scope/Row>>", head, count=1)
    objects[first] = head
    for one in others:
        cell = objects[one]
        if _HEADERS.search(cell):
            objects[one] = _HEADERS.sub(rb"/Headers[\1" + name + b"]", cell, count=1)
        else:
            objects[one] = _ATTRIBUTES.sub(b"/A[<</O/Table/Headers[" + name + b"]>>", cell, count=1)


def _with_ids(root: bytes, ids: dict[bytes, int]) -> bytes:
    """The structure tree's root with the new names beside those it had, in order."""
    if not ids:
        return root
    found = _NAMES.search(root)
    known = {one[1]: int(one[2]) for one in _ENTRY.finditer(found[1])} if found else {}
    names = b"".join(b"%s%d 0 R" % one for one in sorted((known | ids).items()))
    made = b"/IDTree<</Names[" + names + b"]>>"
    if found:
        return root[: found.start()] + made + root[found.end() :]
    return root.replace(b"/Type/StructTreeRoot", b"/Type/StructTreeRoot" + made, 1)


def _objects(made: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Each object of the file by its number, in the order in which they stand."""
    head = re.compile(rb"xref\n0 (\d+)\n").match(made, start)
    if head is None:
        msg = "The PDF has no plain table of its objects."
        raise OtherLayout(msg)
    lines = made[head.end() : head.end() + 20 * int(head[1])]
    places = sorted(
        (int(lines[at : at + 10]), at // 20)
        for at in range(0, len(lines), 20)
        if lines[at + 17 : at + 18] == b"n"
    )
    ends = [place for place, _ in places[1:]] + [start]
    for (place, number), end in zip(places, ends, strict=True):
        yield number, made[place:end]


def _written(made: bytes, start: int, objects: dict[int, bytes]) -> bytes:
    """The file again, with the places where its objects are now."""
    first = made.index(b"%d 0 obj" % next(iter(objects)))
    parts, at, places = [made[:first]], first, {}
    for number, one in objects.items():
        places[number] = at
        parts.append(one)
        at += len(one)
    size = max(objects) + 1
    free = b"0000000000 65535 f\r\n"
    lines = [b"%010d 00000 n\r\n" % places[one] if one in places else free for one in range(size)]
    trailer = made[made.index(b"trailer", start) : made.rindex(b"startxref")]
    return b"".join(
        [*parts, b"xref\n0 %d\n" % size, *lines, trailer, b"startxref\n%d\n%%%%EOF" % at]
    )


def _number(pattern: bytes, made: bytes) -> int:
    found = re.search(pattern, made[-64:])
    if found is None:
        msg = "The PDF does not say where the table of its objects is."
        raise OtherLayout(msg)
    return int(found[1])
