"""What may be shown: counts, and in their place `Hidden` where there is something to hide.

A page, figure or file can take nothing else. Only this package makes them: the
constructors ask for its key, so that one made elsewhere is an error and not a leak.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from enum import StrEnum
from typing import Literal

from tellback.tabulation.group import EVERYONE, Group

KEY = object()
"""Known inside `disclosure` only; a test looks for other uses."""


class Forged(TypeError):
    """A safe table made outside `disclosure`."""


class Why(StrEnum):
    """Why something is hidden, as files say it; none tells whether a count is small itself."""

    SMALL = "small"
    """A small number of pupils, or it would tell one."""
    FEW_ASKED = "few_asked"
    FEW_SCHOOLS = "few_schools"
    SENSITIVE = "sensitive"
    LINKED = "linked"
    """All of a table: few pupils were led to it, or it would tell a small number elsewhere."""


@dataclass(frozen=True)
class Hidden:
    """Not zero, not missing: withheld, with the reason as readers see it."""

    reason: str
    code: Why = Why.SMALL


@dataclass(frozen=True)
class SafeCell:
    """One count and its whole per cent of the base, or both hidden."""

    id: str
    words: str
    role: Literal["choice", "no_answer"]
    count: int | Hidden
    percent: int | Hidden
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        """Refuse one that was not made here."""
        _refuse_unless(key)


@dataclass(frozen=True)
class SafeTable:
    """A table that may be shown; where all of it is `hidden`, so are its base and each cell."""

    id: str
    kind: Literal["variable", "measure"]
    question: str
    title: str
    row: str
    """For a grid's row: its words."""
    section: str
    base: int | Hidden
    base_words: str
    exclusive: bool
    """Whether each pupil asked is in one cell, so that the cells make up the base."""
    rule: str
    """The id of the rule it was protected by."""
    hidden: Hidden | None
    cells: tuple[SafeCell, ...]
    key: InitVar[object]
    group: Group = EVERYONE
    wave: str = ""

    def __post_init__(self, key: object) -> None:
        """Refuse one that was not made here."""
        _refuse_unless(key)


def whole_percent(count: int, base: int) -> int:
    """`count` of `base` (over 0) as a whole per cent, halves up, rounded once from the count."""
    return (200 * count + base) // (2 * base)


def _refuse_unless(key: object) -> None:
    if key is not KEY:
        msg = "Only tellback.disclosure makes safe tables: give raw tables to its protect()."
        raise Forged(msg)
