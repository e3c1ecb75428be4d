"""The order in which a document is read: its blocks, their headings, and cards in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tellback.report.blocks import Block, Heading, Picture

DEEPEST = 6
"""No format has more levels of headings."""


def card_rows(many: int) -> list[int]:
    """How many cards stand in each row: threes, and at the end twos, so that none is alone."""
    if many % 3 == 1 and many > 1:
        return [3] * (many // 3 - 1) + [2, 2]
    return [3] * (many // 3) + ([many % 3] if many % 3 else [])


def with_levels(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """Each block, and the level of its heading; 0 where it has none.

    A picture's title is a heading one level below the part that it is in, unless the heading
    right above says the same.
    """
    level, above = 1, ""
    for block in blocks:
        own = 0
        if isinstance(block, Heading):
            own = level = block.level
        elif isinstance(block, Picture) and block.title != above:
            own = min(level + 1, DEEPEST)
        yield block, own
        above = block.words if isinstance(block, Heading) else ""
