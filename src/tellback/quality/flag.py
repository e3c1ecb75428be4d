"""A response that somebody should look at, and why. Never what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a response is flagged, as files say it."""

    STRAIGHT_GRIDS = "straight_grids"
    LONG_RUN = "long_run"
    FEW_ANSWERS = "few_answers"
    IMPOSSIBLE = "impossible"
    ALIKE = "alike"


WORDS = {
    Reason.STRAIGHT_GRIDS: "the same answer all the way down in several grids",
    Reason.LONG_RUN: "the same answer many times in a row",
    Reason.FEW_ANSWERS: "hardly anything answered",
    Reason.IMPOSSIBLE: "answers that cannot all be so",
    Reason.ALIKE: "the same answers throughout as another pupil of the school",
}
"""Reason -> how a report says it."""


@dataclass(frozen=True, slots=True, order=True)
class Flag:
    """One reason to look at one response.

    `row` is its place in the snapshot, whose rows were shuffled: it tells nothing of the pupil.
    `detail` says how much and never what: the id of the rule that was broken, or a number.
    """

    row: int
    reason: Reason
    detail: str

    @property
    def key(self) -> str:
        """How a file of decisions names it, such as `17.few_answers`; one response, one key."""
        broken = f".{self.detail}" if self.reason is Reason.IMPOSSIBLE else ""
        return f"{self.row}.{self.reason}{broken}"
