"""A slow, obvious attacker: every table that fits what is published, one after the other.

It knows every published number and per cent, which pupils each base is of, and nothing of
how the hidden cells were chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from tellback.disclosure import Hidden, SafeTable
from tellback.questionnaire.model import Questionnaire

Cells = dict[str, int]
NO_ANSWER = ("-9", "-7")


def possible(
    questionnaire: Questionnaire, tables: Sequence[SafeTable]
) -> dict[tuple[str, str], set[int]]:
    """(table, hidden cell) -> every count it may have, for all that is published."""
    found: dict[tuple[str, str], set[int]] = {}
    for table in tables:
        if table.kind == "measure" or table.hidden:
            continue
        unseen = [cell.id for cell in table.cells if isinstance(cell.count, Hidden)]
        tests = [
            test
            for other in tables
            if not other.hidden
            for test in (
                _measured(questionnaire, table, other),
                _routed(questionnaire, table, other),
            )
            if test
        ]
        for cells in _alone(table, unseen):
            if all(test(cells) for test in tests):
                for name in unseen:
                    found.setdefault((table.id, name), set()).add(cells[name])
    return found


def _alone(table: SafeTable, unseen: Sequence[str]) -> Iterator[Cells]:
    """Every table that fits what is published of this one alone, if anything of it is hidden."""
    if not unseen:
        return
    assert isinstance(table.base, int)
    known = {cell.id: cell.count for cell in table.cells if isinstance(cell.count, int)}
    left = table.base - sum(known.values()) if table.exclusive else table.base
    for counts in product(range(left + 1), repeat=len(unseen) - 1):
        # The last is what is left where all make up the base; else it may be anything.
        last = left - sum(counts)
        for one in [last] if table.exclusive else range(left + 1):
            cells = known | dict(zip(unseen, (*counts, one), strict=True))
            if one >= 0 and (table.exclusive or _ticks(cells, table.base)):
                yield cells


def _answered(cells: Cells, base: int) -> int:
    return base - sum(cells.get(name, 0) for name in NO_ANSWER)


def _ticks(cells: Cells, base: int) -> bool:
    """Each who answered ticked one choice or more, and each choice once."""
    ticks = [count for name, count in cells.items() if name not in NO_ANSWER]
    answered = _answered(cells, base)
    return max(ticks) <= answered <= sum(ticks)


def _measured(
    questionnaire: Questionnaire, table: SafeTable, other: SafeTable
) -> Callable[[Cells], bool] | None:
    """Whether a published measure of the table's variable fits; None for another's."""
    measure = next((one for one in questionnaire.measures if one.id == other.id), None)
    if other.kind != "measure" or not measure or measure.where or measure.variable != table.id:
        return None
    count, base = other.cells[0].count, table.base
    if isinstance(count, Hidden):
        return None
    assert isinstance(base, int)

    def fits(cells: Cells) -> bool:
        parts = [cells[choice] for choice in measure.choices]
        if table.exclusive:
            return sum(parts) == count
        return max(parts) <= count <= min(sum(parts), _answered(cells, base))

    return fits


def _routed(
    questionnaire: Questionnaire, table: SafeTable, other: SafeTable
) -> Callable[[Cells], bool] | None:
    """Whether a published base that is one choice of the table fits; None for another."""
    if other.kind != "variable":
        return None
    for cell in table.cells:
        one_choice = f"${{{table.id}}} = '{cell.id}'"
        if questionnaire.rules_of(other.id) == (one_choice,):
            return lambda cells, name=cell.id: bool(cells[name] == other.base)
    return None


def differences(
    tables: Mapping[str, SafeTable], questionnaire: Questionnaire, everyone: int
) -> Iterator[tuple[str, int]]:
    """What is left where published bases and counts are subtracted from one another."""
    for table in tables.values():
        if table.hidden:
            continue
        assert isinstance(table.base, int)
        if table.kind == "measure":
            yield from _of_measure(tables, questionnaire, table)
            continue
        yield table.id, everyone - table.base
        for rule in questionnaire.rules_of(table.id):
            for part in rule.split(" and "):
                variable, choice = part.removeprefix("${").removesuffix("'").split("} = '")
                count = _count(tables[variable], choice)
                if count is not None:
                    yield table.id, count - table.base


def _of_measure(
    tables: Mapping[str, SafeTable], questionnaire: Questionnaire, table: SafeTable
) -> Iterator[tuple[str, int]]:
    (measure,) = (one for one in questionnaire.measures if one.id == table.id)
    count, of = table.cells[0].count, tables[measure.variable]
    if isinstance(count, Hidden):
        return
    assert isinstance(table.base, int)
    yield table.id, count
    yield table.id, table.base - count
    parts = [_count(of, choice) for choice in measure.choices]
    if None in parts or isinstance(of.base, Hidden) or measure.of == "everyone":
        return
    counts = [part for part in parts if part is not None]
    if of.exclusive:
        outside = sum(counts) - count
        yield table.id, outside
        yield table.id, of.base - table.base
        yield table.id, of.base - table.base - outside
    elif not measure.where:
        yield from ((table.id, count - one) for one in counts)
        if len(counts) == 2:
            yield table.id, sum(counts) - count


def _count(table: SafeTable, choice: str) -> int | None:
    found = [cell.count for cell in table.cells if cell.id == choice]
    return found[0] if found and isinstance(found[0], int) else None
