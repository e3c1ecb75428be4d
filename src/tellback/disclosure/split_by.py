"""What pupils are split by tells how many there are in each part, and that is an answer too.

The number of pupils who ticked a choice is the base of every table of those who ticked it.
So where that number is hidden, all their tables are; and it is hidden only if it must be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from tellback.disclosure.block import NOT_ANSWERED, NOT_ASKED, REFUSED, Block, Counts, Flags
from tellback.tabulation.group import NOT_SAID, Group

Splits = Mapping[str, str]
"""Name of a split -> the variable that tells it; see `Questionnaire.splits`."""


def bases_told(block: Block, blocks: Mapping[str, Block], splits: Splits, least_base: int) -> Flags:
    """Which counts of a block are the bases of tables that may be shown.

    With them those who said nothing: they are what the bases leave of all pupils.
    """
    told = silent_told(block, blocks, splits)
    names = _told_by(block, splits)
    if not names:
        return told
    groups = {group for other in blocks.values() for group in other.groups}
    for line, column, group in _parts(block, names, groups):
        told[line, column] |= _pupils(group, blocks) >= least_base
    return told


def of_its_own_split(block: Block, splits: Splits) -> Flags:
    """Which lines are of pupils picked by what they said to this very question."""
    names = _told_by(block, splits)
    return np.array([bool(names & set(group.split)) for group in block.groups], dtype=np.bool_)


def possible(block: Block, splits: Splits) -> Counts:
    """How many a count of each line can be: its pupils; none where no boy is asked of girls."""
    names = {name for name, variable in splits.items() if variable in block.about.route}
    never = [
        not base and bool(names & set(group.split))
        for base, group in zip(block.base, block.groups, strict=True)
    ]
    return np.where(np.array(never, dtype=np.bool_), 0, block.pupils)


def silent_told(block: Block, blocks: Mapping[str, Block], splits: Splits) -> Flags:
    """Which counts are of pupils who did not say what they are split by.

    The tables of those who did have their numbers, so this one is no secret; and it is
    nobody's answer.
    """
    told = np.zeros(block.counts.shape, dtype=np.bool_)
    names = _told_by(block, splits)
    if not names:
        return told
    silent = [column.name in {NOT_ANSWERED, REFUSED} for column in block.columns]
    split = {name for other in blocks.values() for group in other.groups for name in group.split}
    if names & split:
        told[:, silent] = True
    return told


def groups_told(
    block: Block, hidden: Flags, blocks: Mapping[str, Block], splits: Splits
) -> frozenset[Group]:
    """The groups whose number of pupils stands in the block, hidden."""
    names = _told_by(block, splits)
    if not names:
        return frozenset()
    groups = {group for other in blocks.values() for group in other.groups}
    return frozenset(
        group for line, column, group in _parts(block, names, groups) if hidden[line, column]
    )


def _told_by(block: Block, splits: Splits) -> set[str]:
    """The splits that a block's answers tell."""
    return {name for name, variable in splits.items() if variable == block.id}


def _parts(block: Block, names: set[str], groups: set[Group]) -> Iterator[tuple[int, int, Group]]:
    """(line, column, group) where the count in that line and column is the group's pupils."""
    for group in groups:
        for at, name in enumerate(group.split):
            whole = group.without(at)
            if name in names and whole in block.line_of:
                for column, cell in enumerate(block.columns):
                    silent = cell.name in {NOT_ANSWERED, NOT_ASKED, REFUSED}
                    if cell.name == group.value[at] or (group.value[at] == NOT_SAID and silent):
                        yield block.line_of[whole], column, group


def _pupils(group: Group, blocks: Mapping[str, Block]) -> int:
    for block in blocks.values():
        if group in block.line_of:
            return int(block.pupils[block.line_of[group]])
    return 0
