"""Of how many pupils a printed per cent is: what the figures beside it tell of its base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tellback.quality.printed.figure import ALL, EVERYONE, PrintedFigure, Range, whom

SEXES = (frozenset({"female", "male"}), frozenset({"girls", "boys"}))
"""Groups that are known to be of one split though no figure says so."""


@dataclass(frozen=True)
class Bases:
    """The bases that a file of figures tells."""

    figures: Sequence[PrintedFigure]
    named: dict[tuple[str, str], Range] = field(init=False)
    """(year, whom in words) -> how many they are."""

    def __post_init__(self) -> None:
        """Gather what each figure says of a base."""
        object.__setattr__(self, "named", _named(self.figures))

    def of(self, figure: PrintedFigure) -> Range | None:
        """How many pupils the figure is of, or None where nothing tells."""
        return self._whole(figure) or self._part(figure)

    def share_of(self, group: str, year: str) -> PrintedFigure | None:
        """The figure that says which per cent of the pupils are of `group`."""
        return next(
            (
                one
                for one in self.figures
                if one.answer == group and one.unit == "percent" and one.year == year
                if one.group in {ALL, group}
            ),
            None,
        )

    def split_of(self, group: str, year: str) -> frozenset[str]:
        """The groups that `group` is one of, no pupil in two of them; itself alone if unknown."""
        share = self.share_of(group, year)
        if share is not None:
            return frozenset(
                one.answer
                for one in self.figures
                if (one.year, one.measure, one.question) == (year, share.measure, share.question)
            )
        return next((pair for pair in SEXES if group in pair), frozenset({group}))

    def _whole(self, figure: PrintedFigure) -> Range | None:
        if figure.own_base is not None:
            return Range(figure.own_base, figure.own_base)
        return self.named.get((figure.year, figure.who))

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
    """Bases with a number; where two numbers are given for one, it is left to the rows."""
    said: dict[tuple[str, str], set[int]] = {}
    for one in figures:
        if one.own_base is not None and one.who:
            said.setdefault((one.year, one.who), set()).add(one.own_base)
    counted: dict[tuple[str, str], set[int]] = {}
    for one in figures:
        if one.unit == "count" and one.group == ALL and one.answer:
            key = (one.year, whom(one.answer.casefold()))
            counted.setdefault(key, set()).add(int(one.number))
    found = counted | said
    return {key: Range(min(held), max(held)) for key, held in found.items() if len(held) == 1}
