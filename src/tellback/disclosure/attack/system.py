"""Everything that one wave's releases tell, as counts between bounds and the sums among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from tellback.disclosure.attack.columns import SILENT, Columns, stranger
from tellback.disclosure.attack.fault import AttackFault
from tellback.disclosure.attack.filled import fill
from tellback.disclosure.attack.groups import NOT_SAID, Groups
from tellback.disclosure.attack.ledger import Bounds, Ledger
from tellback.disclosure.attack.published import Published
from tellback.disclosure.attack.relations import Book, Flags, Relations
from tellback.disclosure.attack.sheet import Sheet, Whom
from tellback.disclosure.attack.thresholds import Thresholds
from tellback.questionnaire.expression import ExpressionFault


@dataclass(frozen=True, eq=False)
class System:
    """Counts as groups x columns, with bounds that are equal where a count is published.

    `among_groups` holds in every column, `among_columns` in every group.
    """

    wave: str
    thresholds: Thresholds
    groups: tuple[Whom, ...]
    inferred: Flags
    """Of each group: the files show no group of its kind."""
    columns: Columns
    bounds: Bounds
    shown_bases: Flags
    """The base of the table that a count stands in is published."""
    settled: Flags
    """What a group's own definition tells, such as that no boy said to be a girl; and what is
    published of a whole: where nobody in the borough gave an answer, nobody in a school did."""
    among_groups: Relations
    among_columns: Relations


def system_of(sheets: Sequence[Sheet], *, crossed: bool = False) -> System:
    """The system of one wave; `sheets` are its releases, the earliest first.

    `crossed` adds what no table shows: each split within each area that is shown whole.
    Raises AttackFault where published bases contradict each other, or are of nothing asked.
    """
    last = sheets[-1].published
    listed = dict.fromkeys(cell for sheet in sheets for cell in sheet.cells)
    columns = _columns(last, listed)
    filled = [fill(sheet, columns) for sheet in sheets]
    groups = [
        Groups(
            one.sheet.groups,
            one.sheet.published.areas,
            columns.choices_of_split,
            one.pupils,
            crossed=crossed,
        )
        for one in filled
    ]
    ledger = Ledger([(one, of.all) for one, of in zip(filled, groups, strict=True)])
    book = Book()
    for of, place in zip(groups, ledger.places, strict=True):
        of.relate(place, book)
    ledger.relate(book)
    bounds, among_groups = ledger.bounds(), book.relations(len(ledger.groups))
    known = bounds.least == bounds.most
    settled = _nobody(bounds, among_groups) | _settle(bounds, ledger.groups, columns)
    return System(
        wave=sheets[-1].wave,
        thresholds=last.thresholds,
        groups=ledger.groups,
        inferred=np.array([not any(of.is_shown(one) for of in groups) for one in ledger.groups]),
        columns=columns,
        bounds=bounds,
        shown_bases=known[:, columns.bases],
        settled=settled,
        among_groups=among_groups,
        among_columns=columns.relations,
    )


def _columns(published: Published, listed: Collection[tuple[str, str]]) -> Columns:
    for name, choice in listed:
        if stranger(published.questionnaire, (name, choice)):
            msg = (
                f"The release {published.name} cannot be attacked: its tables have `{choice}` of "
                f"`{name}`, and its questionnaire has not. Build the release anew."
            )
            raise AttackFault(msg)
    try:
        return Columns(published.questionnaire, listed)
    except (KeyError, ExpressionFault) as fault:
        msg = (
            f"The release {published.name} cannot be attacked: its questionnaire contradicts "
            f"itself ({fault}). See what `tellback questionnaire check` says of it."
        )
        raise AttackFault(msg) from fault


def _nobody(bounds: Bounds, among_groups: Relations) -> Flags:
    """Counts of parts of groups of whom it is published that nobody is counted."""
    none: Flags = bounds.listed & ~bounds.hidden & (bounds.most == 0)
    whole = among_groups.times < 0
    parts_of = np.zeros(among_groups.rows, dtype=np.int64)
    parts_of[among_groups.row[whole]] = among_groups.of[whole]
    row, part = among_groups.row[~whole], among_groups.of[~whole]
    before = -1
    while before != (now := int(np.count_nonzero(none))):
        before = now
        np.logical_or.at(none, part, none[parts_of[row]])
    return none & bounds.hidden


def _settle(bounds: Bounds, groups: Sequence[Whom], columns: Columns) -> Flags:
    """Pupils split by what they said to a question said that, and nothing else, to it."""
    settled = np.zeros(bounds.least.shape, dtype=np.bool_)
    for at, whom in enumerate(groups):
        for name, value in zip(whom.split, whom.value, strict=True):
            of = columns.split_columns(name)
            settled[at, list(of.values())] = True
            for choice, column in of.items():
                silent = value == NOT_SAID and choice in SILENT
                if choice != value and not silent:
                    bounds.most[at, column] = 0
    return settled
