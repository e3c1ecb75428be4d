"""From a snapshot to raw tables of everyone."""

from __future__ import annotations

from tellback.snapshot import Snapshot
from tellback.tabulation.family import tabulate_family
from tellback.tabulation.table import RawTable


def tabulate(snapshot: Snapshot, variable: str) -> RawTable:
    """How the pupils who were asked `variable` answered.

    Raises KeyError for a name that is no variable, or a preset, which nobody answers.
    """
    return _one(snapshot, "variable", variable)


def tabulate_measure(snapshot: Snapshot, name: str) -> RawTable:
    """How many of its base a measure counts. Raises KeyError, Uncountable."""
    return _one(snapshot, "measure", name)


def tabulate_all(snapshot: Snapshot) -> tuple[RawTable, ...]:
    """Every variable that is answered, in the order asked, then every measure.

    Raises Uncountable where a measure cannot be counted; none is left out in silence.
    """
    return tabulate_family(snapshot, ())


def _one(snapshot: Snapshot, kind: str, name: str) -> RawTable:
    for table in tabulate_family(snapshot, (), only=[name]):
        if table.kind == kind:
            return table
    raise KeyError(name)
