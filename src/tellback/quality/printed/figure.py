"""One printed figure, and which numbers of pupils it can stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Literal, NamedTuple

ALL = "all"
WHOLE = 100
EVERYONE = "everyone"
_PLAIN = re.compile(
    r"\b(?:a|all|and|answered|are|as|asked|be|children|of|people|pupils?|respondents|said|stated"
    r"|the|to|were|who|young)\b"
)
"""Words of a base that tell nobody apart, as in `all the pupils who were asked`."""
_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBER = re.compile(r"^\d[\d,]*\b(?!\.)")


class Range(NamedTuple):
    """Whole numbers from `least` to `most`, both of them possible."""

    least: int
    most: int

    def words(self, noun: str = "") -> str:
        """`572 pupils`, `301 to 306 pupils`."""
        said = f"{self.least:,}" if self.least == self.most else f"{self.least:,} to {self.most:,}"
        return f"{said} {noun}".strip()

    def meets(self, other: Range) -> bool:
        """Whether a number is in both."""
        return self.least <= other.most and other.least <= self.most


def whom(words: str) -> str:
    """The words of a base that tell its pupils apart from others, or EVERYONE."""
    told = re.findall(r"[^\W_]+(?:[’'-]\w+)*", _PLAIN.sub(" ", words))
    return " ".join(told) or EVERYONE


@dataclass(frozen=True)
class PrintedFigure:
    """A row of the file: `value` is how many pupils, or per cent of them, of `group` gave `answer`.

    `base` says in words of whom; `base_count` how many those are, where that was printed.
    `several` is set where a pupil may be in more than one answer of the question.
    """

    line: int
    id: str
    measure: str
    question: str
    group: str
    answer: str
    year: str
    value: str
    unit: Literal["percent", "count"]
    base: str
    base_count: int | None = None
    several: bool = False

    @property
    def name(self) -> str:
        """How messages call it: its id, or its line."""
        return self.id or f"line {self.line}"

    @property
    def said(self) -> str:
        """`37%` or `133 pupils`."""
        return f"{self.value}%" if self.unit == "percent" else f"{self.value} pupils"

    @cached_property
    def cell(self) -> tuple[str, str, str, str, str]:
        """What the figure is of; a count and a per cent of the same have the same cell."""
        return (self.year, self.measure, self.question, self.group, self.answer)

    @cached_property
    def who(self) -> str:
        """Whom the base is of, without a number, brackets and words that name nobody.

        `all pupils` and `572 respondents` are EVERYONE, `female respondents` are `female`; blank
        where no base is given in words.
        """
        words = _NUMBER.sub("", _BRACKETS.sub(" ", self.base).strip()).casefold()
        if not words.strip(" .,;"):
            return ""
        return whom(words)

    @cached_property
    def noun(self) -> str:
        """The base in words as written, without `all`, a number and brackets."""
        words = _NUMBER.sub("", _BRACKETS.sub(" ", self.base).strip()).casefold().split()
        return " ".join(words).strip(" .,;").removeprefix(f"{ALL} ")

    @cached_property
    def whose(self) -> str:
        """The same without the figure's own group: EVERYONE of both `all pupils` and `girls`."""
        words = [word for word in self.who.split() if word != self.group]
        return " ".join(words) or (EVERYONE if self.who else "")

    @cached_property
    def own_base(self) -> int | None:
        """How many pupils the row itself says its per cent is of."""
        if self.base_count is not None:
            return self.base_count
        found = _NUMBER.match(self.base.strip())
        return int(found[0].replace(",", "")) if found else None

    @cached_property
    def number(self) -> Fraction:
        """The value, exactly."""
        return Fraction(self.value)

    @cached_property
    def shares(self) -> tuple[Fraction, Fraction]:
        """The per cents that a printed per cent can have been rounded from, both ends included.

        Of `2.5` it cannot be told whether tenths or halves were meant: halves are taken, the
        wider. Both ends are in, because halves are rounded up by some and to even by others.
        """
        decimals = len(self.value.partition(".")[2])
        step = Fraction(1, 10**decimals)
        if decimals == 1 and self.value.endswith("5"):
            step = Fraction(1, 2)
        return (
            max(Fraction(0), self.number - step / 2),
            min(Fraction(WHOLE), self.number + step / 2),
        )

    def pupils(self, base: Range | None) -> Range | None:
        """How many pupils it can be, of that base; None where it cannot be known.

        An empty range (least above most) means that no number of pupils makes the per cent.
        """
        if self.unit == "count":
            return Range(int(self.number), int(self.number))
        if base is None:
            return None
        low, high = self.shares
        return Range(ceil(low * base.least / WHOLE), floor(high * base.most / WHOLE))

    def implied_base(self, count: int) -> Range | None:
        """Of how many pupils `count` can be this per cent; None where there is no upper end."""
        low, high = self.shares
        if not low or not high:
            return None
        return Range(ceil(count * WHOLE / high), floor(count * WHOLE / low))
