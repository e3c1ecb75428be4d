"""Why each count is hidden, for whoever may see the counts: it tells them, so nobody serves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellback.disclosure.block import NOT_ANSWERED, REFUSED, key_of
from tellback.disclosure.rule import Rule
from tellback.disclosure.table import Hidden, SafeTable, Why
from tellback.tabulation import RawTable
from tellback.tabulation.group import Group

OF_TABLES = {
    Why.SENSITIVE: "the question is sensitive, and this is not the whole area",
    Why.FEW_SCHOOLS: "too few schools, or nearly all pupils from one",
}
OF_LINKS = "its base, or all saying the same, would tell a small number"


@dataclass(frozen=True)
class Explanation:
    """One hidden count and what it was hidden for."""

    group: Group
    table: str
    cell: str
    count: int
    why: str


def explain(
    raw: Sequence[RawTable], safe: Sequence[SafeTable], rule: Rule
) -> Iterator[Explanation]:
    """Every hidden count of `safe`, which was made of `raw` by `rule`."""
    truth = {(key_of(table), table.group): table for table in raw}
    small: dict[tuple[str, str], list[Group]] = {}
    for table in raw:
        for name, count in counts_of(table).items():
            if _is_small(name, count, table, rule):
                small.setdefault((key_of(table), name), []).append(table.group)
    for shown in safe:
        name = shown.id if shown.kind == "variable" else f"measure {shown.id}"
        table_or_none = truth.get((name, shown.group))
        if table_or_none is None:
            continue
        counts = counts_of(table_or_none)
        for cell in shown.cells:
            if isinstance(cell.count, Hidden):
                why = _why(table_or_none, cell.id, cell.count, rule, small)
                yield Explanation(shown.group, shown.id, cell.id, counts[cell.id], why)


def counts_of(table: RawTable) -> dict[str, int]:
    """Cell -> count, with those who gave no answer."""
    silent = {NOT_ANSWERED: table.not_answered, REFUSED: table.refused}
    return {**silent, **{cell.id: cell.count for cell in table.cells}}


def _why(
    table: RawTable,
    cell: str,
    hidden: Hidden,
    rule: Rule,
    small: dict[tuple[str, str], list[Group]],
) -> str:
    if hidden.code in OF_TABLES:
        return OF_TABLES[hidden.code]
    if table.base < rule.least_base:
        return f"{table.base} pupils were asked, fewer than {rule.least_base}"
    count = counts_of(table)[cell]
    if _is_small(cell, count, table, rule):
        return f"{count} is fewer than {rule.least_cell[table.group.level]}"
    return OF_LINKS if hidden.code is Why.LINKED else _told(table, cell, rule, small)


def _told(table: RawTable, cell: str, rule: Rule, small: dict[tuple[str, str], list[Group]]) -> str:
    """What a count that is not small would tell."""
    beside = [
        name
        for name, other in counts_of(table).items()
        if name != cell and _is_small(name, other, table, rule)
    ]
    if beside:
        return f"it would tell {', '.join(beside)} of the same table"
    others = [_words(group) for group in small.get((key_of(table), cell), [])][:3]
    if others:
        return f"it would tell the same answer of {', '.join(others)}"
    return "it would tell a small number through another that is hidden"


def _is_small(name: str, count: int, table: RawTable, rule: Rule) -> bool:
    """Whether a count is hidden for its own sake."""
    told = rule.no_answer == "shown" and name == NOT_ANSWERED
    return not told and rule.is_small(count, table.group.level)


def _words(group: Group) -> str:
    place = group.area or "the whole area"
    return f"{place} ({', '.join(group.value)})" if group.value else place
