"""The counts that stay open, as linear programmes: one for each set of questions joined by sums."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from tellback.disclosure.attack.columns import NUMBER_OF_PUPILS
from tellback.disclosure.attack.relations import Flags, Relations, Whole
from tellback.disclosure.attack.system import System

JOINED = 2000
"""Open counts up to which all questions are one programme; more are taken question by question.

What joins questions that no route joins is only the numbers of pupils, where those are hidden.
"""


@dataclass(frozen=True, eq=False)
class Piece:
    """Open counts and the sums among them: lower <= matrix @ counts <= upper."""

    group: Whole
    column: Whole
    matrix: sparse.csr_array
    lower: Whole
    upper: Whole
    least: Whole
    most: Whole


FREE = -(1 << 60)
"""The lower side of a relation that has only an upper one."""


def pieces_of(system: System) -> Iterator[Piece]:
    """The programmes of all open counts; each holds the open numbers of pupils too."""
    is_open = system.bounds.least < system.bounds.most
    pupils = np.array([NUMBER_OF_PUPILS])
    for columns in _joined(system, is_open):
        yield _piece(system, np.concatenate((pupils, columns)))


def pupils_piece(system: System) -> Piece:
    """The programme of the numbers of pupils alone."""
    return _piece(system, np.array([NUMBER_OF_PUPILS]))


def _joined(system: System, is_open: Flags) -> list[Whole]:
    """Columns that must be taken together, as far as any of them is open."""
    relations = system.among_columns
    joins: Any = relations.matrix.copy()
    if not is_open[:, NUMBER_OF_PUPILS].any() or np.count_nonzero(is_open) > JOINED:
        apart = (np.arange(relations.width) != NUMBER_OF_PUPILS).astype(np.int64)
        joins = joins @ sparse.diags_array(apart, dtype=np.int64)
    number, label = sparse.csgraph.connected_components(joins.T @ joins, directed=False)
    open_columns: Flags = np.asarray(is_open.any(axis=0))
    open_columns[NUMBER_OF_PUPILS] = False
    order = np.argsort(label, kind="stable")
    ends = np.searchsorted(label[order], np.arange(number + 1))
    found = [order[ends[one] : ends[one + 1]] for one in range(number)]
    return [columns for columns in found if open_columns[columns].any()]


def _piece(system: System, columns: Whole) -> Piece:
    """The programme of the open counts in some columns."""
    least, most = system.bounds.least[:, columns], system.bounds.most[:, columns]
    name = np.full(least.shape, -1, dtype=np.int64)
    group, place = np.nonzero(least < most)
    name[group, place] = np.arange(len(group))
    known = np.where(name >= 0, 0, least)
    parts = [
        _rows(system.among_groups, name, known),
        _rows(_within(system.among_columns, columns), name.T, known.T),
    ]
    matrix = sparse.vstack([one[0] for one in parts], format="csr")
    return Piece(
        group=group,
        column=columns[place],
        matrix=sparse.csr_array(matrix, shape=(matrix.shape[0], len(group))),
        lower=np.concatenate([one[1] for one in parts]),
        upper=np.concatenate([one[2] for one in parts]),
        least=least[group, place],
        most=most[group, place],
    )


def _within(relations: Relations, columns: Whole) -> Relations:
    """The relations all of whose terms are among some columns, over these."""
    place = np.full(relations.width, -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    outside = np.bincount(relations.row, weights=place[relations.of] < 0, minlength=relations.rows)
    kept = outside == 0
    term = kept[relations.row]
    return Relations(
        width=len(columns),
        row=(np.cumsum(kept) - 1)[relations.row[term]],
        of=place[relations.of[term]],
        times=relations.times[term],
        at_most=relations.at_most[kept],
        implied=relations.implied[kept],
    )


def _rows(relations: Relations, name: Whole, known: Whole) -> tuple[sparse.csr_array, Whole, Whole]:
    """The relations at every place where one of their counts is open, those implied left out.

    `name` (counts x places) is each open count's number, or -1.
    """
    term = np.flatnonzero(~relations.implied[relations.row])
    which, place = np.nonzero(name[relations.of[term]] >= 0)
    term = term[which]
    key = relations.row[term] * name.shape[1] + place
    rows, row = np.unique(key, return_inverse=True)
    matrix = sparse.csr_array(
        (relations.times[term], (row, name[relations.of[term], place])),
        shape=(len(rows), int(name.max(initial=-1)) + 1),
    )
    relation, at = np.divmod(rows, name.shape[1])
    upper = -np.asarray(relations.matrix @ known)[relation, at]
    return matrix, np.where(relations.at_most[relation], FREE, upper), upper
