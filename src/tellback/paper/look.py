"""How a booklet looks: variants of the same questionnaire, never another one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Variant(StrEnum):
    """Whom a booklet is set for."""

    NORMAL = "normal"
    LARGE = "large"
    """Large print: 18 points and more, one column, nothing slanted, black on white."""
    SYMBOLS = "symbols"
    """A picture beside each answer and line that has one, and bigger boxes."""


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes: letters in points, boxes and pictures in millimetres."""

    variant: Variant = Variant.NORMAL
    black_and_white: bool = False
    """Black ink alone: no colour, no grey areas."""

    def sizes(self) -> dict[str, object]:
        """What the typesetter is told."""
        return _SIZES[self.variant] | {
            "mono": self.black_and_white,
            "strong": self.black_and_white or self.variant is Variant.LARGE,
        }


_SIZES: dict[Variant, dict[str, object]] = {
    Variant.NORMAL: {"text": 12.5, "key": 6.5, "box": 5.5, "picture": 0, "stacked": False},
    Variant.LARGE: {"text": 18, "key": 9, "box": 8, "picture": 0, "stacked": True},
    Variant.SYMBOLS: {"text": 14, "key": 7, "box": 8, "picture": 13, "stacked": False},
}
