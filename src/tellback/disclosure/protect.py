"""Raw tables of a wave, every area and split together, to safe ones.

Hidden are tables of few pupils, counts of few, and what would tell those by subtraction:
other counts of a table, of the areas and splits that add up with it, of the questions that
lead to it, of the measures that are sums of it. What nobody can work out stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tellback.disclosure.block import blocks_of, key_of
from tellback.disclosure.empty import with_empty_groups
from tellback.disclosure.ledger import Ledger, why_not_revise
from tellback.disclosure.order import together
from tellback.disclosure.protection import Known, Protection
from tellback.disclosure.pupils import pupils_of
from tellback.disclosure.rule import Rule
from tellback.disclosure.safe import safe_tables
from tellback.disclosure.small_schools import with_small_schools
from tellback.disclosure.table import SafeTable
from tellback.tabulation import RawTable


class Unprotectable(ValueError):
    """Raw tables that do not go together, so that nobody can say what they would tell."""


def protect(
    tables: Sequence[RawTable],
    rule: Rule,
    known: Known | None = None,
) -> tuple[SafeTable, ...]:
    """The safe tables, in the same order; after them those of groups that nobody is in, and of
    small schools counted together.

    `tables` are all that will be shown of a wave; each variable that a base or a measure
    reads must be among them, if it has a table. Raises Unprotectable.
    """
    known = known or Known()
    _check(tables)
    tables, areas = with_small_schools(with_empty_groups(tables), rule, known.areas)
    ledger, pupils = Ledger(known.earlier), pupils_of(tables)
    if reason := why_not_revise(ledger, pupils, rule):
        raise Unprotectable(reason)
    blocks = blocks_of(tables)
    few_more = ledger.few_more(pupils, rule)
    protection = Protection(blocks, rule, replace(known, areas=areas), few_more)
    # What pupils are split by comes first: all other tables of a group wait for its number.
    for part in together(blocks, first=known.splits.values()):
        protection.protect(part)
    for block in blocks.values():
        protection.leave_out(block)
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
