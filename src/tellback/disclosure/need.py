"""How wide the range of a hidden count must be, for all that anyone can work out.

A small count in a table that is shown must, for all that is published, be possible as 1
and as the least count that is shown; then nobody can tell that it is small. In a table of
few pupils it must be possible as nought and as that. Whatever else is hidden must have a
range as wide. A published count of which it is a part may bound it: no range is asked for
that goes over that count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tellback.disclosure.block import NOT_ANSWERED, Block, Counts, Flags, Role
from tellback.disclosure.ledger import small_changes
from tellback.disclosure.rule import Rule
from tellback.disclosure.sums import Sum
from tellback.disclosure.system import System

UNBOUNDED = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Needs:
    """For each count of a system; where nothing is needed, it is its own value."""

    low: Counts
    """It must be possible as this or less."""
    high: Counts
    """It must be possible as this or more."""
    top: Counts
    """For all that is hidden: it must be possible as this or more."""
    width: Counts
    """For all that is hidden: its range must be as wide as this."""


@dataclass(frozen=True, eq=False)
class Told:
    """What is known of a block beside its counts."""

    few_asked: Flags
    """Lines of too few pupils."""
    possible: Counts
    """How many pupils could be in each line, if nobody knew how many were asked."""
    before: Counts
    """What an earlier release told of each count; UNKNOWN where it told nothing."""
    silent: Flags
    """Counts that are no answer and no secret: of those who did not say what others are split by,
    and by a rule that says so, of those who left the question out."""


def needs_of(
    system: System,
    rule: Rule,
    sums: Mapping[str, Sequence[Sum]],
    told: Mapping[str, Told],
    hidden: Flags,
) -> Needs:
    """The needs while `hidden` is; `told` is what is known of each block besides."""
    parts = []
    for block in system.blocks:
        caps = _caps(block, hidden[system.part(block)].reshape(block.counts.shape), sums[block.id])
        least = least_cells(block, rule)
        known = told[block.id]
        needs = _of_block(block, least[:, None], caps, known)
        low, high, top, width = _of_changes(block, least, known.before, needs)
        parts.append((low.ravel(), high.ravel(), top.ravel(), width.ravel()))
    parts.append(_of_excesses(system))
    return Needs(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def _of_excesses(system: System) -> Four:
    """A small number of pupils by which one sum is more than another is a small count."""
    values = system.values[system.cells :]
    small = (values > 0) & (values < system.excess_least)
    most = system.most[system.cells :]
    low, high = np.where(small, 1, values), np.where(small, system.excess_least, values)
    return low, np.maximum(values, np.minimum(high, most)), values, np.zeros_like(values)


Four = tuple[Counts, Counts, Counts, Counts]


def _of_block(block: Block, least: Counts, caps: Counts, told: Told) -> Four:
    values = block.counts
    small = (values > 0) & (values < least)
    small[:, block.having(Role.BASE)] = False
    small &= ~told.silent
    # Of a table of few, nobody is told how few were led to it.
    cap = np.minimum(
        caps, np.maximum(block.base, np.where(told.few_asked, block.pupils, 0))[:, None]
    )
    top = np.minimum(least, cap)
    few = told.few_asked[:, None] & block.having(Role.CELL)[None, :]
    low = np.where(few, 0, np.where(small, 1, values))
    high = np.where(few | small, np.maximum(values, top), values)
    width = np.where(told.silent, 0, np.minimum(least - 1, cap))
    return low, high, np.where(told.silent, values, top), width


def _of_changes(block: Block, least: Counts, before: Counts, needs: Four) -> Four:
    """A small change since an earlier release must be possible as 1 and as the least shown."""
    low, high, top, width = needs
    few = small_changes(block, before, least)
    more = few & (block.counts > before)
    fewer = few & (block.counts < before)
    up, down = before + least[:, None], np.maximum(before - least[:, None], 0)
    low = np.where(more, np.minimum(low, before + 1), np.where(fewer, np.minimum(low, down), low))
    high = np.where(more, np.maximum(high, up), np.where(fewer, before - 1, high))
    return low, np.maximum(high, block.counts), top, width


def least_cells(block: Block, rule: Rule) -> Counts:
    """The least count that is shown, a line."""
    return np.array([rule.least_cell[group.level] for group in block.groups], dtype=np.int64)


def left_out(block: Block, rule: Rule) -> Flags:
    """Counts of pupils who left the question out, where the rule says that they are no secret."""
    columns = [column.name == NOT_ANSWERED for column in block.columns]
    told = np.array(columns, dtype=np.bool_) & np.bool_(rule.no_answer == "shown")
    return np.broadcast_to(told, block.counts.shape)


def _caps(block: Block, hidden: Flags, sums: Sequence[Sum]) -> Counts:
    """The smallest published count that each is a part of; larger wholes come first."""
    cap = np.full(block.counts.shape, UNBOUNDED)
    for whole, parts in sums:
        over = np.where(hidden[whole], cap[whole], np.minimum(cap[whole], block.counts[whole]))
        for part in parts:
            cap[part] = np.minimum(cap[part], over)
    borough = {
        (group.split, group.value): at
        for at, group in enumerate(block.groups)
        if group.level == "borough"
    }
    for at, group in enumerate(block.groups):
        whole = borough.get((group.split, group.value), at)
        if group.level == "group" and whole != at:
            shown = np.where(hidden[whole], cap[whole], block.counts[whole])
            cap[at] = np.minimum(cap[at], shown)
    return cap
