"""One release's published numbers, set out as groups x columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tellback.disclosure.attack.columns import NUMBER_OF_PUPILS, Columns
from tellback.disclosure.attack.fault import AttackFault
from tellback.disclosure.attack.relations import Flags, Whole
from tellback.disclosure.attack.sheet import NOTHING, Sheet, Whom

FEW_ASKED = "few_asked"
MOST = 1 << 27
"""More pupils than a country has: the bound of what nothing is known of."""


@dataclass(frozen=True, eq=False)
class Filled:
    """The bounds that the rows of one sheet give; the rows of the arrays are its groups."""

    sheet: Sheet
    least: Whole
    most: Whole
    percent: Whole
    listed: Flags
    """The files have a row for it."""
    shown: Flags
    """A row of the files has its count."""

    def pupils(self, whom: Whom) -> int | None:
        """A group's number of pupils, where it is published."""
        at = self.place.get(whom)
        if at is None or self.least[at, NUMBER_OF_PUPILS] != self.most[at, NUMBER_OF_PUPILS]:
            return None
        return int(self.least[at, NUMBER_OF_PUPILS])

    @cached_property
    def known(self) -> Flags:
        """What is published, counts and bases."""
        return np.asarray(self.least == self.most)

    @cached_property
    def place(self) -> dict[Whom, int]:
        """Group -> its row."""
        return {whom: at for at, whom in enumerate(self.sheet.groups)}


def fill(sheet: Sheet, columns: Columns) -> Filled:
    """Sets the rows out. Raises AttackFault where two bases that must be one are not."""
    shape = (len(sheet.groups), columns.width)
    least, most = np.zeros(shape, dtype=np.int64), np.full(shape, MOST, dtype=np.int64)
    percent = np.full(shape, NOTHING, dtype=np.int64)
    listed = np.zeros(shape, dtype=np.bool_)
    group = sheet.group
    column = columns.places(sheet.cells)[sheet.cell]
    listed[group, column] = True
    shown = sheet.count != NOTHING
    told = np.zeros(shape, dtype=np.bool_)
    told[group[shown], column[shown]] = True
    least[group[shown], column[shown]] = sheet.count[shown]
    most[group[shown], column[shown]] = sheet.count[shown]
    percent[group[~shown], column[~shown]] = sheet.percent[~shown]
    based = sheet.base != NOTHING
    to = columns.bases[column]
    np.maximum.at(least, (group[based], to[based]), sheet.base[based])
    np.minimum.at(most, (group[based], to[based]), sheet.base[based])
    few = ~based & (sheet.hidden == _place(sheet.codes, FEW_ASKED))
    fewer = sheet.published.thresholds.least_base - 1
    np.minimum.at(most, (group[few], to[few]), fewer)
    filled = Filled(sheet, least, most, percent, listed, told)
    _check(filled)
    return filled


def _place(codes: tuple[str, ...], code: str) -> int:
    return codes.index(code) if code in codes else NOTHING


def _check(filled: Filled) -> None:
    wrong = np.argwhere(filled.least > filled.most)
    if len(wrong):
        whom = filled.sheet.groups[int(wrong[0][0])]
        msg = (
            f"The release {filled.sheet.published.name} cannot be attacked: tables of {whom.level} "
            f"{whom.area} that are asked of the same pupils have different bases. Build the "
            "release anew."
        )
        raise AttackFault(msg)
