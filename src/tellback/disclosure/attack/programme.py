"""One piece as a HiGHS model whose aim changes and whose last basis is the next start."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from tellback.disclosure.attack.piece import FREE, Piece
from tellback.disclosure.attack.relations import Whole

Real = npt.NDArray[np.float64]


class Contradiction(ValueError):
    """No counts fit what was published."""


class Programme:
    """Looks for the most of any weighted sum of a piece's counts."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece
        self._size = len(piece.least)
        self._every = np.arange(self._size, dtype=np.int32)
        self._costs = np.zeros(self._size)
        self._solver = _solver(piece)
        self._whole: Any = None

    def most(self, costs: Real) -> tuple[float, Whole | None]:
        """The most that sum(costs * counts) can be, and a table there, if one fits."""
        changed = np.flatnonzero(costs != self._costs).astype(np.int32)
        self._solver.changeColsCost(len(changed), changed, costs[changed])
        self._costs = costs
        values = _run(self._solver)
        return float(costs @ values), self._witness(values)

    def most_whole(self, costs: Real) -> tuple[float, Whole | None]:
        """The same of whole counts alone, which takes longer."""
        if self._whole is None:
            self._whole = _solver(self._piece)
            kinds = np.full(self._size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._whole.changeColsIntegrality(self._size, self._every, kinds)
        self._whole.changeColsCost(self._size, self._every, costs)
        values = _run(self._whole)
        return float(costs @ values), self._witness(values)

    def _witness(self, values: Real) -> Whole | None:
        """The whole numbers nearest to the values, if they fit every sum exactly."""
        whole = np.rint(values).astype(np.int64)
        sums = self._piece.matrix @ whole
        fits = (
            (sums <= self._piece.upper).all()
            and (sums >= self._piece.lower).all()
            and (whole >= self._piece.least).all()
            and (whole <= self._piece.most).all()
        )
        return whole if fits else None


def _run(solver: Any) -> Real:
    solver.run()
    found = solver.getModelStatus()
    if found != highspy.HighsModelStatus.kOptimal:
        # A warm start may go astray; from the beginning it does not.
        solver.clearSolver()
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Contradiction
    return np.array(solver.getSolution().col_value)


class _Silent(highspy.Highs):
    """HiGHS without its greeting, which would stand before the JSON of a report."""

    def __init__(self) -> None:
        # Past the Python class, whose call-backs print and are not used here.
        super(highspy.Highs, self).__init__()


def _solver(piece: Piece) -> Any:
    endless = highspy.kHighsInf
    columns = sparse.csc_array(piece.matrix)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(piece.least), len(piece.lower)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.zeros(len(piece.least))
    model.col_lower_ = piece.least.astype(np.float64)
    model.col_upper_ = piece.most.astype(np.float64)
    model.row_lower_ = np.where(piece.lower == FREE, -endless, piece.lower).astype(np.float64)
    model.row_upper_ = piece.upper.astype(np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = columns.indptr.astype(np.int32)
    model.a_matrix_.index_ = columns.indices.astype(np.int32)
    model.a_matrix_.value_ = columns.data.astype(np.float64)
    solver = _Silent()
    for option, value in OPTIONS.items():
        solver.setOptionValue(option, value)
    solver.passModel(model)
    return solver


OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
}
