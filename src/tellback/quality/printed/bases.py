"""Of how many pupils a printed per cent is: what the figures beside it tell of its base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tellback.quality.printed.figure import ALL, EVERYONE, PrintedFigure, Range

SEXES = (frozenset({"female", "male"}), frozenset({"girls", "boys"}))
"""Groups that are known to be of one split though no figure says so."""


@dataclass(frozen=True)
class Bases:
    """The bases that a file of figures tells."""

    figures: Sequence[PrintedFigure]

    @cached_property
    def named(self) -> dict[tuple[str, str], Range]:
        """(year, whom in words) -> how many they are."""
        return _named(self.figures)

    @cached_property
    def cells(self) -> dict[tuple[str, ...], list[PrintedFigure]]:
        """Of each cell the figures."""
        found: dict[tuple[str, ...], list[PrintedFigure]] = {}
        for one in self.figures:
            found.setdefault(one.cell, []).append(one)
        return found

    @cached_property
    def _shares(self) -> dict[tuple[str, str], PrintedFigure]:
        """(year, group) -> the first figure that says which per cent of the pupils are of it."""
        found: dict[tuple[str, str], PrintedFigure] = {}
        for one in self.figures:
            group = one.answer.casefold()
            if one.unit == "percent" and one.group in {ALL, group}:
                found.setdefault((one.year, group), one)
        return found

    def of(self, figure: PrintedFigure) -> Range | None:
        """How many pupils the figure is of, or None where nothing tells."""
        return self._whole(figure) or self._part(figure)

    def share_of(self, group: str, year: str) -> PrintedFigure | None:
        """The figure that says which per cent of the pupils are of `group`."""
        return self._shares.get((year, group))

    def split_of(self, group: str, year: str) -> frozenset[str]:
        """The groups that `group` is one of, no pupil in two of them; itself alone if unknown."""
        share = self.share_of(group, year)
        if share is not None:
            return frozenset(
                one.answer.casefold()
                for one in self.figures
                if (one.year, one.measure, one.question) == (year, share.measure, share.question)
            )
        return next((pair for pair in SEXES if group in pair), frozenset({group}))

    def _whole(self, figure: PrintedFigure) -> Range | None:
        if figure.own_base is not None:
            return Range(figure.own_base, figure.own_base)
        as_written = self.named.get((figure.year, figure.noun))
        return as_written or self.named.get((figure.year, figure.who))

    def _part(self, figure: PrintedFigure) -> Range | None:
        """Those of one group, from the group's own per cent of a base that is known."""
        share = self.share_of(figure.group, figure.year)
        if share is None or figure.whose == figure.who:
            return None
        whole = self._whole(share)
        if whole is None or self.named.get((figure.year, figure.whose), whole) != whole:
            return None
        return share.pupils(whole) if figure.whose == (share.who or EVERYONE) else None


def _named(figures: Sequence[PrintedFigure]) -> dict[tuple[str, str], Range]:
    """Bases with a number, as written and by whom they mean; one with two numbers is left out.

    A count of `respondents` says how many `all respondents` are.
    """
    said: dict[tuple[str, str], set[int]] = {}
    for one in figures:
        if one.own_base is not None and one.who:
            for key in {one.noun, one.who}:
                said.setdefault((one.year, key), set()).add(one.own_base)
    counted: dict[tuple[str, str], set[int]] = {}
    for one in figures:
        if one.unit == "count" and one.group == ALL and one.answer:
            key = one.answer.casefold().removeprefix(f"{ALL} ")
            counted.setdefault((one.year, key), set()).add(int(one.number))
    return {
        key: Range(min(held), max(held))
        for key, held in (counted | said).items()
        if key[1] and len(held) == 1
    }
