"""The seam: columns of places and the keys to split them by go in, dense counts come out.

Behind it are NumPy (`dense.py` with `bincount.py`), a compiled kernel (`kernel.py`) and Spark
(`spark.py`). All give the same arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from tellback.tabulation.column import Column, Value

Key = tuple[Column, ...]
"""Columns whose places together say in which cell a pupil is; with none, all are in one."""

Dense = Mapping[int, npt.NDArray[Any]]
"""Size -> whole numbers of the shape (columns of that size, cells of the key, size).

The columns of one size stand in the order in which they were asked for; the cells count up
the places of the key's last column first.
"""

EngineName = Literal["local", "numpy", "spark"]


class Uncounted(RuntimeError):
    """An engine that cannot be had; its text says why, and what to do."""


class Engine(Protocol):
    """Counts the pupils of one snapshot."""

    def combinations(self, reads: Sequence[str]) -> set[tuple[Value, ...]]:
        """What stands together in these columns of the snapshot, for some pupil or other."""
        ...

    def count(self, columns: Sequence[Column], keys: Sequence[Key]) -> list[Dense]:
        """How many pupils have each place of each column, in each cell of each key."""
        ...


def cells(key: Key) -> int:
    """How many cells a key has."""
    return int(np.prod([column.size for column in key], dtype=np.int64))


def nothing(columns: Sequence[Column], key: Key) -> dict[int, npt.NDArray[Any]]:
    """Counts of nobody, to be added to."""
    sizes = [column.size for column in columns]
    return {
        size: np.zeros((sizes.count(size), cells(key), size), dtype=np.uint32)
        for size in dict.fromkeys(sizes)
    }


def rooms(columns: Sequence[Column]) -> Iterator[tuple[Column, int]]:
    """Each column with its place among those of its size."""
    seen: dict[int, int] = {}
    for column in columns:
        at = seen.get(column.size, 0)
        seen[column.size] = at + 1
        yield column, at
