"""Lines of a question by how many gave some answer, the most often given first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tellback.disclosure import Hidden, SafeTable
from tellback.figure.headline import Reading
from tellback.figure.headline_words import facts_in, joined
from tellback.figure.said import Number, Piece, Said, said
from tellback.figure.side import percent_said
from tellback.release.held import TableKey, group_words
from tellback.report.material import Material
from tellback.report.outline import RankedOf

Tables = Mapping[TableKey, SafeTable]


def ranked_said(material: Material, of: RankedOf) -> tuple[Said, ...]:
    """The first lines in a sentence, of all pupils or by split.

    An order is told only where no line that is hidden can come before its last.
    """
    held = material.ground.borough
    if not of.by:
        return tuple(_ranked(material, of, held.whole, ""))
    called = material.outline.people.get(of.by, {})
    found = {
        value[0]: tables for (split, value), tables in held.groups.items() if split == (of.by,)
    }
    return tuple(
        one
        for value in ([value for value in called if value in found] or list(found))
        for one in _ranked(
            material, of, found[value], called.get(value) or _words(material, of, value)
        )
    )


def _words(material: Material, of: RankedOf, value: str) -> str:
    return f"pupils who said ‘{group_words(material.ground.questionnaire, ((of.by,), (value,)))}’"


def _ranked(material: Material, of: RankedOf, tables: Tables, people: str) -> Iterator[Said]:
    lines = [one for one in _lines(material, of, tables) if one.table.base != 0]
    shown = [one for one in lines if not isinstance(one.shown, Hidden)]
    best = sorted(shown, key=_most, reverse=True)[: of.first]
    of_whom: tuple[Piece, ...] = (", of ", *facts_in(people)) if people else ()
    start = (*facts_in(of.said), *of_whom)
    if not lines:
        return
    if not best or any(_most(one) >= _most(best[-1]) for one in lines if one not in shown):
        comma = "," if people else ""
        yield said(*start, comma, " cannot be told: some lines are hidden.")
        return
    yield said(*start, ": ", *joined([_line(one) for one in best]), ".")


def _lines(material: Material, of: RankedOf, tables: Tables) -> Iterator[Reading]:
    asked = next(one for one in material.ground.questionnaire.questions if one.id == of.question)
    for variable in asked.variables:
        if table := tables.get(("variable", variable)):
            yield Reading(table, of.choices, material.facts.release)


def _most(one: Reading) -> float:
    """The share who gave the answer; of a hidden one the largest that it can be."""
    shown = one.shown
    if not isinstance(shown, Hidden):
        return shown[0] / shown[1]
    base = one.table.base
    if isinstance(base, Hidden) or not one.table.exclusive:
        return 1.0
    others = (cell.count for cell in one.table.cells if cell.id not in one.choices)
    return 1 - sum(many for many in others if isinstance(many, int)) / base


def _line(one: Reading) -> tuple[Piece, ...]:
    count, base = one.shown if not isinstance(one.shown, Hidden) else (0, 1)
    row = one.table.row or one.table.title
    return ("‘", *facts_in(row), "’ (", Number(percent_said(count, base), one.source), ")")
