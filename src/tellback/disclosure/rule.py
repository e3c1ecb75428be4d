"""A council's thresholds, as dated data."""

from __future__ import annotations

from datetime import date
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


class RuleFault(ValueError):
    """A rule file that cannot be used; its text says where, why, and what to do."""


class Rule(BaseModel):
    """What may be shown, from a day on, and where the numbers come from."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str = Field(min_length=1)
    starts: date = Field(alias="from")
    source: str = Field(min_length=1)
    """Who decided the numbers and why, as a reader may see it."""
    least_base: int = Field(default=10, ge=1, le=1000)
    """A table of fewer pupils than this is hidden whole."""
    least_cell: int = Field(default=3, ge=1, le=100)
    """A count from 1 to one less than this is hidden; with 1, none is."""
    percent_decimals: Literal[0] = 0
    """Per cents are whole numbers: a finer one of a small base would tell its count."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Rule:
        if self.least_cell > self.least_base:
            msg = (
                f"it shows tables of {self.least_base} pupils but no count under "
                f"{self.least_cell}; raise `least_base`, or lower `least_cell`"
            )
            raise ValueError(msg)
        return self

    def is_small(self, count: int) -> bool:
        """Whether a count is of so few pupils that it may not be shown; none is not few."""
        return 0 < count < self.least_cell


def read_rule(text: str, *, name: str = "the rule file") -> Rule:
    """The rule in a YAML text, which messages call `name`. Raises RuleFault."""
    try:
        return Rule.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        msg = f"{name.capitalize()} is not YAML{where}. Compare it with content/rules."
        raise RuleFault(msg) from fault
    except ValidationError as fault:
        raise RuleFault(_sentence(fault, name)) from fault


def _sentence(fault: ValidationError, name: str) -> str:
    first = fault.errors()[0]
    place = ".".join(str(step) for step in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    where = f", at `{place}`" if place else ""
    return f"{name.capitalize()} cannot be used{where}: {said}. Compare it with content/rules."
