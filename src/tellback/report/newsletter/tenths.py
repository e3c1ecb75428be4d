"""A share as nine-year-olds can picture it: `8 in 10`, `nearly half`, `more than 7 in 10`.

A per cent is not taught before Year 6. What is said is always true: `8 in 10` is the share to the
nearest tenth and within a point and a half of it, `nearly` is a little below, `more than` above.
"""

from __future__ import annotations

from dataclasses import dataclass

GLUE = "\u00a0"
"""A space at which no line ends."""
TEN, HALF = 10, 5
FAIR = 3
"""Twice the points of a hundred that a plain tenth may be off."""
NEARLY = 6
"""Twice the points that the share may lie below what it is called nearly."""
TWICE_A_TENTH = 20


@dataclass(frozen=True, slots=True)
class Tenths:
    """`before` the number, such as `Nearly `, and the number itself."""

    before: str
    number: str

    @property
    def text(self) -> str:
        """Both."""
        return self.before + self.number


def tenths(count: int, base: int) -> Tenths:
    """How many in ten `count` of `base` pupils are. Raises ValueError for what is no share."""
    if base < 1 or not 0 <= count <= base:
        msg = f"{count} of {base} pupils is no share: give 0 to {max(base, 0)} of 1 or more."
        raise ValueError(msg)
    if count in (0, base):
        return Tenths("", "All" if count else "None")
    near = (20 * count + base) // (2 * base)
    over = 200 * count - TWICE_A_TENTH * near * base
    """Twice the points above the nearest tenth, times the base."""
    if near in (0, TEN):
        return Tenths("Nearly ", "all") if near else Tenths("Fewer than ", _in_ten(1))
    return _beside(near, over, base)


def _beside(near: int, over: int, base: int) -> Tenths:
    if abs(over) <= FAIR * base:
        return Tenths("", _in_ten(near).capitalize())
    if over > 0:
        return Tenths("More than ", _in_ten(near))
    if near > 1 and -over > NEARLY * base:
        return Tenths("More than ", _in_ten(near - 1))
    return Tenths("Nearly ", _in_ten(near))


def _in_ten(many: int) -> str:
    return "half" if many == HALF else GLUE.join((str(many), "in", "10"))
