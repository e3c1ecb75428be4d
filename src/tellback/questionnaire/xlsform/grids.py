"""XLSForm's two ways to write a grid, found again as one question.

A group with the appearance `table-list`; or a select with the appearance `label` (the
heading) followed by selects with `list-nolabel` that share its list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tellback.questionnaire.xlsform.outline import Group, Placed
from tellback.questionnaire.xlsform.workbook import SheetRow


@dataclass(frozen=True)
class Unit:
    """What becomes one question: a row, or the rows of a grid under their heading."""

    rows: tuple[Placed, ...]
    heading: SheetRow | None = None
    """For a grid: the row with its name and words."""
    group: Group | None = None
    """For a grid that is a group: that group, whose rule is the grid's own."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that it stands in, outermost first; not the one that it is."""
        groups = self.rows[0].groups
        return groups if self.group is None else groups[: groups.index(self.group)]


def units(placed: Sequence[Placed]) -> Iterator[Unit]:
    """The rows of the survey, the rows of a grid together."""
    at = 0
    while at < len(placed):
        unit = _table_list(placed, at) or _nolabel(placed, at) or Unit((placed[at],))
        yield unit
        at += len(unit.rows) + (1 if unit.heading is not None and unit.group is None else 0)


def _table_list(placed: Sequence[Placed], at: int) -> Unit | None:
    """The run from `at` of selects of one list in one table-list group."""
    first = placed[at]
    group = first.groups[-1] if first.groups else None
    if group is None or not group.table_list or first.type.word != "select_one":
        return None
    rows = _run(placed, at, lambda one: one.groups == first.groups and one.type == first.type)
    return Unit(rows, group.row, group)


def _nolabel(placed: Sequence[Placed], at: int) -> Unit | None:
    """The heading at `at` and the run of `list-nolabel` selects that follows it."""
    head = placed[at]
    if head.type.word != "select_one" or "label" not in _appearance(head):
        return None
    rows = _run(
        placed,
        at + 1,
        lambda one: (
            one.groups == head.groups
            and one.type == head.type
            and "list-nolabel" in _appearance(one)
        ),
    )
    return Unit(rows, head.row) if rows else None


def _run(
    placed: Sequence[Placed], at: int, belongs: Callable[[Placed], bool]
) -> tuple[Placed, ...]:
    end = at
    while end < len(placed) and belongs(placed[end]):
        end += 1
    return tuple(placed[at:end])


def _appearance(one: Placed) -> list[str]:
    return one.row.get("appearance").split()
