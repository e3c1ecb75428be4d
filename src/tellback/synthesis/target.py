"""A figure that made-up responses must reproduce, and one that no responses can."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

NOT_ANSWERED = "not_answered"
"""Stands among a target's choices for pupils who were asked and gave no answer."""
COLUMNS = ("id", "variable", "choices", "split", "where", "of", "kind", "value", "source")


class TargetFault(ValueError):
    """A file of targets that cannot be read; its text says where."""


@dataclass(frozen=True)
class Target:
    """`value` per cent, or that many pupils, gave one of `choices` to `variable`.

    `split` is a choice of the variable that splits (blank: everyone). `where` is a rule
    that narrows the base. `of`: the base is those asked, or everyone.
    """

    id: str
    variable: str
    choices: tuple[str, ...]
    split: str
    where: str
    of: Literal["asked", "everyone"]
    kind: Literal["percent", "count"]
    value: Fraction
    source: Literal["published", "chosen"]

    def bounds(self, base: int) -> tuple[int, int]:
        """The fewest and most pupils of `base` that print as `value`; empty where fewest > most.

        A per cent was rounded, halves up, to whole numbers; or to halves where it has one.
        """
        if self.kind == "count":
            return int(self.value), int(self.value)
        half_step = Fraction(1, 4) if self.value.denominator > 1 else Fraction(1, 2)
        low = math.ceil((self.value - half_step) * base / 100)
        high = math.ceil((self.value + half_step) * base / 100) - 1
        return max(low, 0), min(high, base)

    @property
    def said(self) -> str:
        """`42%` or `20 pupils`."""
        number = f"{float(self.value):g}"
        return f"{number}%" if self.kind == "percent" else f"{number} pupils"


@dataclass(frozen=True)
class Impossible:
    """A target that was given up, and the arithmetic why."""

    target: Target
    reason: str


def read_targets(text: str) -> tuple[Target, ...]:
    """The targets in a CSV text; choices are separated by spaces. Raises TargetFault."""
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        msg = f"The columns must be {', '.join(COLUMNS)}."
        raise TargetFault(msg)
    return tuple(_target(reader.line_num, line) for line in reader)


def _target(line: int, given: dict[str, str]) -> Target:
    of, kind, source = given["of"] or "asked", given["kind"], given["source"]
    try:
        value = Fraction(given["value"])
    except ValueError as fault:
        msg = f"Line {line}: “{given['value']}” is not a number."
        raise TargetFault(msg) from fault
    known = of in {"asked", "everyone"} and kind in {"percent", "count"}
    if not known or source not in {"published", "chosen"}:
        msg = (
            f"Line {line}: of is asked or everyone, kind is percent or count, "
            "source is published or chosen."
        )
        raise TargetFault(msg)
    return Target(
        id=given["id"],
        variable=given["variable"],
        choices=tuple(given["choices"].split()),
        split=given["split"],
        where=given["where"],
        of=cast(Literal["asked", "everyone"], of),
        kind=cast(Literal["percent", "count"], kind),
        value=value,
        source=cast(Literal["published", "chosen"], source),
    )
