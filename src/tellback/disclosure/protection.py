"""The protection of a wave's blocks, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from tellback.disclosure.areas import Areas
from tellback.disclosure.block import Block, Flags, Role
from tellback.disclosure.flow import Moves
from tellback.disclosure.ledger import Ledger, small_changes
from tellback.disclosure.need import Told, least_cells, left_out, needs_of
from tellback.disclosure.order import follows
from tellback.disclosure.rule import Rule
from tellback.disclosure.settle import Settling
from tellback.disclosure.split_by import (
    Splits,
    bases_told,
    groups_told,
    of_its_own_split,
    possible,
    silent_told,
)
from tellback.disclosure.sums import sums_of
from tellback.disclosure.system import System, system_of
from tellback.disclosure.table import SafeTable, Why
from tellback.disclosure.weight import BASE_OF_A_GROUP, weights_of
from tellback.disclosure.whole import Reasons, reasons_of
from tellback.tabulation.group import Group


@dataclass(frozen=True)
class Known:
    """What everybody knows beside the tables."""

    areas: Areas = field(default_factory=Areas)
    splits: Splits = field(default_factory=dict)
    """Those of the questionnaire."""
    earlier: Sequence[SafeTable] = ()
    """The tables of earlier releases of the same wave."""


class Protection:
    """What is hidden so far of each block: cells, and lines of which all is."""

    def __init__(
        self, blocks: Mapping[str, Block], rule: Rule, known: Known, groups: frozenset[Group]
    ) -> None:
        self.blocks = blocks
        self.rule = rule
        self.areas = known.areas
        self.splits = known.splits
        self.ledger = Ledger(known.earlier)
        self.groups = set(groups)
        """Those of which nothing is shown, because of their number."""
        self.cells: dict[str, Flags] = {}
        self.lines: dict[str, Reasons] = {}

    def protect(self, part: Sequence[Block]) -> None:
        """Protect blocks that add up with one another, after those that they follow."""
        for block in part:
            self.lines[block.id] = reasons_of(block, self.rule, self.areas)
            self._follow(block)
            self.leave_out(block)
        kept = [self._kept(block) for block in part]
        sums = {block.id: sums_of(block.groups, self.areas) for block in kept}
        system = system_of(kept, sums, self.splits, self.rule)
        told = {block.id: self._told(block) for block in kept}
        settling = Settling(
            system,
            partial(needs_of, system, self.rule, sums, told),
            self._first(system, told),
            self._weights(system),
        )
        settling.settle()
        for block in kept:
            self._take(block, settling.hidden[system.part(block)].reshape(block.counts.shape))
        for block in part:
            self._follow(block)

    def _told(self, block: Block) -> Told:
        return Told(
            few_asked=block.base < self.rule.least_base,
            possible=possible(block, self.splits),
            before=self.ledger.counts(block),
            silent=silent_told(block, self.blocks, self.splits) | left_out(block, self.rule),
        )

    def _weights(self, system: System) -> Moves:
        told = [
            bases_told(block, self.blocks, self.splits, self.rule.least_base).ravel()
            for block in system.blocks
        ]
        weights = np.where(np.concatenate(told), BASE_OF_A_GROUP, 1.0) * weights_of(system)
        return np.concatenate([weights, np.zeros(len(system.values) - system.cells)])

    def leave_out(self, block: Block) -> None:
        """Hide lines of groups whose number of pupils is hidden."""
        for line, group in enumerate(block.groups):
            if group in self.groups:
                self.lines[block.id].setdefault(line, Why.LINKED)

    def _follow(self, block: Block) -> None:
        """Hide lines that would tell of what is hidden in a block that it does not add up with."""
        for name in follows(block, self.blocks):
            other = self.blocks[name]
            for line, group in enumerate(block.groups):
                at = other.line_of.get(group)
                own = any(self.splits.get(split) == name for split in group.split)
                if at is not None and not own and self._tells(other, at):
                    self.lines[block.id].setdefault(line, Why.LINKED)

    def _tells(self, other: Block, line: int) -> bool:
        if other.id not in self.cells:
            return False
        if line in self.lines[other.id]:
            return True
        return bool(self.cells[other.id][line].any())

    def _kept(self, block: Block) -> Block:
        """The block without the lines that nobody will ever see anything of, nor of their like.

        Those are sensitive ones, and pupils picked by what they said to this very question.
        """
        own = of_its_own_split(block, self.splits)
        dropped = {at for at, why in self.lines[block.id].items() if why is Why.SENSITIVE}
        dropped |= set(np.flatnonzero(own).tolist())
        if not dropped:
            return block
        lines = [at for at in range(len(block.groups)) if at not in dropped]
        return replace(
            block,
            groups=tuple(block.groups[at] for at in lines),
            tables=tuple(block.tables[at] for at in lines),
            counts=block.counts[lines],
            base=block.base[lines],
            pupils=block.pupils[lines],
        )

    def _hidden_whole(self, kept: Block) -> Flags:
        block = self.blocks[kept.id]
        said = self.lines[kept.id]
        return np.array([block.line_of[group] in said for group in kept.groups], dtype=np.bool_)

    def _first(self, system: System, told: Mapping[str, Told]) -> Flags:
        """What is hidden for its own sake."""
        parts = []
        for block in system.blocks:
            least = least_cells(block, self.rule)
            small = (block.counts > 0) & (block.counts < least[:, None])
            small[:, block.having(Role.BASE)] = False
            small &= ~told[block.id].silent
            small |= small_changes(block, told[block.id].before, least)
            parts.append((small | self._hidden_whole(block)[:, None]).ravel())
        return np.concatenate([*parts, np.ones(len(system.values) - system.cells, dtype=np.bool_)])

    def _take(self, kept: Block, hidden: Flags) -> None:
        block = self.blocks[kept.id]
        own = of_its_own_split(block, self.splits)
        cells = np.broadcast_to(~own[:, None], block.counts.shape).copy()
        base = kept.having(Role.BASE)
        for line, group in enumerate(kept.groups):
            cells[block.line_of[group]] = hidden[line]
            if hidden[line][base].any():
                self.lines[kept.id].setdefault(block.line_of[group], Why.LINKED)
        cells[:, block.having(Role.REST)] = False
        self.cells[kept.id] = cells
        self.groups |= groups_told(block, cells, self.blocks, self.splits)
