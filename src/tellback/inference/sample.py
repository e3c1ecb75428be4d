"""One side of a comparison: some pupils, how many of them said so, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from tellback.inference.interval import percent_words


@dataclass(frozen=True, slots=True)
class Sample:
    """`count` of `base` pupils, as the nearest whole numbers that a publication allows.

    `least` and `most` are the counts that it allows: the same number where counts are published,
    several where only a rounded per cent is, and no base at all where none was given.
    `design_effect` divides the base; `freedom` is schools less one where that was estimated.
    """

    name: str
    """As a sentence says it: `2008`, `the rest of the borough`."""
    share: float
    base: int | None
    least: int = 0
    most: int = 0
    design_effect: float = 1.0
    freedom: float = float("inf")

    @property
    def percent(self) -> str:
        """The share as a whole per cent."""
        return percent_words(self.share)


def counted(
    name: str,
    count: int,
    base: int,
    *,
    design_effect: float = 1.0,
    freedom: float = float("inf"),
) -> Sample:
    """`count` of `base` pupils. Raises ValueError for numbers that cannot be.

    A base of 0 is allowed: of nobody there is too little to say.
    """
    if not 0 <= count <= base:
        msg = f"{name}: {count} of {base} pupils is no share. Give a count from 0 to the base."
        raise ValueError(msg)
    share = count / base if base else 0.0
    return Sample(name, share, base, count, count, max(design_effect, 1.0), freedom)


def published(
    name: str,
    percent: float,
    base: int | None,
    *,
    decimals: int = 0,
    design_effect: float = 1.0,
    freedom: float = float("inf"),
) -> Sample:
    """A per cent that was published, rounded to so many decimals, with its base or None.

    Raises ValueError for a per cent that cannot be, or that no count of the base gives.
    """
    if not 0 <= percent <= 100:  # noqa: PLR2004 - a per cent
        msg = f"{name}: {percent:g} is no per cent. Give a number from 0 to 100."
        raise ValueError(msg)
    share = percent / 100
    if base is None:
        return Sample(name, share, None)
    half = 0.5 * 10.0**-decimals
    # A hair is left for how a computer stores decimals.
    least = max(0, ceil((percent - half) / 100 * base - 1e-9))
    most = min(base, floor((percent + half) / 100 * base + 1e-9))
    if least > most:
        msg = (
            f"{name}: no number of pupils out of {base} makes {percent:g}%. "
            "Check the base in the publication."
        )
        raise ValueError(msg)
    return Sample(name, share, base, least, most, max(design_effect, 1.0), freedom)


def rest(whole: Sample, part: Sample, *, name: str = "the rest of the borough") -> Sample:
    """Those of `whole` who are not of `part`, both counted: a school is never compared with itself.

    Raises ValueError where they cannot be subtracted.
    """
    if whole.base is None or part.base is None or whole.least != whole.most:
        msg = f"{part.name} cannot be taken out of {whole.name}: counts are needed for both."
        raise ValueError(msg)
    return counted(
        name,
        whole.least - part.least,
        whole.base - part.base,
        design_effect=whole.design_effect,
        freedom=whole.freedom,
    )
