"""Tables of which nothing is shown, for what they are themselves."""

from __future__ import annotations

from collections.abc import Sequence

from tellback.disclosure.areas import Areas
from tellback.disclosure.block import Block
from tellback.disclosure.rule import Rule
from tellback.disclosure.table import Why
from tellback.tabulation import RawTable
from tellback.tabulation.group import Group

Reasons = dict[int, Why]
"""Line of a block -> why all of it is hidden; lines of which something is shown are left out."""


def reasons_of(block: Block, rule: Rule, areas: Areas) -> Reasons:
    """Every line that is hidden whole before anything is worked out of anything."""
    most = int(block.pupils.max())
    sensitive = block.about.sensitive and rule.sensitive_below_borough == "hidden"
    few = _of_few_schools(block, rule, areas)
    apart = not block.about.everyone and not block.about.leads
    found: Reasons = {}
    for line, table in enumerate(block.tables):
        if sensitive and table.group.level != "borough" and block.pupils[line] < most:
            found[line] = Why.SENSITIVE
        elif table.base < rule.least_base:
            found[line] = _few_asked(int(block.pupils[line]), rule)
        elif table.group in few:
            found[line] = Why.FEW_SCHOOLS
        elif (apart and _leaves_few(table, rule)) or _all_said_same(table, rule):
            found[line] = Why.LINKED
    return found


def _few_asked(pupils: int, rule: Rule) -> Why:
    """What is said of a table of few; of few in a larger group nobody learns that they are few.

    Else its being hidden would bound the counts that led those few to the question.
    """
    return Why.FEW_ASKED if pupils < rule.least_base else Why.LINKED


def _leaves_few(table: RawTable, rule: Rule) -> bool:
    return any(rule.is_small(count, table.group.level) for count in table.differences)


def _all_said_same(table: RawTable, rule: Rule) -> bool:
    """Whether it tells of each pupil who answered what the answer was."""
    if rule.full_cells == "shown" or (rule.full_cells == "sensitive" and not table.sensitive):
        return False
    answered = table.base - table.not_answered - table.refused
    return table.kind == "variable" and any(
        cell.count == answered for cell in table.cells if cell.count
    )


def _of_few_schools(block: Block, rule: Rule, areas: Areas) -> frozenset[Group]:
    """Localities with too few schools, or with nearly all of their pupils in one."""
    found = set()
    base = dict(zip(block.groups, block.base.tolist(), strict=True))
    for group, number in base.items():
        if group.level != "locality" or not number:
            continue
        schools = [
            pupils
            for other, pupils in base.items()
            if other.level == "school"
            and (other.split, other.value) == (group.split, group.value)
            and areas.holds(group, other)
            and pupils
        ]
        if schools and _too_alike(schools, number, rule):
            found.add(group)
    return frozenset(found)


def _too_alike(schools: Sequence[int], number: int, rule: Rule) -> bool:
    largest = max(schools)
    return len(schools) < rule.least_schools or 100 * largest > rule.most_of_one_school * number
