"""Counting in one pass over memory, compiled by numba where that is installed.

Each pupil's code is read once and counted under two keys at a time. On a machine with 2 MB of
fast memory to a processor the counts of 4,000 schools stay in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
Tally = Callable[[Numbers, int, list[Numbers], list[Numbers]], None]


def count_by_one(codes: Numbers, shift: int, key: Numbers, into: Numbers) -> None:
    """Add each pupil to `into` (cells, places), at their cell of the key and code + shift."""
    for at in range(codes.size):
        place = np.uintp(np.int64(codes[at]) + shift)
        into[np.uintp(key[at]), place] += np.uint32(1)


def count_by_two(
    codes: Numbers, shift: int, one: Numbers, other: Numbers, by_one: Numbers, by_other: Numbers
) -> None:
    """The same under two keys at once."""
    for at in range(codes.size):
        place = np.uintp(np.int64(codes[at]) + shift)
        by_one[np.uintp(one[at]), place] += np.uint32(1)
        by_other[np.uintp(other[at]), place] += np.uint32(1)


@cache
def compiled() -> Tally | None:
    """The kernel, ready to count; None where numba is not installed.

    It does not check bounds: codes + shift and keys lie within the arrays they count into.
    """
    try:
        numba = import_module("numba")
    except ImportError:
        return None
    by_one, by_two = _compile(numba, count_by_one), _compile(numba, count_by_two)

    def tally(codes: Numbers, shift: int, keys: list[Numbers], into: list[Numbers]) -> None:
        for at in range(0, len(keys) - 1, 2):
            by_two(codes, shift, keys[at], keys[at + 1], into[at], into[at + 1])
        if len(keys) % 2:
            by_one(codes, shift, keys[-1], into[-1])

    return tally


def _compile(numba: Any, function: Callable[..., None]) -> Any:
    """Kept on the disk for the next process, where there is a place to write."""
    try:
        return numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # numba found no folder that it may write into
        return numba.njit(nogil=True)(function)
