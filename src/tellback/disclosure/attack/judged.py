"""What the rule asks of each count: how much of it must be left open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tellback.disclosure.attack.bounding import Wanted
from tellback.disclosure.attack.columns import NOT_ANSWERED, NUMBER_OF_PUPILS
from tellback.disclosure.attack.groups import BOROUGH
from tellback.disclosure.attack.relations import Flags, Whole
from tellback.disclosure.attack.system import System


@dataclass(frozen=True, eq=False)
class Asked:
    """What is judged, as groups x columns.

    A `hidden` count may be any number; to be open it must reach `enough` and range over
    `spread`. One `unspoken` of, which no file has a row for, may be worked out if it is 0 or
    large; only what is known to be from 1 to less than `enough` is found.
    """

    hidden: Flags
    unspoken: Flags
    enough: Whole
    few: Flags
    """Of a group of so few pupils that nothing of it is shown; of any other, that nobody gave an
    answer would be shown by itself, and tells of nobody."""

    @property
    def spread(self) -> Whole:
        """How far apart the ends must be."""
        return self.enough - 1

    def wanted(self, at: tuple[Whole, Whole], *, exactly: bool) -> Wanted:
        """The same of some counts, for a piece; `exactly` asks for both ends of hidden ones."""
        unspoken = self.unspoken[at]
        return Wanted(
            asked=self.hidden[at] | unspoken,
            enough=self.enough[at],
            spread=self.spread[at],
            may_be_none=unspoken,
            exactly=self.hidden[at] & np.bool_(exactly),
        )

    def exact(self, least: Whole, most: Whole) -> Flags:
        """The counts that are found to be one number."""
        small = self.unspoken & (least > 0) & (least < self.enough)
        nobody = (most == 0) & ~self.few
        return np.asarray((least == most) & ((self.hidden & ~nobody) | small))

    def narrow(self, least: Whole, most: Whole) -> Flags:
        """Those that are found to be too little open."""
        known = (most < self.enough) | (most - least < self.spread)
        small = self.unspoken & (least > 0) & (most < self.enough)
        return np.asarray((least < most) & ((self.hidden & known) | small))


def asked_of(system: System) -> Asked:
    """What is judged of a system whose bounds are narrowed.

    Left out are what a group's definition tells, and tables that nobody was asked.
    """
    bounds, bases = system.bounds, system.columns.bases
    largest = bounds.most[:, bases]
    counted = np.array([bool(name) for name, _ in system.columns.cells])
    open_to_judge = counted & ~_no_secret(system) & ~system.settled & (largest > 0)
    levels = [system.thresholds.least_cell[whom.level] for whom in system.groups]
    enough = np.broadcast_to(np.array(levels)[:, None], largest.shape)
    pupils = bounds.most[:, [NUMBER_OF_PUPILS]]
    small = np.broadcast_to(pupils < system.thresholds.least_base, largest.shape)
    few = small & ~bounds.listed & ~system.inferred[:, None]
    hidden = open_to_judge & (bounds.hidden | few)
    unspoken = open_to_judge & ~bounds.listed & ~few
    # Of two pupils who were asked none can be five who answered, however much is hidden.
    within = np.where(system.shown_bases, enough, np.minimum(enough, largest))
    within = np.minimum(within, _published_wholes(system))
    return Asked(hidden, unspoken, np.where(unspoken, enough, within), small)


def _no_secret(system: System) -> Flags:
    """Columns of pupils who left the question out, by a rule that does not hide how many did."""
    if system.thresholds.no_answer == "hidden":
        return np.zeros(len(system.columns.cells), dtype=np.bool_)
    return np.array([choice == NOT_ANSWERED for _, choice in system.columns.cells])


def _published_wholes(system: System) -> Whole:
    """The most that anything can be of which each is a part, which bounds it by right.

    Where the borough's table says that 3 pupils gave an answer, or that no more than 4 did,
    nobody can be kept from seeing that in no school more did. Whether the whole is open
    enough is judged by itself.
    """
    bounds, sums = system.bounds, system.among_groups
    cap = np.full(bounds.most.shape, np.iinfo(np.int64).max)
    whole = sums.times < 0
    whole_of = np.zeros(sums.rows, dtype=np.int64)
    whole_of[sums.row[whole]] = sums.of[whole]
    row, part = sums.row[~whole], sums.of[~whole]
    larger = _in_the_borough(system)
    inside = larger != np.arange(len(larger))
    before = None
    while before is None or (cap != before).any():
        before = cap.copy()
        over = np.minimum(bounds.most, cap)
        np.minimum.at(cap, part, over[whole_of[row]])
        cap[inside] = np.minimum(cap[inside], over[larger[inside]])
    return cap


def _in_the_borough(system: System) -> Whole:
    """Of each group: the place of those in the whole borough who are split as they are."""
    borough = {
        (whom.split, whom.value): at
        for at, whom in enumerate(system.groups)
        # Pupils who came between two releases are not the borough.
        if (whom.level, whom.area) == (BOROUGH, BOROUGH)
    }
    own = enumerate(system.groups)
    return np.array([borough.get((whom.split, whom.value), at) for at, whom in own])
