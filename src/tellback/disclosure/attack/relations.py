"""Sums that hold between counts: built term by term, kept as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Term = tuple[int, int]
"""(what is counted, how many times)."""


@dataclass(frozen=True, eq=False)
class Relations:
    """Rows of terms over `width` counts; each row's sum is 0, or, where `at_most`, 0 at the most.

    `row`, `of` and `times` are as long as there are terms; `at_most` and `implied` as there are
    rows. A row is `implied` where others say the same.
    """

    width: int
    row: Whole
    of: Whole
    times: Whole
    at_most: Flags
    implied: Flags

    @property
    def rows(self) -> int:
        """How many relations."""
        return len(self.at_most)

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """rows x width."""
        return sparse.csr_array((self.times, (self.row, self.of)), shape=(self.rows, self.width))

    @cached_property
    def sides(self) -> tuple[sparse.csr_array, sparse.csr_array]:
        """The terms that add and those that take away, each as positive numbers."""
        adds, takes = self.matrix.maximum(0), (-self.matrix).maximum(0)
        return adds.tocsr(), takes.tocsr()


class Book:
    """Collects relations while a system is being described."""

    def __init__(self) -> None:
        self._terms: list[tuple[int, int, int]] = []
        self._at_most: list[bool] = []
        self._implied: list[bool] = []

    def equal(self, terms: Iterable[Term], *, implied: bool = False) -> None:
        """The terms add up to 0."""
        self._add(terms, at_most=False, implied=implied)

    def at_most(self, terms: Iterable[Term]) -> None:
        """The terms add up to 0 at the most."""
        self._add(terms, at_most=True, implied=False)

    def _add(self, terms: Iterable[Term], *, at_most: bool, implied: bool) -> None:
        merged: dict[int, int] = {}
        for of, times in terms:
            merged[of] = merged.get(of, 0) + times
        row = len(self._at_most)
        self._terms.extend((row, of, times) for of, times in merged.items() if times)
        self._at_most.append(at_most)
        self._implied.append(implied)

    def relations(self, width: int) -> Relations:
        """All that was collected, over `width` counts."""
        terms = np.array(self._terms, dtype=np.int64).reshape(-1, 3)
        return Relations(
            width=width,
            row=terms[:, 0],
            of=terms[:, 1],
            times=terms[:, 2],
            at_most=np.array(self._at_most, dtype=np.bool_),
            implied=np.array(self._implied, dtype=np.bool_),
        )


def plus(*which: int) -> list[Term]:
    """Each once."""
    return [(one, 1) for one in which]


def minus(*which: int) -> list[Term]:
    """Each once, taken away."""
    return [(one, -1) for one in which]
