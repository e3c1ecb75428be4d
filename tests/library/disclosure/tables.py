"""Raw tables and rules for tests."""

from __future__ import annotations

from collections.abc import Sequence

from tellback.disclosure import Rule
from tellback.tabulation import RawCell, RawTable


def rule(least_base: int, least_cell: int) -> Rule:
    return Rule.model_validate(
        {
            "id": "tight",
            "from": "2026-01-01",
            "source": "a test",
            "least_base": least_base,
            "least_cell": least_cell,
        }
    )


def raw_table(
    counts: Sequence[int],
    not_answered: int = 0,
    refused: int = 0,
    *,
    answered: int = 0,
    name: str = "q",
    route: tuple[str, ...] = (),
    differences: tuple[int, ...] = (),
) -> RawTable:
    """An exclusive table; one of ticks where `answered` pupils are given."""
    return RawTable(
        id=name,
        kind="variable",
        question=name,
        title="Q",
        row="",
        section="s1",
        cells=tuple(RawCell(f"c{at}", f"C{at}", count) for at, count in enumerate(counts)),
        not_answered=not_answered,
        refused=refused,
        base=(answered or sum(counts)) + not_answered + refused,
        base_words="all pupils",
        exclusive=not answered,
        route=route,
        differences=differences,
        everyone=not route,
    )


def raw_measure(
    count: int,
    base: int,
    *choices: str,
    variable: str = "q",
    route: tuple[str, ...] = (),
    differences: tuple[int, ...] = (),
) -> RawTable:
    """A measure of some choices of a variable."""
    return RawTable(
        id="m",
        kind="measure",
        question=variable,
        title="M",
        row="",
        section="s1",
        cells=(RawCell("held", "M", count),),
        not_answered=0,
        refused=0,
        base=base,
        base_words="all pupils",
        exclusive=False,
        route=route,
        differences=differences,
        parts=tuple((variable, choice) for choice in choices),
        everyone=not route,
    )
