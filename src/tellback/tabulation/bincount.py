"""Counting with NumPy: always there, and what the compiled kernel is held against."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]


def tally(codes: Numbers, shift: int, keys: list[Numbers], into: list[Numbers]) -> None:
    """Add each pupil to `into` (cells, places) of each key, at the cell and at code + shift."""
    for key, counted in zip(keys, into, strict=True):
        cells, size = counted.shape
        joint = key.astype(np.intp) * size + codes + shift
        found = np.bincount(joint, minlength=cells * size).reshape(cells, size)
        np.add(counted, found, out=counted, casting="unsafe")
