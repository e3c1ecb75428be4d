"""How much it would be missed if a count were hidden too."""

from __future__ import annotations

import numpy as np

from tellback.disclosure.block import Role
from tellback.disclosure.flow import Moves
from tellback.disclosure.system import System
from tellback.tabulation.group import Group, Level

OF_LEVEL: dict[Level, float] = {"borough": 50.0, "locality": 10.0, "group": 3.0, "school": 1.0}
OF_SPLIT = 0.2
"""A split's counts against those of the whole of its area."""
BASE_OF_A_GROUP = 100.0
"""A count that is the base of other tables: with it, all of those are hidden."""
OF_NOUGHT = 5.0
"""Nought hides nobody; readers wonder at it."""


def weights_of(system: System) -> Moves:
    """A weight a count: larger areas more, larger counts a little more, a base as its table."""
    parts = []
    for block in system.blocks:
        lines = np.array([_of_group(group) for group in block.groups])
        wide = block.having(Role.BASE) * (len(block.columns) - 1.0) + 1.0
        values = block.counts
        size = np.where(values == 0, OF_NOUGHT, 1 + np.log1p(values) / 100)
        parts.append((lines[:, None] * wide[None, :] * size).ravel())
    return np.concatenate(parts)


def _of_group(group: Group) -> float:
    weight = OF_LEVEL[group.level] * (1.0 if group.whole else OF_SPLIT)
    return max(weight, OF_LEVEL["school"])
