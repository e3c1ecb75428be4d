"""Everything that one wave's releases tell, as counts between bounds and the sums among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tellback.disclosure.attack.columns import NUMBER_OF_PUPILS, Columns
from tellback.disclosure.attack.fault import AttackFault
from tellback.disclosure.attack.groups import NOT_SAID, Groups
from tellback.disclosure.attack.ledger import Ledger
from tellback.disclosure.attack.relations import Book, Flags, Relations, Whole
from tellback.disclosure.attack.sheet import NOTHING, Sheet, Whom

FEW_ASKED = "few_asked"


@dataclass(frozen=True, eq=False)
class System:
    """Counts as groups x columns. `least` and `most` are known bounds, equal where published.

    `among_groups` holds in every column, `among_columns` in every group.
    """

    wave: str
    groups: tuple[Whom, ...]
    columns: Columns
    cells: tuple[tuple[str, str], ...]
    """(variable, choice) of each column; empty words for bases."""
    bases: Whole
    """The column of each column's base; its own for bases."""
    least: Whole
    most: Whole
    percent: Whole
    """NOTHING, or the per cent published in place of a count."""
    hidden: Flags
    """A row of the files has it and not its count."""
    settled: Flags
    """What a group's own definition tells, such as that no boy said to be a girl."""
    among_groups: Relations
    among_columns: Relations


def system_of(sheets: Sequence[Sheet]) -> System:
    """The system of one wave; `sheets` are its releases, the earliest first.

    Raises AttackFault where published numbers contradict each other.
    """
    questionnaire = sheets[-1].published.questionnaire
    listed = dict.fromkeys(cell for sheet in sheets for cell in sheet.cells)
    columns = Columns(questionnaire, listed)
    column_of = {
        (name, choice): column
        for name, table in columns.tables.items()
        for choice, column in table.choices.items()
    }
    bases = np.arange(columns.width)
    cells = [("", "")] * columns.width
    for (name, choice), column in column_of.items():
        bases[column] = columns.tables[name].bases
        cells[column] = (name, choice)
    book = Book()
    ledger = Ledger([_filled(sheet, columns, column_of, bases) for sheet in sheets])
    for at, sheet in enumerate(sheets):
        groups = Groups(
            sheet.groups,
            sheet.published.areas,
            lambda name: _choices(columns, name),
            lambda whom, at=at: ledger.pupils(at, whom),
        )
        groups.relate(ledger.place(at, groups.all), book)
    ledger.relate(book)
    whole = ledger.whole()
    settled = _settle(whole.least, whole.most, ledger.groups, columns)
    return System(
        wave=sheets[-1].wave,
        groups=ledger.groups,
        columns=columns,
        cells=tuple(cells),
        bases=bases,
        least=whole.least,
        most=whole.most,
        percent=whole.percent,
        hidden=whole.hidden,
        settled=settled,
        among_groups=book.relations(len(ledger.groups)),
        among_columns=columns.relations,
    )
