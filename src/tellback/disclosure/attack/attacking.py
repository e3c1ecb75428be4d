"""The attack itself: read, narrow, bound, judge."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tellback.disclosure.attack.bounding import Ends, Wanted, ends_of
from tellback.disclosure.attack.judged import asked_of
from tellback.disclosure.attack.narrowing import contradiction, narrow
from tellback.disclosure.attack.piece import Piece, pieces_of, pupils_piece
from tellback.disclosure.attack.programme import Contradiction
from tellback.disclosure.attack.published import read_published
from tellback.disclosure.attack.relations import Flags
from tellback.disclosure.attack.report import AttackReport, Found
from tellback.disclosure.attack.sheet import ALL, JOIN, Sheet, sheets_of
from tellback.disclosure.attack.system import System, system_of


def attack(*releases: Path, intervals: bool = False, crossings: bool = False) -> AttackReport:
    """What a stranger can work out of the hidden counts of a release.

    Several directories are releases from the earliest to the latest; those of the same wave are
    taken together, and what is hidden in one and shown in another is shown. With `intervals` both
    ends of every hidden count are found, which takes longer. With `crossings` the groups are
    thought of that no file has, such as the girls of each school where only schools and girls
    are shown: the tables must fit together through them. Raises AttackFault with a sentence.
    """
    waves: dict[str, list[Sheet]] = {}
    for directory in releases:
        for sheet in sheets_of(read_published(directory)):
            waves.setdefault(sheet.wave, []).append(sheet)
    reports = [
        _attack_wave(system_of(sheets, crossed=crossings), intervals=intervals)
        for sheets in waves.values()
    ]
    return AttackReport(
        hidden=sum(one.hidden for one in reports),
        exact=tuple(found for one in reports for found in one.exact),
        too_narrow=tuple(found for one in reports for found in one.too_narrow),
        intervals=tuple(found for one in reports for found in one.intervals),
    )


def _attack_wave(system: System, *, intervals: bool) -> AttackReport:
    narrow(system)
    _bound_pupils(system)
    asked = asked_of(system)
    bounds = system.bounds
    for piece in pieces_of(system):
        at = piece.group, piece.column
        ends = _ends(system, piece, asked.wanted(at, exactly=intervals))
        # Numbers of pupils stand in several pieces: the narrowest bounds hold.
        bounds.least[at] = np.maximum(bounds.least[at], ends.least)
        bounds.most[at] = np.minimum(bounds.most[at], ends.most)
    return AttackReport(
        hidden=int(np.count_nonzero(bounds.hidden)),
        exact=_found(system, asked.exact(bounds.least, bounds.most)),
        too_narrow=_found(system, asked.narrow(bounds.least, bounds.most)),
        intervals=_found(system, asked.hidden & bounds.hidden) if intervals else (),
    )


def _bound_pupils(system: System) -> None:
    """The numbers of pupils come first: they bound every table that all are asked."""
    piece = pupils_piece(system)
    if not len(piece.group):
        return
    everything = np.ones(len(piece.group), dtype=np.bool_)
    none = np.zeros(len(piece.group), dtype=np.int64)
    ends = _ends(system, piece, Wanted(everything, none, none, ~everything, everything))
    system.bounds.least[piece.group, piece.column] = ends.least
    system.bounds.most[piece.group, piece.column] = ends.most
    narrow(system)


def _ends(system: System, piece: Piece, wanted: Wanted) -> Ends:
    try:
        return ends_of(piece, wanted)
    except Contradiction as fault:
        raise contradiction(system, int(piece.group[0]), int(piece.column[0])) from fault


def _found(system: System, which: Flags) -> tuple[Found, ...]:
    """Those counts, in the order of groups and columns."""
    cells, bounds = system.columns.cells, system.bounds
    return tuple(
        Found(
            wave=system.wave,
            level=system.groups[group].level,
            area=system.groups[group].area,
            split=JOIN.join(system.groups[group].split) or ALL,
            group=JOIN.join(system.groups[group].value) or ALL,
            variable=cells[column][0],
            choice=cells[column][1],
            lo=int(bounds.least[group, column]),
            hi=int(bounds.most[group, column]),
        )
        for group, column in np.argwhere(which).tolist()
    )
