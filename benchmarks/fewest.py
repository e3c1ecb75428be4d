"""The fewest counts that must be hidden, by Benders' decomposition: slow, and proven.

A binary unknown for each count says whether it is hidden; for each small count and each end
of its range a linear programme asks whether the hidden ones let it go there, and where they do
not, its dual prices give a constraint. (Fischetti and Salazar, 2001.)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from tellback.disclosure import Areas
from tellback.disclosure.block import blocks_of
from tellback.disclosure.rule import Rule
from tellback.disclosure.sums import sums_of
from tellback.disclosure.system import system_of
from tellback.tabulation import RawTable


def fewest(tables: Sequence[RawTable], least: int) -> int:
    """How many counts of one question's tables are hidden at the least, the small ones included."""
    rule = Rule.model_validate(
        {"id": "b", "from": "2026-01-01", "source": "b", "least_cell": least}
    )
    (block,) = blocks_of(tables).values()
    system = system_of([block], {block.id: sums_of(block.groups, Areas())}, {}, rule)
    values = system.values.astype(float)
    small = np.flatnonzero((values > 0) & (values < least))
    if not len(small):
        return 0
    asks = [(int(at), float(least - values[at])) for at in small]
    asks += [(int(at), float(1 - values[at])) for at in small if values[at] > 1]
    cuts: list[np.ndarray] = []  # type: ignore[type-arg]
    size = len(values)
    fixed = np.zeros(size)
    fixed[small] = 1.0
    while True:
        chosen = _master(cuts, fixed, size)
        found = [
            cut for ask in asks if (cut := _cut(system.moves, values, chosen, ask)) is not None
        ]
        if not found:
            return round(float(chosen.sum()))
        cuts += found


def _master(cuts: Sequence[np.ndarray], fixed: np.ndarray, size: int) -> np.ndarray:  # type: ignore[type-arg]
    constraints = [LinearConstraint(sparse.csr_matrix(np.array(cuts)), 1.0, np.inf)] if cuts else []
    solved = milp(
        np.ones(size),
        integrality=np.ones(size),
        bounds=Bounds(fixed, np.ones(size)),
        constraints=constraints,
    )
    return np.round(solved.x)


def _cut(
    moves: sparse.csr_matrix,
    values: np.ndarray,
    chosen: np.ndarray,
    ask: tuple[int, float],  # type: ignore[type-arg]
) -> np.ndarray | None:  # type: ignore[type-arg]
    """What must be hidden besides, as weights whose sum over the hidden must be 1 or more."""
    at, by = ask
    size = len(values)
    most = values.max() * 4 + 10
    up, down = most * chosen, values * chosen
    up[at], down[at] = most, values[at]
    goal = np.zeros(2 * size)
    goal[at], goal[size + at] = (-1.0, 1.0) if by > 0 else (1.0, -1.0)
    both = sparse.hstack([moves, -moves]).tocsr()
    solved = linprog(
        goal,
        A_eq=both,
        b_eq=np.zeros(both.shape[0]),
        bounds=np.column_stack([np.zeros(2 * size), np.concatenate([up, down])]),
        method="highs",
    )
    reached = -solved.fun
    if reached >= abs(by) - 1e-6:
        return None
    price = -solved.upper.marginals
    gain = price[:size] * most + price[size:] * values
    missing = abs(by) - gain[at]
    gain[at] = 0.0
    gain[chosen > 0] = np.maximum(gain[chosen > 0], 0.0)
    return np.minimum(gain / missing, 1.0)
