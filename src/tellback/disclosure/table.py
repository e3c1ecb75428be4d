"""What may be shown: counts, and in their place `Hidden` where there is something to hide.

A page, figure or file can take nothing else. Only this package makes them: the
constructors ask for its key, so that one made elsewhere is an error and not a leak.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

KEY = object()
"""Known inside `disclosure` only; a test looks for other uses."""


class Forged(TypeError):  # noqa: N818 - the house's word
    """A safe table made outside `disclosure`."""


@dataclass(frozen=True)
class Hidden:
    """Not zero, not missing: withheld, with the reason as readers see it."""

    reason: str


@dataclass(frozen=True)
class SafeCell:
    """One count and its whole per cent of the base, or both hidden."""

    id: str
    words: str
    count: int | Hidden
    percent: int | Hidden
    role: Literal["choice", "no_answer"] = "choice"


@dataclass(frozen=True)
class SafeTable:
    """A table that may be shown; `hidden` where all of it is withheld (then `cells` is empty)."""

    id: str
    kind: Literal["variable", "measure"]
    question: str
    title: str
    row: str
    section: str
    cells: tuple[SafeCell, ...]
    base: int | Hidden
    base_words: str
    exclusive: bool
    hidden: Hidden | None
    key: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse one that was not made here."""
        if self.key is not KEY:
            msg = "A SafeTable is made by tellback.disclosure.protect, nowhere else."
            raise Forged(msg)
