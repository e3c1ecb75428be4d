"""One series of bars: what some pupils said to one question, and those who are left beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tellback.disclosure import Hidden, SafeTable
from tellback.disclosure.table import whole_percent
from tellback.inference import Interval, Sample, counted, wilson, wilson_of_population

WHOLE = 100
NOBODY = Hidden("Nobody else was asked")


@dataclass(frozen=True)
class Side:
    """Counts by the ids of answers, over their base; each a number, or the reason why not."""

    words: str
    """As a heading says it: `A girl`, `The rest of the borough`."""
    base: int | Hidden
    counts: Mapping[str, int | Hidden]
    name: str
    """As a sentence says it: `the rest of the borough`."""
    on_roll: float | None = None
    """Pupils on roll for each one who answered, 1 or more; None where the roll is not known."""
    against: Side | None = None
    """Those it is compared with, of whom it is no part."""

    def count(self, choice: str) -> int | Hidden:
        """How many gave an answer; an answer that a table does not show is one nobody gave."""
        return self.base if isinstance(self.base, Hidden) else self.counts.get(choice, 0)

    def shown(self, choice: str) -> tuple[int, int] | None:
        """Count and base, where both are shown and somebody was asked."""
        count = self.count(choice)
        if isinstance(count, Hidden) or isinstance(self.base, Hidden) or not self.base:
            return None
        return count, self.base

    def said(self, choice: str) -> str:
        """The per cent as text; what only rounds to nought or to all says so."""
        if isinstance(self.count(choice), Hidden):
            return "hidden"
        shown = self.shown(choice)
        return percent_said(*shown) if shown else "no figure"

    def interval(self, choice: str) -> Interval | None:
        """Holds the per cent of all such pupils 19 times in 20; None where that is hidden.

        `on_roll` makes it about the pupils of the schools that took part; without, it is
        Wilson's about pupils like these.
        """
        shown = self.shown(choice)
        if shown is None:
            return None
        if self.on_roll is None:
            return wilson(*shown)
        return wilson_of_population(*shown, max(round(shown[1] * self.on_roll), shown[1]))

    def sample(self, choice: str) -> Sample | None:
        """As one side of a comparison; None where it is hidden."""
        shown = self.shown(choice)
        return counted(self.name, *shown) if shown else None


def percent_said(count: int, base: int) -> str:
    """`46%`, `less than 1%`, `more than 99%`; `base` is over 0."""
    percent = whole_percent(count, base)
    if percent == 0 and count:
        return "less than 1%"
    if percent == WHOLE and count != base:
        return "more than 99%"
    return f"{percent}%"


def side_of(table: SafeTable, words: str, *, name: str = "", on_roll: float | None = None) -> Side:
    """The side that a safe table is; `name` is what sentences call it, its words unless given."""
    return Side(
        words=words,
        base=table.hidden or table.base,
        counts={cell.id: cell.count for cell in table.cells},
        name=name or words,
        on_roll=None if on_roll is None else max(on_roll, 1.0),
    )


def rest_of(
    whole: SafeTable, part: Side, *, words: str, name: str, on_roll: float | None = None
) -> Side:
    """Those of `whole` who are not of `part`, wherever both are shown.

    What is hidden in either is hidden in the rest, for the same reason: nothing is worked out
    that a reader of the two could not. Raises ValueError where `part` is larger than `whole`.
    """
    every = side_of(whole, words, name=name, on_roll=on_roll)
    base = _less(every.base, part.base)
    if base == 0:
        return replace(every, base=NOBODY)
    ids = dict.fromkeys([*every.counts, *part.counts])
    counts = {one: _less(every.count(one), part.count(one)) for one in ids}
    return replace(every, base=base, counts=counts)


def _less(whole: int | Hidden, part: int | Hidden) -> int | Hidden:
    if isinstance(part, Hidden):
        return part
    if isinstance(whole, Hidden):
        return whole
    if part > whole:
        msg = f"{part} pupils cannot be part of {whole}. Give the tables of one release."
        raise ValueError(msg)
    return whole - part
