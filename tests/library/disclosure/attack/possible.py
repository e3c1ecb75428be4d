"""The slow way to attack: every set of pupils there could be, kept if it fits what is published.

It knows no sums: each set of pupils is counted, and compared with the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt

from tests.library.disclosure.attack.releases import Cell, Group, Row, Survey, cell_of

Counts = npt.NDArray[np.int16]
MOST_PAIRS = 400_000


class TooMany(Exception):
    """More sets of pupils than are worth counting."""


@cache
def sets_of(kinds: int, pupils: int) -> Counts:
    """Every way to have so many pupils of so many kinds: a row each, the pupils of each kind."""
    found = list(combinations_with_replacement(range(kinds), pupils))
    rows = np.zeros((len(found), kinds), dtype=np.int16)
    for at, one in enumerate(found):
        for kind in one:
            rows[at, kind] += 1
    return rows


class Possible:
    """The counts that two schools can have, as ranges."""

    def __init__(
        self,
        survey: Survey,
        rows: Sequence[Row],
        schools: Sequence[str],
        most: int,
        least_base: int,
    ) -> None:
        self._survey = survey
        self._rows = rows
        self._schools = schools
        self._least_base = least_base
        groups = dict.fromkeys((str(row["split"]), str(row["group"])) for row in rows)
        self._names = [
            (split, value, variable, choice)
            for split, value in groups
            for variable, table in survey.tables.items()
            for choice in ("", *table.choices)
        ]
        self._place = {name: at for at, name in enumerate(self._names)}
        self._counts = np.array(
            [[self._counts_of(kind, name) for name in self._names] for kind in survey.kinds],
            dtype=np.int16,
        )
        self._each = [self._of_school(school, most) for school in schools]

    def ranges(self) -> dict[Cell, tuple[int, int]]:
        """(least, most) of each count of the files, over all pupils that fit."""
        one, other = self._each
        if len(one) * len(other) > MOST_PAIRS:
            raise TooMany
        fits = np.ones((len(one), len(other)), dtype=np.bool_)
        for place, low, high, based, share in self._told("borough", "borough"):
            sums = one[:, place][:, None] + other[:, place][None]
            fits &= (sums >= low) & (sums <= high)
            if share >= 0:
                fits &= _has_share(sums, one[:, based][:, None] + other[:, based][None], share)
        left = {self._schools[0]: one[fits.any(1)], self._schools[1]: other[fits.any(0)]}
        found = {}
        for row in self._rows:
            cell = cell_of(row)
            place = self._place[cell[2:]]
            if cell[0] == "school":
                values = left[cell[1]][:, place]
            else:
                values = (one[:, place][:, None] + other[:, place][None])[fits]
            found[cell] = int(values.min()), int(values.max())
        return found

    def _counts_of(self, kind: dict[str, str], name: tuple[str, str, str, str]) -> bool:
        split, value, variable, choice = name
        table = self._survey.tables[variable]
        inside = Group("borough", "", split, value).holds(kind)
        if not choice:
            return inside and table.asked(kind)
        return inside and table.says(variable, kind, choice)

    def _of_school(self, school: str, most: int) -> Counts:
        """What a school's counts can be, whatever the other's are."""
        kinds = len(self._survey.kinds)
        every = []
        for pupils in range(most + 1):
            counts = sets_of(kinds, pupils) @ self._counts
            fits = np.ones(len(counts), dtype=np.bool_)
            for place, low, high, based, share in self._told("school", school):
                fits &= (counts[:, place] >= low) & (counts[:, place] <= high)
                if share >= 0:
                    fits &= _has_share(counts[:, place], counts[:, based], share)
            every.append(counts[fits])
        return np.unique(np.concatenate(every), axis=0)

    def _told(self, level: str, area: str) -> Iterator[tuple[int, int, int, int, int]]:
        """(place, least, most, place of the base, per cent or -1) as told of an area."""
        for row in self._rows:
            if (row["level"], row["area"]) != (level, area):
                continue
            *of, choice = cell_of(row)[2:]
            place, based = self._place[(*of, choice)], self._place[(*of, "")]
            if row["base"] != "":
                yield based, int(str(row["base"])), int(str(row["base"])), based, -1
            elif row["hidden"] == "few_asked":
                yield based, 0, self._least_base - 1, based, -1
            if row["count"] != "":
                yield place, int(str(row["count"])), int(str(row["count"])), based, -1
            elif row["percent"] != "":
                yield place, 0, 1000, based, int(str(row["percent"]))


def _has_share(counts: Counts, bases: Counts, share: int) -> npt.NDArray[np.bool_]:
    """Whether counts come to a per cent of their bases, halves up; of nobody it is 0."""
    some = np.maximum(bases, 1).astype(np.int64)
    return np.asarray(np.where(bases > 0, (200 * counts + some) // (2 * some), 0) == share)
