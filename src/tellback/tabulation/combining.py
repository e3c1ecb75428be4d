"""Arrow columns as arrays of places, worked out once for each combination that occurs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tellback.tabulation.column import LOWEST, Column, Value
from tellback.tabulation.engine import Key, cells

FEW = 1 << 20
"""Up to so many combinations that might occur, those that do are found by looking them up."""
BYTE, PAIR = 1 << 8, 1 << 16

Places = npt.NDArray[Any]
Combination = tuple[Value, ...]
Known = dict[Combination, int]
"""Combination -> its place, as far as they have occurred."""


@dataclass(frozen=True, eq=False)
class Combined:
    """What stands together in some columns of a batch."""

    numbers: Places
    """For each row the number of its combination, below `size`."""
    size: int
    there: Places
    """The numbers that occur."""
    found: list[Combination]
    """The combination that each of them stands for."""


def combined(batch: Any, reads: Sequence[str]) -> Combined:
    """What stands together in the columns `reads`."""
    numbers, values = _valued(batch.column(reads[0]))
    whole = _seen(numbers, [(value,) for value in values])
    for name in reads[1:]:
        numbers, values = _valued(batch.column(name))
        if whole.size * len(values) > FEW:
            whole = _renumbered(whole)
        known = dict(zip(whole.there.tolist(), whole.found, strict=True))
        numbers += whole.numbers * len(values)
        whole = _paired(numbers, whole.size, known, values)
    return whole


def codes_of(batch: Any, column: Column, known: Known) -> tuple[Places, int]:
    """A column's codes, and what is to be added to each for its place.

    A column that is counted as it stands is not copied.
    """
    if column.place is None:
        return batch.column(column.reads[0]).to_numpy(), -LOWEST
    whole = combined(batch, column.reads)
    for one in whole.found:
        if one not in known:
            known[one] = column.place(dict(zip(column.reads, one, strict=True)))
    places = np.zeros(whole.size, dtype=np.uint8 if column.size <= BYTE else np.uint16)
    places[whole.there] = [known[one] for one in whole.found]
    return places.take(whole.numbers), 0


def cells_of(batch: Any, key: Key, known: Sequence[Known]) -> Places:
    """The cell of the key that each row is in."""
    kind = np.uint16 if cells(key) <= PAIR else np.uint32
    total = np.zeros(batch.num_rows, dtype=kind)
    for column, places in zip(key, known, strict=True):
        codes, shift = codes_of(batch, column, places)
        total *= kind(column.size)
        total += codes.astype(kind)
        total += kind(shift)
    return total


def _valued(array: Any) -> tuple[Places, Sequence[Value]]:
    """For each row the number of its value among `values`, of which some may not occur.

    The numbers are of the kind that NumPy looks up by, so that it need not change them twice.
    """
    if array.type == pa.int8():
        codes = array.to_numpy()
        least, most = (int(codes.min()), int(codes.max())) if len(codes) else (0, 0)
        return codes.astype(np.intp) - least, range(least, most + 1)
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    return array.indices.to_numpy().astype(np.intp), array.dictionary.to_pylist()


def _seen(numbers: Places, stand_for: Sequence[Combination]) -> Combined:
    seen = np.zeros(len(stand_for), dtype=np.bool_)
    seen[numbers] = True
    there = np.flatnonzero(seen)
    return Combined(numbers, len(stand_for), there, [stand_for[one] for one in there.tolist()])


def _paired(
    joint: Places, size: int, known: dict[int, Combination], values: Sequence[Value]
) -> Combined:
    """Numbers of pairs: those of one of `size` combinations with one of `values`."""
    whole = size * len(values)
    if whole > FEW:
        there = np.unique(joint)
    else:
        seen = np.zeros(whole, dtype=np.bool_)
        seen[joint] = True
        there = np.flatnonzero(seen)
    first, second = (places.tolist() for places in np.divmod(there, max(1, len(values))))
    found = [(*known[one], values[other]) for one, other in zip(first, second, strict=True)]
    return Combined(joint, whole, there, found)


def _renumbered(whole: Combined) -> Combined:
    """The same without gaps between the numbers."""
    at = np.searchsorted(whole.there, whole.numbers)
    there = np.arange(len(whole.there))
    return Combined(at, len(there), there, whole.found)
