"""What was published before of the same wave, and what a revision would tell beside it.

Whoever holds both subtracts one from the other and has the answers of those who came
late, or of what was put right. So a small difference is protected as a small count is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from tellback.disclosure.block import Block, Counts, Flags, Role
from tellback.disclosure.rule import Rule
from tellback.disclosure.table import SafeTable
from tellback.tabulation.group import EVERYONE, Group

UNKNOWN = -1


class Ledger:
    """The earlier releases of one wave; the latest one counts where several have a number."""

    def __init__(self, earlier: Sequence[SafeTable]) -> None:
        self._tables = {(table.kind, table.id, table.group): table for table in earlier}
        self._pupils: dict[Group, int] = {}
        for table in earlier:
            if isinstance(table.base, int):
                self._pupils[table.group] = max(table.base, self._pupils.get(table.group, 0))

    def few_more(self, pupils: Mapping[Group, int], rule: Rule) -> frozenset[Group]:
        """Groups that fewer pupils than a table may be of came into, or left."""
        changed = {
            group: abs(number - self._pupils[group])
            for group, number in pupils.items()
            if group in self._pupils
        }
        return frozenset(group for group, by in changed.items() if 0 < by < rule.least_base)

    def counts(self, block: Block) -> Counts:
        """What was published of each of a block's counts; UNKNOWN where nothing was."""
        known = np.full(block.counts.shape, UNKNOWN)
        for line, group in enumerate(block.groups):
            table = self._tables.get((block.about.kind, block.about.id, group))
            if table is None:
                continue
            said = {cell.id: cell.count for cell in table.cells}
            for at, column in enumerate(block.columns):
                count = table.base if column.role is Role.BASE else said.get(column.name)
                if isinstance(count, int) and column.role is not Role.REST:
                    known[line, at] = count
        return known


def small_changes(block: Block, before: Counts, least: Counts) -> Flags:
    """Which counts differ by a few from what was published of them."""
    by = np.abs(block.counts - before)
    return np.asarray((before != UNKNOWN) & (by > 0) & (by < least[:, None]))


def why_not_revise(ledger: Ledger, pupils: Mapping[Group, int], rule: Rule) -> str | None:
    """The sentence that refuses a revision by few pupils, or None."""
    if EVERYONE not in ledger.few_more(pupils, rule):
        return None
    return (
        f"Fewer than {rule.least_base} pupils came to the wave, or left it, since its last "
        "release: whoever compares the two would learn what they said. Wait until there are more."
    )
