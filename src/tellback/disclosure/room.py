"""Which cells of one table to hide, so that none of them can be worked out from the rest.

Wherever counts make up a total that is shown, what is not shown is known in sum. A small
count among it is safe while it might, for all that anyone can tell, be large: when the
others not shown are as few as they can be, at least `least_cell` must be left for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tellback.disclosure.rule import Rule
from tellback.questionnaire.missing import Missing
from tellback.tabulation import RawTable

NOT_ANSWERED = str(Missing.NOT_ANSWERED.value)
REFUSED = str(Missing.PREFER_NOT_TO_SAY.value)
"""Names of cells that no choice can have: an id never starts with a minus."""


@dataclass(frozen=True)
class Part:
    """One of the counts that make up a total; without a `name` it is never shown."""

    name: str
    count: int


def parts_of(table: RawTable) -> tuple[Part, ...]:
    """The counts that a table shows, in order; a refusal only where there is one."""
    cells = tuple(Part(cell.id, cell.count) for cell in table.cells)
    return cells + no_answer(table)


def no_answer(table: RawTable) -> tuple[Part, ...]:
    """Those asked who gave no answer; a measure counts them among the rest."""
    if table.kind == "measure":
        return ()
    refused = (Part(REFUSED, table.refused),) if table.refused else ()
    return (Part(NOT_ANSWERED, table.not_answered), *refused)


def lacks_room(total: Sequence[Part], hide: Collection[str], rule: Rule) -> bool:
    """Whether a small count of `total` can be told to be small from what is shown of it.

    What is hidden by name is known to be at least 1, because nobody hides a 0; what is
    never shown may be 0.
    """
    unseen = [part for part in total if not part.name or part.name in hide]
    known = sum(part.count for part in unseen)
    least = sum(bool(part.name) for part in unseen)
    return any(
        rule.is_small(part.count) and known - (least - bool(part.name)) < rule.least_cell
        for part in unseen
    )


def to_hide(table: RawTable, rule: Rule) -> frozenset[str] | None:
    """The cells of a variable's table to hide; None where nothing of it can be shown."""
    small = {part.name for part in parts_of(table) if rule.is_small(part.count)}
    return _of_exclusive(table, small, rule) if table.exclusive else _of_ticks(table, small, rule)


def _of_exclusive(table: RawTable, hide: set[str], rule: Rule) -> frozenset[str] | None:
    """Hide the next smallest with them until they hide each other."""
    total = parts_of(table)
    while lacks_room(total, hide, rule):
        smallest = _smallest_shown(total, hide)
        if smallest is None:
            return None
        hide.add(smallest)
    return frozenset(hide)


def _of_ticks(table: RawTable, hide: set[str], rule: Rule) -> frozenset[str] | None:
    """Each choice by itself: those who ticked it, those who did not, those without an answer.

    So a choice that all but a few ticked is hidden too.
    """
    totals = [total_of_tick(table, cell.id, cell.count) for cell in table.cells]
    while lacking := [total for total in totals if lacks_room(total, hide, rule)]:
        tick, *rest = (part for part in lacking[0] if part.name)
        smallest = _smallest_shown([tick], hide) or _smallest_shown(rest, hide)
        if smallest is None:
            return None
        hide.add(smallest)
    return frozenset(hide)


def total_of_tick(table: RawTable, name: str, count: int) -> tuple[Part, ...]:
    """What makes up the base of a table of ticks: `count`, the answers without it, no answer."""
    answered = table.base - table.not_answered - table.refused
    return (Part(name, count), Part("", answered - count), *no_answer(table))


def _smallest_shown(parts: Sequence[Part], hide: Collection[str]) -> str | None:
    shown = [part for part in parts if part.count and part.name not in hide]
    return min(shown, key=lambda part: part.count).name if shown else None
