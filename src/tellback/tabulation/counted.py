"""All counts of some columns by some splits, from as few passes as will do.

A split is added up from a finer one where there is one: everyone from anything, a locality from
its schools. Splits of few cells are counted in one pass as their crossing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tellback.tabulation.axes import Axis, Split
from tellback.tabulation.column import Column
from tellback.tabulation.engine import Dense, Engine, rooms

FEW_CELLS = 64
"""A crossing of up to so many cells is as quickly added up as it is counted once more."""

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Counted:
    """How many pupils have each place of each column, in each cell of each split."""

    rooms: dict[Column, int]
    dense: dict[Split, Dense]

    def of(self, column: Column, split: Split) -> Numbers:
        """Whole numbers of the shape (cells of the split, places of the column)."""
        found: Numbers = self.dense[split][column.size][self.rooms[column]]
        return found


def count(engine: Engine, columns: Sequence[Column], splits: Sequence[Split]) -> Counted:
    """Count `columns`, each given once, by every one of `splits`."""
    finest = passes(splits)
    keys = [tuple(axis.column for axis in split) for split in finest]
    found = engine.count(columns, keys)
    return Counted(
        dict(rooms(columns)),
        {split: _from_the_coarsest(split, finest, found) for split in splits},
    )


def passes(splits: Sequence[Split]) -> list[Split]:
    """The splits to count by, from which all of `splits` can be added up; one at least."""
    finest: list[Split] = []
    for split in sorted(splits, key=lambda split: (-_size(split), len(split))):
        if any(_tells(one, split) for one in finest):
            continue
        for at, one in enumerate(finest):
            crossed = (*one, *(axis for axis in split if axis not in one))
            if _size(crossed) <= FEW_CELLS:
                finest[at] = crossed
                break
        else:
            finest.append(split)
    return finest or [()]


def _size(split: Split) -> int:
    return int(np.prod([axis.column.size for axis in split], dtype=np.int64))


def _source(finer: Split, axis: Axis) -> int | None:
    """Where in `finer` stands what tells `axis`: itself, or the schools that lie in it."""
    names = [one.name for one in finer]
    if axis in finer:
        return finer.index(axis)
    return names.index("school") if axis.of_school and "school" in names else None


def _tells(finer: Split, split: Split) -> bool:
    return all(_source(finer, axis) is not None for axis in split)


def _from_the_coarsest(split: Split, finest: list[Split], found: list[Dense]) -> Dense:
    telling = [at for at, one in enumerate(finest) if _tells(one, split)]
    at = min(telling, key=lambda at: _size(finest[at]))
    return {size: added_up(counts, finest[at], split) for size, counts in found[at].items()}


def added_up(counts: Numbers, finer: Split, split: Split) -> Numbers:
    """Counts (columns, cells of `finer`, places) as (columns, cells of `split`, places)."""
    if finer == split:
        return counts
    columns, _, places = counts.shape
    whole = counts.reshape(columns, *(axis.column.size for axis in finer), places)
    sources = [_source(finer, axis) for axis in split]
    rest = tuple(at + 1 for at in range(len(finer)) if at not in sources)
    whole = whole.sum(axis=rest, dtype=whole.dtype) if rest else whole
    left = [at for at in range(len(finer)) if at in sources]
    whole = whole.transpose(
        0, *(left.index(at) + 1 for at in sources if at is not None), len(left) + 1
    )
    for at, axis in enumerate(split):
        if axis not in finer:
            whole = _by_area(whole, axis, at + 1)
    return np.ascontiguousarray(whole).reshape(columns, -1, places)


def _by_area(counts: Numbers, axis: Axis, at: int) -> Numbers:
    """The schools on dimension `at` added up to the areas that they lie in."""
    areas = np.array(axis.of_school)
    if np.any(areas[1:] < areas[:-1]):
        order = np.argsort(areas, kind="stable")
        areas, counts = areas[order], counts.take(order, axis=at)
    there, starts = np.unique(areas, return_index=True)
    added = np.add.reduceat(counts, starts, axis=at, dtype=counts.dtype)
    shape = [*counts.shape[:at], axis.column.size, *counts.shape[at + 1 :]]
    whole = np.zeros(shape, dtype=counts.dtype)
    whole[(slice(None),) * at + (there,)] = added
    return whole
