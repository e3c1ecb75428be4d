"""What an attack found, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from tellback.disclosure.attack.columns import HELD, NOT_ANSWERED, REFUSED

AREA = {
    "borough": "the whole area",
    "locality": "{}",
    "group": "the schools {}",
    "school": "school {}",
}


@dataclass(frozen=True, order=True)
class Found:
    """One hidden count and what it can be: `lo` to `hi`, both of them possible."""

    wave: str
    level: str
    area: str
    split: str
    group: str
    variable: str
    choice: str
    lo: int
    hi: int

    def __str__(self) -> str:
        """As a sentence."""
        if self.lo == self.hi:
            return f"How many {self._whom} {self._said} can be worked out: {self.lo}."
        return f"How many {self._whom} {self._said} is known too well: {self.lo} to {self.hi}."

    @property
    def _whom(self) -> str:
        where = AREA[self.level].format(self.area)
        if self.split == "all":
            return f"pupils of {where}"
        pairs = zip(self.split.split("*"), self.group.split("*"), strict=True)
        said = ", ".join(
            f"{name} {'not said' if value == NOT_ANSWERED else value}" for name, value in pairs
        )
        return f"pupils ({said}) of {where}"

    @property
    def _said(self) -> str:
        if self.choice == HELD:
            return f"are counted by {self.variable}"
        if self.choice == NOT_ANSWERED:
            return f"did not answer {self.variable}"
        if self.choice == REFUSED:
            return f"preferred not to answer {self.variable}"
        return f"answered `{self.choice}` to {self.variable}"


@dataclass(frozen=True)
class AttackReport:
    """The outcome: nothing was found where `exact` and `too_narrow` are empty."""

    hidden: int
    """How many counts the files hide."""
    exact: tuple[Found, ...] = ()
    """Those that can be one number only."""
    too_narrow: tuple[Found, ...] = ()
    """Those of which less is left open than the rule asks for."""
    intervals: tuple[Found, ...] = ()
    """Every hidden count's, where they were asked for."""

    @property
    def safe(self) -> bool:
        """Whether nothing was found."""
        return not self.exact and not self.too_narrow

    def as_json(self) -> dict[str, Any]:
        """The report as plain values; `intervals` only where there are any."""
        found: dict[str, Any] = {
            "hidden": self.hidden,
            "exact": [asdict(one) for one in self.exact],
            "too_narrow": [asdict(one) for one in self.too_narrow],
        }
        if self.intervals:
            found["intervals"] = [asdict(one) for one in self.intervals]
        return found

    def sentences(self) -> Iterator[str]:
        """The report for people: what was found, or that nothing was."""
        yield from map(str, self.exact)
        yield from map(str, self.too_narrow)
        if self.safe:
            yield f"{self.hidden} counts are hidden, and none of them can be worked out."
        else:
            yield (
                f"{self.hidden} counts are hidden: {len(self.exact)} can be worked out, and "
                f"{len(self.too_narrow)} are known too well."
            )
