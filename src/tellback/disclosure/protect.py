"""Raw tables of a wave, every area and split together, to safe ones.

Hidden are tables of few pupils, counts of few, and what would tell those by subtraction:
other counts of a table, of the areas and splits that add up with it, of the questions that
lead to it, of the measures that are sums of it. What nobody can work out stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from tellback.disclosure.areas import Areas
from tellback.disclosure.block import Block, Flags, Role, blocks_of, key_of
from tellback.disclosure.need import least_cells, needs_of
from tellback.disclosure.order import follows, together
from tellback.disclosure.rule import Rule
from tellback.disclosure.safe import safe_tables
from tellback.disclosure.settle import Settling
from tellback.disclosure.small_schools import with_small_schools
from tellback.disclosure.sums import Sum, sums_of
from tellback.disclosure.system import System, system_of
from tellback.disclosure.table import SafeTable, Why
from tellback.disclosure.weight import weights_of
from tellback.disclosure.whole import Reasons, reasons_of
from tellback.tabulation import RawTable


class Unprotectable(ValueError):
    """Raw tables that do not go together, so that nobody can say what they would tell."""


class Protection:
    """What is hidden so far of each block: cells, and lines of which all is."""

    def __init__(self, blocks: Mapping[str, Block], rule: Rule, areas: Areas) -> None:
        self.blocks = blocks
        self.rule = rule
        self.sums: dict[str, tuple[Sum, ...]] = {}
        self.areas = areas
        self.cells: dict[str, Flags] = {}
        self.lines: dict[str, Reasons] = {}

    def protect(self, part: Sequence[Block]) -> None:
        """Protect blocks that add up with one another, after those that they follow."""
        for block in part:
            self.lines[block.id] = reasons_of(block, self.rule, self.areas)
            self._follow(block)
        kept = [self._kept(block) for block in part]
        sums = {block.id: sums_of(block.groups, self.areas) for block in kept}
        system = system_of(kept, sums, self.rule.least_base)
        few = {block.id: self._hidden_as(block, Why.FEW_ASKED) for block in kept}
        settling = Settling(
            system,
            partial(needs_of, system, self.rule, sums, few),
            self._first(system),
            weights_of(system),
        )
        settling.settle()
        for block in kept:
            self._take(block, settling.hidden[system.part(block)].reshape(block.counts.shape))

    def _follow(self, block: Block) -> None:
        """Hide lines that would tell of what is hidden in a block that it does not add up with."""
        for name in follows(block, self.blocks):
            other = self.blocks[name]
            place = {group: at for at, group in enumerate(other.groups)}
            for line, group in enumerate(block.groups):
                at = place.get(group)
                if at is not None and self._tells(block, other, at):
                    self.lines[block.id].setdefault(line, Why.LINKED)

    def _tells(self, block: Block, other: Block, line: int) -> bool:
        if line in self.lines[other.id]:
            return True
        hidden = self.cells[other.id][line]
        if not block.about.parts or other.id in block.about.route:
            return bool(hidden.any())
        if not other.about.exclusive:
            # Those in it and those who did not answer are together at most the base.
            return bool(hidden.any())
        return any(hidden[other.column(choice)] for _, choice in block.about.parts)

    def _kept(self, block: Block) -> Block:
        """The block without the lines that nobody will ever see anything of, nor of their like."""
        sensitive = {at for at, why in self.lines[block.id].items() if why is Why.SENSITIVE}
        if not sensitive:
            return block
        lines = [at for at in range(len(block.groups)) if at not in sensitive]
        return replace(
            block,
            groups=tuple(block.groups[at] for at in lines),
            tables=tuple(block.tables[at] for at in lines),
            counts=block.counts[lines],
            base=block.base[lines],
            pupils=block.pupils[lines],
        )

    def _hidden_as(self, kept: Block, *reasons: Why) -> Flags:
        block = self.blocks[kept.id]
        place = {group: at for at, group in enumerate(block.groups)}
        said = self.lines[kept.id]
        return np.array(
            [said.get(place[group]) in (reasons or tuple(Why)) for group in kept.groups],
            dtype=np.bool_,
        )

    def _first(self, system: System) -> Flags:
        """What is hidden for its own sake."""
        parts = []
        for block in system.blocks:
            least = least_cells(block, self.rule)[:, None]
            small = (block.counts > 0) & (block.counts < least)
            small[:, block.having(Role.BASE)] = False
            parts.append((small | self._hidden_as(block)[:, None]).ravel())
        return np.concatenate(parts)

    def _take(self, kept: Block, hidden: Flags) -> None:
        block = self.blocks[kept.id]
        place = {group: at for at, group in enumerate(block.groups)}
        cells = np.ones(block.counts.shape, dtype=np.bool_)
        base = kept.having(Role.BASE)
        for line, group in enumerate(kept.groups):
            cells[place[group]] = hidden[line]
            if hidden[line][base].any():
                self.lines[kept.id].setdefault(place[group], Why.LINKED)
        cells[:, block.having(Role.REST)] = False
        self.cells[kept.id] = cells


def protect(
    tables: Sequence[RawTable], rule: Rule, *, areas: Areas | None = None
) -> tuple[SafeTable, ...]:
    """The safe tables, in the same order; after them those of small schools counted together.

    `tables` are all that will be shown of a wave; each variable that a base or a measure
    reads must be among them, if it has a table. Raises Unprotectable.
    """
    tables, areas = with_small_schools(tables, rule, areas or Areas())
    _check(tables)
    blocks = blocks_of(tables)
    protection = Protection(blocks, rule, areas)
    for part in together(blocks):
        protection.protect(part)
    made = {
        (name, table.group): table
        for name, block in blocks.items()
        for table in safe_tables(block, protection.cells[name], protection.lines[name], rule)
    }
    return tuple(made[key_of(table), table.group] for table in tables)


def _check(tables: Sequence[RawTable]) -> None:
    for (name, _), times in Counter((key_of(table), table.group) for table in tables).items():
        if times > 1:
            msg = f"There are {times} tables of {name} to protect. Give each variable's once."
            raise Unprotectable(msg)
    if msg := next(_without_their_variable(tables), ""):
        raise Unprotectable(msg)


def _without_their_variable(tables: Sequence[RawTable]) -> Iterator[str]:
    known = {(key_of(table), table.group) for table in tables}
    for table in tables:
        for name, _ in table.parts[:1]:
            if (name, table.group) not in known:
                yield (
                    f"The measure {table.id} counts {name}, whose table is not among those to "
                    "protect."
                )
