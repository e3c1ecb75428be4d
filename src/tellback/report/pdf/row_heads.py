"""The first cell of each line of a table made its head, in a PDF of the typesetter's.

Typst 0.15 tags the head of a column; that of a row it cannot tag without an option which its
Python package does not offer. And of a cell below a heading over rows it says that it belongs to
every column. Its structure elements are plain objects, each on its own, so that they can be written
anew (ISO 32000-1, 7.5.4 cross-reference table, 14.8.5.7 table attributes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tellback.report.pdf.objects import OtherLayout, objects_in, written

_CELL = re.compile(rb"/Type/StructElem/S/TD/P (\d+) 0 R")
_ROW = re.compile(rb"/Type/StructElem/S/TR/P (\d+) 0 R.*?/K\[([\d R]+)\]", re.DOTALL)
_HEADERS = re.compile(rb"/Headers\[([^\]]*)\]")
_HEAD = re.compile(rb"/Type/StructElem/S/THead")
_TREE = re.compile(rb"/Type/StructTreeRoot")
_NAMES = re.compile(rb"/IDTree<</Names\[(.*?)\]>>", re.DOTALL)
_ENTRY = re.compile(rb"(\(\w+\))(\d+) 0 R")
_ID = re.compile(rb"\(\w+\)")
_START = 120
"""Bytes in which the kind of an object is said."""


def with_row_heads(made: bytes) -> bytes:
    """The same PDF with TH, Scope Row and an ID where a line begins, named by its other cells.

    Raises OtherLayout where the file is not laid out as Typst 0.15 lays them out.
    """
    objects = objects_in(made)
    root = next((at for at, one in objects.items() if _TREE.search(one, 0, _START)), None)
    if root is None:
        msg = "The PDF has no structure tree."
        raise OtherLayout(msg)
    names = _NAMES.search(objects[root])
    known = {one[1]: int(one[2]) for one in _ENTRY.finditer(names[1])} if names else {}
    over: set[int] = set()
    for at, cells in _lines(objects):
        over |= _head_line(objects, known, cells, b"(R%d)" % at)
        known[b"(R%d)" % at] = cells[0]
    for one in over:
        objects[one] = _HEADERS.sub(b"/Headers[]", objects[one], count=1)
    objects[root] = _with_names(objects[root], known)
    return written(made, objects)


def _lines(objects: Mapping[int, bytes]) -> list[tuple[int, list[int]]]:
    """Each line of a table's body that begins with a plain cell, with its cells."""
    found = []
    for at, one in objects.items():
        row = _ROW.search(one, 0, _START * 20) if b"/S/TR" in one[:_START] else None
        if row and not _HEAD.search(objects[int(row[1])], 0, _START):
            cells = [int(cell) for cell in row[2].replace(b" 0 R", b" ").split()]
            if _CELL.search(objects[cells[0]], 0, _START):
                found.append((at, cells))
    return found


def _head_line(
    objects: dict[int, bytes], known: Mapping[bytes, int], cells: list[int], name: bytes
) -> set[int]:
    """A line's first cell becomes its head, and the others name it.

    Gives the headings over rows that the cells named in place of their columns.
    """
    over: set[int] = set()
    for at, one in enumerate(cells):
        heads = _heads(objects[one])
        above = _heads(objects[known[heads[0]]]) if heads else []
        if above:
            over.add(known[heads[0]])
            heads = [above[at], *heads]
        objects[one] = _named(objects[one], heads if at == 0 else [*heads, name])
    objects[cells[0]] = _CELL.sub(
        rb"/Type/StructElem/S/TH/P \1 0 R/ID" + name, objects[cells[0]], count=1
    ).replace(b"/O/Table", b"/O/Table/Scope/Row", 1)
    return over


def _heads(cell: bytes) -> list[bytes]:
    found = _HEADERS.search(cell)
    return _ID.findall(found[1]) if found else []


def _named(cell: bytes, heads: list[bytes]) -> bytes:
    """The cell with `heads`; where it had no attributes of a table, with them."""
    made = b"/Headers[" + b"".join(heads) + b"]"
    if _HEADERS.search(cell):
        return _HEADERS.sub(made, cell, count=1)
    return cell.replace(b"/A[", b"/A[<</O/Table" + made + b">>", 1)


def _with_names(root: bytes, known: Mapping[bytes, int]) -> bytes:
    """The structure tree's root with all names, in order."""
    if not known:
        return root
    tree = b"/IDTree<</Names[" + b"".join(b"%s%d 0 R" % one for one in sorted(known.items()))
    found = _NAMES.search(root)
    if found:
        return root[: found.start()] + tree + b"]>>" + root[found.end() :]
    return root.replace(b"/Type/StructTreeRoot", b"/Type/StructTreeRoot" + tree + b"]>>", 1)
