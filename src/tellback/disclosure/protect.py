"""Raw tables of the whole area, all of a wave together, to safe ones.

Primary: a table of few pupils, a count of few. Secondary: what would tell a hidden
count by subtraction: the other cells of a table whose total is known, a measure that
adds up hidden choices, a base that is itself a hidden count. Splits by sex, ethnicity,
locality and school are not protected here, so no release holds any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tellback.disclosure.rule import Rule
from tellback.disclosure.table import KEY, Hidden, SafeCell, SafeTable
from tellback.tabulation import RawCell, RawTable

NO_ANSWER = RawCell("not_answered", "Did not answer", 0)
REFUSED = RawCell("prefer_not_to_say", "Preferred not to say", 0)
LEAST_HIDDEN = 2
"""Cells; one alone is the total less the others."""


def protect(tables: Sequence[RawTable], rule: Rule) -> tuple[SafeTable, ...]:
    """The safe tables, in the same order. Tables must include all that they route on."""
    safe: dict[str, SafeTable] = {}
    for table in tables:
        safe[table.id] = _protect_one(table, rule, safe)
    return tuple(safe.values())


def _protect_one(table: RawTable, rule: Rule, before: Mapping[str, SafeTable]) -> SafeTable:
    if table.base < rule.least_base:
        reason = f"Hidden: fewer than {rule.least_base} pupils were asked"
        return _withheld(table, reason)
    if any(_holds_hidden(before.get(name)) for name in table.route):
        reason = "Hidden: who was asked this would tell a small number in another question"
        return _withheld(table, reason)
    cells = _all_cells(table)
    hide = _to_hide(table, cells, rule, before)
    if hide is None:
        return _withheld(table, "Hidden: nearly everyone gave the same answer")
    reason = Hidden("Hidden to protect a small number of pupils")
    return SafeTable(
        id=table.id,
        kind=table.kind,
        question=table.question,
        title=table.title,
        row=table.row,
        section=table.section,
        cells=tuple(
            SafeCell(
                id=cell.id,
                words=cell.words,
                count=reason if cell.id in hide else cell.count,
                percent=reason if cell.id in hide else whole_percent(cell.count, table.base),
                role="no_answer" if cell.id in {NO_ANSWER.id, REFUSED.id} else "choice",
            )
            for cell in cells
        ),
        base=table.base,
        base_words=table.base_words,
        exclusive=table.exclusive,
        hidden=None,
        key=KEY,
    )


def whole_percent(count: int, base: int) -> int:
    """A whole per cent, halves up, rounded once from the count. `base` is over 0."""
    return (200 * count + base) // (2 * base)


def _holds_hidden(table: SafeTable | None) -> bool:
    return table is not None and (
        table.hidden is not None or any(isinstance(cell.count, Hidden) for cell in table.cells)
    )


def _all_cells(table: RawTable) -> list[RawCell]:
    """The choices, then those who gave none: together everyone asked."""
    cells = list(table.cells)
    if table.kind == "variable":
        cells.append(RawCell(NO_ANSWER.id, NO_ANSWER.words, table.not_answered))
        if table.refused:
            cells.append(RawCell(REFUSED.id, REFUSED.words, table.refused))
    return cells


def _to_hide(
    table: RawTable, cells: Sequence[RawCell], rule: Rule, before: Mapping[str, SafeTable]
) -> set[str] | None:
    """The ids of the cells to hide; None where that leaves nothing to show."""
    if table.kind == "measure":
        return None if _measure_tells(table, rule, before) else set()
    small = {cell.id for cell in cells if _is_small(cell.count, rule)}
    if not table.exclusive:
        # Each choice stands alone; those who answered and did not tick it are its complement.
        answered = table.base - table.not_answered - table.refused
        small |= {cell.id for cell in table.cells if _is_small(answered - cell.count, rule)}
        return small
    return _with_company(cells, small, rule) if small else set()


def _with_company(
    cells: Sequence[RawCell], hide: set[str], rule: Rule
) -> set[str] | None:
    """Hide the next smallest cells until the hidden ones hide each other."""
    others = sorted(
        (cell for cell in cells if cell.id not in hide and cell.count > 0),
        key=lambda cell: (cell.count, cell.id),
    )
    hidden_sum = sum(cell.count for cell in cells if cell.id in hide)
    for cell in others:
        if len(hide) >= LEAST_HIDDEN and hidden_sum >= 2 * rule.least_cell:
            return hide
        hide = hide | {cell.id}
        hidden_sum += cell.count
    return None


def _measure_tells(table: RawTable, rule: Rule, before: Mapping[str, SafeTable]) -> bool:
    """Whether a measure would tell a small number: its own, its complement's, or a part's."""
    (cell,) = table.cells
    if _is_small(cell.count, rule) or _is_small(table.base - cell.count, rule):
        return True
    hidden = {
        (name, one.id)
        for name in {variable for variable, _ in table.parts}
        if name in before
        for one in before[name].cells
        if isinstance(one.count, Hidden)
    }
    return any(part in hidden for part in table.parts)


def _is_small(count: int, rule: Rule) -> bool:
    return 0 < count < rule.least_cell


def _withheld(table: RawTable, reason: str) -> SafeTable:
    return SafeTable(
        id=table.id,
        kind=table.kind,
        question=table.question,
        title=table.title,
        row=table.row,
        section=table.section,
        cells=(),
        base=Hidden(reason),
        base_words=table.base_words,
        exclusive=table.exclusive,
        hidden=Hidden(reason),
        key=KEY,
    )
