"""Money shared out to the penny, and written as Britain writes it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

HUNDRED: Final = Decimal(100)
PENNY: Final = Decimal("0.01")


def split(total: Decimal, percents: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """`total` pounds shared out by per cent, so that the parts add up to it exactly.

    Each part is first cut down to whole pence; the pence left over go one each to the parts
    that were cut most, the earlier first (largest remainder, Hamilton's method). Raises
    ValueError where the per cents do not sum to 100 or the total is no whole number of pence.
    """
    if sum(percents) != HUNDRED or any(percent < 0 for percent in percents):
        msg = "The shares must sum to 100 per cent."
        raise ValueError(msg)
    if total < 0 or total != total.quantize(PENNY):
        msg = "A total is a whole number of pence."
        raise ValueError(msg)
    pence = int(total * 100)
    exact = [pence * Fraction(percent) / 100 for percent in percents]
    parts = [int(share) for share in exact]
    left_over = pence - sum(parts)
    by_cut = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_cut[:left_over]:
        parts[at] += 1
    return tuple(Decimal(part) / 100 for part in parts)


def each(total: Decimal, count: int) -> Decimal | None:
    """Pounds for each of `count`, to the nearest penny; None where there are none."""
    return (total / count).quantize(PENNY, ROUND_HALF_UP) if count else None


def in_pounds(amount: Decimal) -> str:
    """£1,234.50."""
    return f"£{amount:,.2f}"
