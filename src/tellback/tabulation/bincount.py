"""Counting with NumPy: always there, and what the compiled kernel is held against."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

BLOCK = 1 << 18
"""Pupils at a time: what is in between stays near the processor."""

Numbers = npt.NDArray[Any]


def tally(codes: Numbers, shift: int, keys: list[Numbers], into: list[Numbers]) -> None:
    """Add each pupil to `into` (cells, places) of each key, at the cell and at code + shift."""
    for key, counted in zip(keys, into, strict=True):
        cells, size = counted.shape
        for start in range(0, len(codes), BLOCK):
            block = slice(start, start + BLOCK)
            joint = key[block].astype(np.intp) * size + codes[block] + shift
            found = np.bincount(joint, minlength=cells * size)
            np.add(counted, found.reshape(cells, size), out=counted, casting="unsafe")
