"""Every check of printed figures, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellback.quality.printed.bases import Bases
from tellback.quality.printed.counts import (
    check_one_base,
    check_pairs,
    check_shares,
    check_two_values,
)
from tellback.quality.printed.figure import PrintedFigure
from tellback.quality.printed.parts import check_parts, remarks_on_parts
from tellback.quality.printed.splits import check_splits
from tellback.quality.printed.years import check_years
from tellback.questionnaire.problem import Problem

CHECKS = (
    check_shares,
    check_pairs,
    check_two_values,
    check_one_base,
    check_splits,
    check_parts,
    check_years,
)


@dataclass(frozen=True)
class Checked:
    """What cannot be true at once, and what should be looked at though it can."""

    findings: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def check_figures(figures: Sequence[PrintedFigure], *, name: str) -> Checked:
    """What is wrong with `figures`, which came from the file `name`.

    Figures that were rounded from counts, each with its base, never raise a finding. Without
    bases, groups that are `female` and `male` are taken to be everybody unless their shares
    say otherwise, and counts of two years to be set side by side.
    """
    bases = Bases(figures)
    return Checked(
        tuple(problem for check in CHECKS for problem in check(bases, name)),
        tuple(remarks_on_parts(bases, name)),
    )
