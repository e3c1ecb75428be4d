"""Arrow columns as arrays of places, worked out once for each combination that occurs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tellback.tabulation.column import LOWEST, Column, Value
from tellback.tabulation.engine import Key, cells

FEW = 1 << 20
"""Up to so many combinations that might occur, those that do are found by counting."""
BYTE, PAIR = 1 << 8, 1 << 16

Places = npt.NDArray[Any]
Known = dict[tuple[Value, ...], int]
"""Combination -> its place, as far as they have occurred."""


def combinations(batch: Any, reads: Sequence[str]) -> tuple[Places, list[tuple[Value, ...]]]:
    """For each row which combination stands in the columns `reads` of it; and those there are."""
    at, first = _distinct(batch.column(reads[0]))
    found: list[tuple[Value, ...]] = [(value,) for value in first]
    for name in reads[1:]:
        places, values = _distinct(batch.column(name))
        at, there = _squeezed(at * len(values) + places, len(found) * len(values))
        found = [
            (*found[joint // len(values)], values[joint % len(values)]) for joint in there.tolist()
        ]
    return at, found


def codes_of(batch: Any, column: Column, known: Known) -> tuple[Places, int]:
    """A column's codes, and what is to be added to each for its place.

    A column that is counted as it stands is not copied.
    """
    if column.place is None:
        return batch.column(column.reads[0]).to_numpy(), -LOWEST
    at, found = combinations(batch, column.reads)
    for one in found:
        if one not in known:
            known[one] = column.place(dict(zip(column.reads, one, strict=True)))
    kind = np.uint8 if column.size <= BYTE else np.uint16
    return np.array([known[one] for one in found], dtype=kind)[at], 0


def cells_of(batch: Any, key: Key, known: Sequence[Known]) -> Places:
    """The cell of the key that each row is in."""
    total = np.zeros(batch.num_rows, dtype=np.uint16 if cells(key) <= PAIR else np.uint32)
    for column, places in zip(key, known, strict=True):
        codes, shift = codes_of(batch, column, places)
        total *= total.dtype.type(column.size)
        total += (codes.astype(np.int32) + shift).astype(total.dtype)
    return total


def _distinct(array: Any) -> tuple[Places, list[Value]]:
    """For each row the place of its value among those that occur; and those."""
    if array.type == pa.int8():
        codes = array.to_numpy().view(np.uint8)
        at, there = _squeezed(codes, BYTE)
        return at, there.astype(np.uint8).view(np.int8).tolist()
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    words = array.dictionary.to_pylist()
    at, there = _squeezed(array.indices.to_numpy(), len(words))
    return at, [words[one] for one in there.tolist()]


def _squeezed(joint: Places, size: int) -> tuple[Places, Places]:
    """Numbers below `size` as places among those that occur, and these in order."""
    if size > FEW:
        there, at = np.unique(joint, return_inverse=True)
        return at, there
    there = np.flatnonzero(np.bincount(joint, minlength=size))
    place = np.zeros(size, dtype=np.intp)
    place[there] = np.arange(len(there))
    return place[joint], there
