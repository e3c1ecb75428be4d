"""The cheapest way to change one hidden count while everything published stays as it is.

A linear programme: counts move by whole pupils, what one gains others lose, none falls
under nought. Moving a hidden count costs nothing; moving a published one costs its weight,
and means that it must be hidden too. Solved by HiGHS, each time from the last solution.
(Castro, Minimum-distance controlled perturbation and cell suppression heuristics, 2006.)
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from tellback.disclosure.solver import Solver
from tellback.disclosure.system import System

Moves = npt.NDArray[np.float64]

STILL = 1e-6
"""A move smaller than this is none."""


class Flow:
    """One system's programme, kept between questions so that each starts warm."""

    def __init__(self, system: System, weights: Moves) -> None:
        self._gains = np.maximum(system.most - system.values, 0).astype(np.float64)
        self._losses = system.values.astype(np.float64)
        self._size = len(system.values)
        self._solver = Solver(presolve="off", solver="simplex")
        self._solver.passModel(_programme(system.moves, self._gains, self._losses, weights))

    def free(self, places: npt.NDArray[np.intp]) -> None:
        """From now on these are hidden: moving them costs nothing."""
        both = np.concatenate([places, places + self._size]).astype(np.int32)
        self._solver.changeColsCost(len(both), both, np.zeros(len(both)))

    def move(self, place: int, by: int) -> Moves | None:
        """The cheapest moves that change the count at `place` by `by`; None where none do."""
        most = float(self._gains[place] if by > 0 else self._losses[place])
        if abs(by) > most:
            return None
        column = place if by > 0 else place + self._size
        other = place + self._size if by > 0 else place
        self._solver.changeColBounds(column, float(abs(by)), most)
        self._solver.changeColBounds(other, 0.0, 0.0)
        self._solver.run()
        good = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = np.array(self._solver.getSolution().col_value) if good else None
        self._solver.changeColBounds(place, 0.0, float(self._gains[place]))
        self._solver.changeColBounds(place + self._size, 0.0, float(self._losses[place]))
        if found is None:
            return None
        moved = found[: self._size] - found[self._size :]
        return np.where(np.abs(moved) < STILL, 0.0, moved)


def _programme(moves: Any, gains: Moves, losses: Moves, weights: Moves) -> Any:
    """Two columns a count: what it gains, then what it loses."""
    both = moves.tocsr()
    rows, size = both.shape
    programme = highspy.HighsLp()
    programme.num_col_ = 2 * size
    programme.num_row_ = rows
    programme.col_cost_ = np.concatenate([weights, weights])
    programme.col_lower_ = np.zeros(2 * size)
    programme.col_upper_ = np.concatenate([gains, losses])
    programme.row_lower_ = np.zeros(rows)
    programme.row_upper_ = np.zeros(rows)
    lengths = np.diff(both.indptr)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.concatenate([[0], np.cumsum(2 * lengths)])
    order = _side_by_side(both.indptr)
    programme.a_matrix_.index_ = np.concatenate([both.indices, both.indices + size])[order]
    programme.a_matrix_.value_ = np.concatenate([both.data, -both.data])[order]
    return programme


def _side_by_side(pointers: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """Of two copies of a matrix's entries, the order in which each row has both of its."""
    lengths = np.diff(pointers)
    line = np.repeat(np.arange(len(lengths)), lengths)
    return np.argsort(np.concatenate([line, line]), kind="stable")
