"""Raw tables of the whole area, all of a wave together, to safe ones.

Hidden are tables of few pupils, counts of few, and what would tell those by subtraction:
other cells of a table whose total is known, a measure that counts hidden choices, a base
that is itself a hidden count or leaves a small one of a larger. Splits by sex, locality
or school are not protected here, so no release holds any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tellback.disclosure.room import (
    NOT_ANSWERED,
    REFUSED,
    lacks_room,
    parts_of,
    to_hide,
    total_of_tick,
)
from tellback.disclosure.rule import Rule
from tellback.disclosure.table import KEY, Hidden, SafeCell, SafeTable, whole_percent
from tellback.tabulation import RawTable

SMALL = "Hidden to protect a small number of pupils"
NO_ROOM = "Hidden: its small numbers could be worked out from one another"
TELLS = "Hidden: it would tell a small number of pupils in another question"
WORDS = {NOT_ANSWERED: "Did not answer", REFUSED: "Preferred not to say"}

Shown = frozenset[str] | Hidden
"""The cells of a table to hide, or why all of it is hidden."""


class Unprotectable(ValueError):
    """Raw tables that do not go together, so that nobody can say what they would tell."""


def protect(tables: Sequence[RawTable], rule: Rule) -> tuple[SafeTable, ...]:
    """The safe tables, in the same order.

    `tables` are all that will be shown of a wave; each variable that a base or a measure
    reads must be among them, if it has a table. Raises Unprotectable.
    """
    variables = _variables(tables)
    shown: dict[str, Shown] = {name: _alone(table, rule) for name, table in variables.items()}
    while newly := [
        name
        for name, table in variables.items()
        if not isinstance(shown[name], Hidden) and _follows_hidden(table, shown)
    ]:
        shown |= dict.fromkeys(newly, Hidden(TELLS))
    return tuple(
        _safe(
            table,
            shown[table.id]
            if table.kind == "variable"
            else _measure(table, variables, shown, rule),
            rule,
        )
        for table in tables
    )


def _variables(tables: Sequence[RawTable]) -> dict[str, RawTable]:
    found = [table for table in tables if table.kind == "variable"]
    for name, times in Counter(table.id for table in found).items():
        if times > 1:
            msg = f"There are {times} tables of {name} to protect. Give each variable's once."
            raise Unprotectable(msg)
    return {table.id: table for table in found}


def _alone(table: RawTable, rule: Rule) -> Shown:
    """What to hide of a table for its own sake and its base's."""
    if table.base < rule.least_base:
        return Hidden(f"Hidden: fewer than {rule.least_base} pupils were asked")
    if any(rule.is_small(count) for count in table.differences):
        return Hidden(TELLS)
    if table.kind == "measure":
        return frozenset()
    hide = to_hide(table, rule)
    return Hidden(NO_ROOM) if hide is None else hide


def _follows_hidden(table: RawTable, shown: Mapping[str, Shown]) -> bool:
    """Whether its base would tell a count that is hidden in a table it follows on."""
    return any(shown.get(name) for name in table.route)


def _measure(
    table: RawTable, variables: Mapping[str, RawTable], shown: Mapping[str, Shown], rule: Rule
) -> Shown:
    alone = _alone(table, rule)
    if alone:
        return alone
    (cell,) = table.cells
    few = rule.is_small(cell.count) or rule.is_small(table.base - cell.count)
    if few or _follows_hidden(table, shown) or _tells_a_part(table, variables, shown, rule):
        return Hidden(SMALL)
    return frozenset()


def _tells_a_part(
    table: RawTable, variables: Mapping[str, RawTable], shown: Mapping[str, Shown], rule: Rule
) -> bool:
    """Whether it counts hidden choices, or shows what the table of its variable hides."""
    (name,) = {variable for variable, _ in table.parts}
    if name not in variables:
        msg = f"The measure {table.id} counts {name}, whose table is not among those to protect."
        raise Unprotectable(msg)
    hidden = shown[name]
    if isinstance(hidden, Hidden) or any(choice in hidden for _, choice in table.parts):
        return True
    of = variables[name]
    total = total_of_tick(of, f"measure {table.id}", table.cells[0].count)
    return not of.exclusive and lacks_room(total, hidden, rule)


def _safe(table: RawTable, shown: Shown, rule: Rule) -> SafeTable:
    whole = shown if isinstance(shown, Hidden) else None
    return SafeTable(
        id=table.id,
        kind=table.kind,
        question=table.question,
        title=table.title,
        row=table.row,
        section=table.section,
        base=whole or table.base,
        base_words=table.base_words,
        exclusive=table.exclusive,
        rule=rule.id,
        hidden=whole,
        cells=() if isinstance(shown, Hidden) else _cells(table, shown),
        key=KEY,
    )


def _cells(table: RawTable, hide: frozenset[str]) -> tuple[SafeCell, ...]:
    words = WORDS | {cell.id: cell.words for cell in table.cells}
    choices = {cell.id for cell in table.cells}
    hidden = Hidden(SMALL)
    return tuple(
        SafeCell(
            id=part.name,
            words=words[part.name],
            role="choice" if part.name in choices else "no_answer",
            count=hidden if part.name in hide else part.count,
            percent=hidden if part.name in hide else whole_percent(part.count, table.base),
            key=KEY,
        )
        for part in parts_of(table)
    )
