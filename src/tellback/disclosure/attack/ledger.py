"""Releases of one wave beside each other: the same pupils, or the same and some more.

A group of which every number that both releases show is the same holds the same pupils, and what
either shows is known of both. Where a later release has more pupils and no count is smaller, the
earlier pupils are a part of the later ones, and those who came are a group of their own, of whom
nothing is published and much may be known. Where counts went up and down, answers were
corrected, and nothing is taken to be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tellback.disclosure.attack.columns import NUMBER_OF_PUPILS
from tellback.disclosure.attack.filled import MOST, Filled
from tellback.disclosure.attack.groups import BOROUGH
from tellback.disclosure.attack.relations import Book, Flags, Whole, minus, plus
from tellback.disclosure.attack.sheet import NOTHING, Whom

CAME = "came between two releases"
_EVERYONE = Whom(BOROUGH, BOROUGH)


@dataclass(frozen=True, eq=False)
class Bounds:
    """What all releases together publish, as groups x columns."""

    least: Whole
    most: Whole
    percent: Whole
    hidden: Flags
    listed: Flags


class Ledger:
    """The groups of several releases under numbers of their own."""

    def __init__(self, releases: Sequence[tuple[Filled, Iterable[Whom]]]) -> None:
        self._releases = [filled for filled, _ in releases]
        self._groups: list[Whom] = []
        self._differences: list[tuple[int, int, int]] = []
        self.places: list[Mapping[Whom, int]] = []
        """For each release: group -> its number."""
        for filled, groups in releases:
            self.places.append(self._enter(filled, groups))

    @property
    def groups(self) -> tuple[Whom, ...]:
        """Every group by its number; one that grew is there once for each release."""
        return tuple(self._groups)

    def relate(self, book: Book) -> None:
        """Writes that the larger is the smaller and those who came."""
        for larger, smaller, came in self._differences:
            book.equal([*minus(larger), *plus(smaller, came)])

    def bounds(self) -> Bounds:
        """What is published of each group in any release."""
        shape = (len(self._groups), self._releases[0].least.shape[1])
        least, most = np.zeros(shape, dtype=np.int64), np.full(shape, MOST, dtype=np.int64)
        percent = np.full(shape, NOTHING, dtype=np.int64)
        listed = np.zeros(shape, dtype=np.bool_)
        for filled, place in zip(self._releases, self.places, strict=True):
            at = [place[whom] for whom in filled.sheet.groups]
            least[at] = np.maximum(least[at], filled.least)
            most[at] = np.minimum(most[at], filled.most)
            percent[at] = np.maximum(percent[at], filled.percent)
            listed[at] |= filled.listed
        return Bounds(least, most, percent, listed & self._unshown(listed.shape), listed)

    def _unshown(self, shape: tuple[int, ...]) -> Flags:
        """Whose count no release shows."""
        shown = np.zeros(shape, dtype=np.bool_)
        for filled, place in zip(self._releases, self.places, strict=True):
            at = [place[whom] for whom in filled.sheet.groups]
            shown[at] |= filled.shown
        return ~shown

    def _enter(self, filled: Filled, groups: Iterable[Whom]) -> Mapping[Whom, int]:
        if not self.places:
            return {whom: self._new(whom) for whom in groups}
        before, earlier = self._releases[len(self.places) - 1], self.places[-1]
        place = {}
        for whom in groups:
            change = _change(before, filled, whom) if whom in earlier else None
            if change == 0:
                place[whom] = earlier[whom]
                continue
            place[whom] = self._new(whom)
            if change:
                pair = (place[whom], earlier[whom])
                larger, smaller = pair if change > 0 else pair[::-1]
                came = self._new(whom._replace(area=f"{whom.area} ({CAME})"))
                self._differences.append((larger, smaller, came))
        return place

    def _new(self, whom: Whom) -> int:
        self._groups.append(whom)
        return len(self._groups) - 1


def _change(before: Filled, after: Filled, whom: Whom) -> int | None:
    """1 where a group only grew, -1 where it only shrank, 0 where it is the same.

    None where nobody can tell.
    """
    pair = before.place.get(whom), after.place.get(whom)
    if pair[0] is None or pair[1] is None:
        return _unseen(before, after)
    known = before.known[pair[0]] & after.known[pair[1]]
    if not known.any():
        return _unseen(before, after)
    came = (after.least[pair[1]] - before.least[pair[0]])[known]
    if not came.any():
        return 0
    if not known[NUMBER_OF_PUPILS]:
        return None
    more = int(np.sign(after.least[pair[1], 0] - before.least[pair[0], 0]))
    return more if more and (came * more >= 0).all() else None


def _unseen(before: Filled, after: Filled) -> int | None:
    """Of a group without numbers: it is the same if the whole is."""
    numbers = before.pupils(_EVERYONE), after.pupils(_EVERYONE)
    return 0 if None not in numbers and numbers[0] == numbers[1] else None
